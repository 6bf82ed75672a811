import { z } from 'zod'
import { instantSchema, userIdSchema } from '#domain/model/primitives.ts'

/** One device on which somebody signed in: the `sign-ins` database, which the server alone reads. */
export const signInRecordSchema = z.object({
  id: z.string().min(1).max(64),
  userId: userIdSchema,
  createdAt: instantSchema,
  /** When it was last renewed: a device in use does so about once an hour. */
  usedAt: instantSchema,
  /** After that nothing can be renewed, and the record is of no interest any more. */
  renewableUntil: instantSchema,
  /** Of the newest renewal token that was given. */
  generation: z.int().min(0),
  /** What the device's program calls itself, for its owner to tell devices apart. */
  agent: z.string().max(200),
  /** When its person last typed the password on that device. Records of before 0.3.0 do not say. */
  passwordAt: instantSchema.optional(),
  /** Signed out, ended from another device, or ended because an old renewal token was used. */
  endedAt: instantSchema.optional()
})

export type SignInRecord = z.infer<typeof signInRecordSchema>

export type RenewalOutcome =
  | { readonly kind: 'renewed'; readonly record: SignInRecord }
  /** It has been used before, and so has its successor: somebody holds a copy. The sign-in ends. */
  | { readonly kind: 'reused' }
  | { readonly kind: 'over' }

/**
 * What a renewal token leads to. The answer to a renewal can be lost, and a device can stay away for weeks after it, so
 * the former token holds until the new one has been used once. Two windows that renew at once get the same generation.
 * @param generation of the token that is shown
 */
export function renewRecord(record: SignInRecord, generation: number, now: number): RenewalOutcome {
  if (record.endedAt !== undefined || record.renewableUntil <= now) return { kind: 'over' }
  if (generation < record.generation - 1) return { kind: 'reused' }
  // A token that is newer than the record was given just before the server lost its last writes.
  const next = generation === record.generation - 1 ? record.generation : generation + 1
  return { kind: 'renewed', record: { ...record, generation: next, usedAt: now } }
}

const legacyPrefix = 'legacy-'

/** The id of a sign-in from before sign-ins were recorded: its tokens name none. */
export function createLegacyId(userId: string, signedInAt: number): string {
  return `${legacyPrefix}${userId}-${signedInAt}`
}

export function isLegacyId(id: string): boolean {
  return id.startsWith(legacyPrefix)
}
