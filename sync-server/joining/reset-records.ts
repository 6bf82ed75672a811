import { createHmac } from 'node:crypto'
import type { Account } from '#domain/model/account.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { CommitPart, Databases } from '../storage/document-store.ts'
import {
  createResetId,
  isResetStanding,
  readResetRecord,
  type ResetKind,
  type ResetRecord,
  resetRecordToDocument
} from './reset-record.ts'
import { hashToken, makeToken } from './token-hash.ts'

/** A database of the server's own: nobody replicates it. */
const resetsDatabase = 'resets'

/** Which link of a new password stands: one of each kind for an account, in memory as on disk. */
export interface ResetRecords {
  find(userId: string, kind: ResetKind): ResetRecord | undefined
  findByToken(token: string): ResetRecord | undefined
  /** Whether it is of this server's past, and not of one that was lost. */
  isOfThisPast(record: ResetRecord): boolean
  /** What is stored for a new link, and its secret. */
  make(fields: NewReset): { readonly record: ResetRecord; readonly token: string }
  /** The secret of a mailed link, for its mail. */
  toMailedToken(record: ResetRecord): string | undefined
  /** Stores a record in place of the one of its kind, in one commit with what belongs to it. */
  store(record: ResetRecord, together?: readonly CommitPart[]): Promise<void>
  /** Its person was told of what this record says. What has become of it meanwhile stays: it was used, or another one made. */
  noteTold(told: ResetRecord): Promise<void>
  /** The same as `store`, to be stored by somebody else; `readBack` afterwards, whether it was or not. */
  plan(record: ResetRecord): CommitPart
  readBack(userId: string, kind: ResetKind): Promise<void>
  listUntold(): readonly ResetRecord[]
}

export type NewReset = Pick<
  ResetRecord,
  'userId' | 'kind' | 'tokenVersion' | 'madeAt' | 'validUntil' | 'by' | 'confirmedAt'
> & {
  readonly mailedAt: readonly Instant[]
}

/** The secret of a link that was mailed to an account at this time; undefined where it does not work any more. */
export function findMailedToken(
  records: ResetRecords,
  account: Account | undefined,
  { madeAt, now }: { readonly madeAt: Instant; readonly now: Instant }
): string | undefined {
  const record = account === undefined ? undefined : records.find(account.id, 'mailed')
  if (record === undefined || record.madeAt !== madeAt || !isResetStanding(record, account, now)) return undefined
  return records.isOfThisPast(record) ? records.toMailedToken(record) : undefined
}

interface Kept {
  readonly record: ResetRecord
  readonly rev: string
}

export async function loadResetRecords(parts: {
  readonly databases: Pick<Databases, 'open' | 'commitTogether'>
  /** New where the folder was put back from a copy. */
  readonly key: string
  readonly randomBytes: (length: number) => Uint8Array
}): Promise<ResetRecords> {
  const { databases, key, randomBytes } = parts
  const store = await databases.open(resetsDatabase)
  const keptById = new Map<string, Kept>()
  const idByHash = new Map<string, string>()
  /** Memory may differ from the disk: a write failed. */
  const unsure = new Set<string>()
  let last: Promise<unknown> = Promise.resolve()
  const sign = (text: string): Buffer => createHmac('sha256', key).update(text).digest()
  const keyMark = sign('resets').toString('hex')

  function keep(id: string, kept: Kept | undefined): void {
    const before = keptById.get(id)
    if (before !== undefined) idByHash.delete(before.record.hash)
    if (kept === undefined) return void keptById.delete(id)
    keptById.set(id, kept)
    idByHash.set(kept.record.hash, id)
  }

  for await (const doc of store.all()) {
    const record = readResetRecord(doc)
    if (record !== undefined) keep(doc._id, { record, rev: doc._rev })
  }

  async function readOne(id: string): Promise<void> {
    const [doc] = await store.read([id])
    const record = doc === undefined || doc._deleted === true ? undefined : readResetRecord(doc)
    keep(id, doc === undefined || record === undefined ? undefined : { record, rev: doc._rev })
    unsure.delete(id)
  }

  /** One at a time, each on what the disk says. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = last.then(async () => {
      for (const id of unsure) await readOne(id)
      return work()
    })
    last = done.catch(() => undefined)
    return done
  }

  function plan(record: ResetRecord): CommitPart {
    const doc = resetRecordToDocument(record, keptById.get(createResetId(record.userId, record.kind))?.rev)
    return { database: resetsDatabase, docs: [doc], newEdits: true }
  }

  const toMailedToken = ({ nonce }: Pick<ResetRecord, 'nonce'>): string | undefined =>
    nonce === undefined ? undefined : sign(`reset ${nonce}`).toString('base64url')

  async function storeNow(record: ResetRecord, together: readonly CommitPart[]): Promise<void> {
    const id = createResetId(record.userId, record.kind)
    unsure.add(id)
    const { stored, rows, error } = await databases.commitTogether([plan(record), ...together])
    const row = rows[0]?.[0]
    if (!stored || row === undefined || !('ok' in row)) throw error ?? new Error('a link was not stored')
    keep(id, { record, rev: row.rev })
    unsure.delete(id)
  }

  return {
    find: (userId, kind) => keptById.get(createResetId(userId, kind))?.record,
    findByToken: token => keptById.get(idByHash.get(hashToken(token)) ?? '')?.record,
    isOfThisPast: record => record.keyMark === keyMark,
    make({ mailedAt, ...fields }) {
      const random = makeToken(randomBytes)
      const nonce = fields.kind === 'mailed' ? { nonce: random } : {}
      const token = toMailedToken(nonce) ?? random
      const record: ResetRecord = {
        ...fields,
        ...nonce,
        hash: hashToken(token),
        keyMark,
        mailedAt: [...mailedAt],
        untold: ['made']
      }
      return { record, token }
    },
    toMailedToken,
    store: (record, together = []) => inTurn(() => storeNow(record, together)),
    noteTold: ({ userId, kind, hash, untold }) =>
      inTurn(async () => {
        const now = keptById.get(createResetId(userId, kind))?.record
        if (now?.hash === hash) await storeNow({ ...now, untold: now.untold.filter(one => !untold.includes(one)) }, [])
      }),
    plan,
    readBack: (userId, kind) => inTurn(() => readOne(createResetId(userId, kind))),
    listUntold: () => [...keptById.values()].flatMap(({ record }) => (record.untold.length > 0 ? [record] : []))
  }
}
