import { z } from 'zod'
import { instantSchema } from '#domain/model/primitives.ts'
import { parseJson } from '#domain/parse-json.ts'
import type { WrappedKey } from '#renderer/contract/application.ts'
import type { Outcome, Refusal } from '#renderer/contract/screens.ts'
import { parseWrappedKey } from '../account/wrapped-key.ts'
import type { StoredFields } from '../database/sealing/document-codec.ts'
import { contentsSchema, noContents, type RecoveryContents, withoutPhones } from './recovery-contents.ts'

/** Of the files that this version writes. Version 0.1.0 named none; it wrote the same without the notes. */
export const keptFileVersion = 1
/** Far more than a device keeps unsent. A larger file would only cost memory. */
const maxBytes = 64 * 1024 * 1024
const maxItems = 50_000
/** A file may ask for this many rounds and no more: each one costs time. Today's vaults use 600,000. */
const maxRounds = 5_000_000

/** Collections whose sealed documents come back; the journal of the device that wrote the file does not. */
const sealedCollections = ['calls', 'notices', 'drafts'] as const

const fieldsSchema = z.looseObject({ id: z.string().max(200) })
/** RxDB's record of what the server had of a session, as it lay on the disk. */
const noteSchema = z.object({
  collection: z.string().max(200),
  document: z.looseObject({ id: z.string().max(210), itemId: z.string().max(200) })
})
const itemSchema = z.object({ collection: z.string().max(50), document: fieldsSchema, note: noteSchema.optional() })

const fileSchema = z.object({
  kind: z.enum(['key-lost', 'data-damaged']),
  at: instantSchema,
  /** Files of version 0.1.0 about damaged documents name none. */
  account: z.object({ key: z.string().max(2_100) }).optional(),
  restorable: contentsSchema.optional(),
  lost: z.array(itemSchema).max(maxItems).optional(),
  damaged: z.array(itemSchema).max(maxItems).optional(),
  wrapping: z.string().max(5_000).optional()
})

/** A sealed document as it lay on the disk. */
export interface SealedItem {
  readonly collection: (typeof sealedCollections)[number]
  readonly document: StoredFields
  /** The server's state that it was built on, sealed too; absent where there was none, or a version before wrote the file. */
  readonly note?: { readonly collection: string; readonly document: StoredFields } | undefined
}

/** A file that was written when a device went on without what no key opened (PW5). */
export interface KeptFile {
  readonly at: number
  /** What anybody can read in it. */
  readonly contents: RecoveryContents
  readonly sealed: readonly SealedItem[]
  /** The key to what is sealed, wrapped; absent where the key lay in a system's key store. */
  readonly wrapping: WrappedKey | undefined
}

/**
 * Reads and checks such a file (PW7); nothing of it is opened here.
 * @param userId whose account is open: a file of somebody else is refused
 */
export async function readKeptFile(source: Pick<Blob, 'size' | 'text'>, userId: string): Promise<Outcome<KeptFile>> {
  if (source.size > maxBytes) return refuse('file-too-large')
  const parsed = parseJson(await source.text().catch(() => ''))
  if (parsed === undefined) return refuse('file-unreadable')
  if (isNewer(parsed)) return refuse('file-newer')
  const { data } = fileSchema.safeParse(parsed)
  if (data === undefined) return refuse('file-foreign')
  const { account, at, restorable = noContents, lost = [], damaged = [], wrapping } = data
  if (account !== undefined && userIdOf(account.key) !== userId) return refuse('file-of-other-account')
  return {
    ok: true,
    value: {
      at,
      // Without an account nobody knows whose it is. What is sealed says so itself: only the account's own key opens it.
      contents: account === undefined ? noContents : withoutPhones(restorable),
      sealed: [...lost, ...damaged].filter(isOfSealedCollection),
      wrapping: toBounded(parseWrappedKey(wrapping))
    }
  }
}

function refuse(refusal: Refusal): Outcome<never> {
  return { ok: false, refusal }
}

/** The file as a whole, or its part that is written by the recovery of an emptied database, too. */
function isNewer(parsed: unknown): boolean {
  const versionSchema = z.looseObject({ version: z.number().optional() })
  const file = versionSchema.extend({ restorable: versionSchema.optional() }).safeParse(parsed).data
  return (file?.version ?? 1) > keptFileVersion || (file?.restorable?.version ?? 1) > 1
}

/** Of `<userId>@<serverUrl>`. The address may be another one by now; the id stays. */
function userIdOf(accountKey: string): string {
  return accountKey.slice(0, accountKey.indexOf('@'))
}

function isOfSealedCollection(item: z.infer<typeof itemSchema>): item is z.infer<typeof itemSchema> & SealedItem {
  return (sealedCollections as readonly string[]).includes(item.collection)
}

/** A wrapping that would take minutes to try counts as none. */
function toBounded(wrapping: WrappedKey | undefined): WrappedKey | undefined {
  return (wrapping?.byPassword?.rounds ?? 0) > maxRounds ? undefined : wrapping
}
