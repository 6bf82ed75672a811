import { z } from 'zod'
import type { Account } from '#domain/model/account.ts'
import { type Instant, instantSchema, userIdSchema } from '#domain/model/primitives.ts'
import { dayMs, hourMs } from '#domain/time/durations.ts'
import type { StoredDocument, WritableDocument } from '../storage/document-store.ts'

/** `mailed`: its person asked for it, and it goes to the confirmed address. `handed`: an administrator made it, and hands it over. */
export type ResetKind = 'mailed' | 'handed'

/** How long a link works that was mailed, and one that an administrator makes for somebody who forgot the password. */
export const mailedLifeMs = hourMs
export const handedLifeMs = dayMs

/** So many links are mailed for one account: the inbox is a stranger's to fill otherwise (JO23). */
const maxPerHour = 3
const maxPerDay = 10

/** The newest link of one kind to a new password for one account: the `resets` database, which the server alone reads. */
export const resetRecordSchema = z.strictObject({
  userId: userIdSchema,
  kind: z.enum(['mailed', 'handed']),
  /** Of the link's secret. */
  hash: z.string().length(64),
  /** With the server's key it gives the secret of a mailed link again, when its mail is sent. */
  nonce: z.string().length(43).optional(),
  /** Which key it was made with: a link of a time that was lost opens nothing. */
  keyMark: z.string().length(64),
  /** Of the account: it is over once that has moved on, by a new password or by being disabled. */
  tokenVersion: z.int().min(0),
  madeAt: instantSchema,
  validUntil: instantSchema,
  /** Of a mailed one: when the address that it goes to was confirmed. It is over once the account has another one. */
  confirmedAt: instantSchema.optional(),
  /** The account that made it; absent: its own person by mail, or whoever runs the server. */
  by: userIdSchema.optional(),
  usedAt: instantSchema.optional(),
  /** When links were mailed within the last day. */
  mailedAt: z.array(instantSchema).max(maxPerDay),
  /** What its person was not told yet. */
  untold: z.array(z.enum(['made', 'used']))
})
export type ResetRecord = z.infer<typeof resetRecordSchema>

export function createResetId(userId: string, kind: ResetKind): string {
  return `${userId}.${kind}`
}

export function readResetRecord({ _id, _rev, ...fields }: StoredDocument): ResetRecord | undefined {
  const { data } = resetRecordSchema.safeParse(fields)
  return data !== undefined && createResetId(data.userId, data.kind) === _id ? data : undefined
}

export function resetRecordToDocument(record: ResetRecord, rev: string | undefined): WritableDocument {
  return { ...record, _id: createResetId(record.userId, record.kind), ...(rev === undefined ? {} : { _rev: rev }) }
}

/** When links were mailed, with one more now; undefined where there were too many. */
export function addMailed(record: ResetRecord | undefined, now: Instant): readonly Instant[] | undefined {
  const within = (ms: number): readonly Instant[] => (record?.mailedAt ?? []).filter(at => at <= now && at > now - ms)
  return within(hourMs).length >= maxPerHour || within(dayMs).length >= maxPerDay ? undefined : [...within(dayMs), now]
}

/** Whether a link of this server's past works: it is spent by the commit that changes the account. */
export function isResetStanding(record: ResetRecord, account: Account | undefined, now: Instant): account is Account {
  const { kind, tokenVersion, madeAt, validUntil, usedAt, confirmedAt } = record
  if (account === undefined || account.disabled || account.tokenVersion !== tokenVersion) return false
  if (kind === 'mailed' && account.emailConfirmedAt !== confirmedAt) return false
  // A clock that was set back must not lengthen it.
  return usedAt === undefined && madeAt <= now && now < validUntil
}
