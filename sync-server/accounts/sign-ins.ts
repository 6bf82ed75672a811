import { mendWhereNeeded } from '../repair/mend-where-needed.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { DocumentStore, StoredDocument } from '../storage/document-store.ts'
import type { TokenClaims } from './tokens.ts'
import { isLegacyId, renewRecord, type SignInRecord, signInRecordSchema } from './sign-in-record.ts'

/** Of more devices of one account than this, the one that was used least recently is signed out. */
const maxPerAccount = 100

/** Every sign-in of the organisation, answered from memory: it is asked for on every request. */
export interface SignIns {
  /** Stores a new sign-in of somebody who has just typed a password. @param agent what the device's program calls itself */
  begin(userId: string, agent: string): Promise<SignInRecord>
  /** Undefined where the sign-in is over: signed out, ended, expired, or because the token had been replaced and used. */
  renew(token: ShownToken): Promise<SignInRecord | undefined>
  isStanding(id: string): boolean
  /** Its person has typed the password once more on that device. False where there is none of this id that stands. */
  notePassword(id: string): Promise<boolean>
  /** When that was last; undefined where nobody knows. */
  findPasswordAt(id: string): Instant | undefined
  /** Whether there is a record of it, standing or ended. */
  isKnown(id: string): boolean
  /** Those of one account that stand, the one used last first. */
  list(userId: string): readonly SignInRecord[]
  /** False where there is none of this id that stands. */
  end(id: string): Promise<boolean>
  /** Ends the sign-in of a token, also one from before sign-ins were recorded. */
  signOut(token: ShownToken): Promise<void>
  endAll(userId: string): Promise<void>
  /** Forgets those that could not be renewed any more anyway. @param certain the time that it is at least, epoch ms */
  purge(certain: number): Promise<void>
  /** Called once a sign-in has ended. */
  onEnd(listener: (id: string) => void): void
}

/** What a genuine token says. */
export type ShownToken = Pick<TokenClaims, 'signInId' | 'generation' | 'userId' | 'signedInAt'>

interface Kept {
  readonly record: SignInRecord
  readonly rev: string | undefined
}

/** Loads the `sign-ins` database. A record that cannot be read counts as ended. */
export async function loadSignIns(parts: {
  readonly store: DocumentStore
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
  /** How long after it a sign-in can be renewed. */
  readonly renewalMs: number
}): Promise<SignIns> {
  const { store, now, randomBytes, renewalMs } = parts
  const keptById = new Map<string, Kept>()
  const listeners: ((id: string) => void)[] = []
  const turnById = new Map<string, Promise<unknown>>()

  await mendWhereNeeded(store, { isUnderstood: doc => parseSignIn(doc).success, mayBeRemoved: true })
  for await (const doc of store.all()) {
    const parsed = parseSignIn(doc)
    if (parsed.success) keptById.set(doc._id, { record: parsed.data, rev: doc._rev })
  }

  /** One write of a record at a time, each on top of the one before. */
  function inTurn<T>(id: string, work: () => Promise<T>): Promise<T> {
    const result = (turnById.get(id) ?? Promise.resolve()).then(work)
    const tail = result.then(
      () => undefined,
      () => undefined
    )
    turnById.set(id, tail)
    void tail.then(() => {
      if (turnById.get(id) === tail) turnById.delete(id)
    })
    return result
  }

  async function save(record: SignInRecord): Promise<void> {
    const { id, ...fields } = record
    const [stored] = await store.read([id])
    const [row] = await store.write([{ ...fields, _id: id, ...(stored === undefined ? {} : { _rev: stored._rev }) }], {
      newEdits: true
    })
    if (row === undefined || 'error' in row) throw new Error(`sign-in not stored: ${row?.message}`)
    // A renewal that was on its way to the disk does not bring back what has ended meanwhile.
    const endedAt = record.endedAt ?? keptById.get(id)?.record.endedAt
    keptById.set(id, { record: { ...record, ...(endedAt === undefined ? {} : { endedAt }) }, rev: row.rev })
  }

  function list(userId: string): readonly SignInRecord[] {
    return [...keptById.values()]
      .map(({ record }) => record)
      .filter(record => record.userId === userId && isOpen(record, now()))
      .sort((a, b) => b.usedAt - a.usedAt)
  }

  async function end(id: string): Promise<boolean> {
    const kept = keptById.get(id)
    if (kept === undefined || !isOpen(kept.record, now())) return false
    const ended = { ...kept.record, endedAt: now() }
    // It ends at once, also where the disk refuses to remember it.
    keptById.set(id, { ...kept, record: ended })
    for (const listener of listeners) listener(id)
    await inTurn(id, () => save(ended))
    return true
  }

  /** A token from before sign-ins were recorded: its first renewal begins the record. */
  function createRecord({ signInId, userId, signedInAt, generation }: ShownToken): SignInRecord {
    const renewableUntil = signedInAt + renewalMs
    return { id: signInId, userId, createdAt: signedInAt, usedAt: now(), renewableUntil, generation, agent: '' }
  }

  return {
    async begin(userId, agent) {
      const at = now()
      const record: SignInRecord = {
        id: `s${Buffer.from(randomBytes(15)).toString('hex')}`,
        userId,
        createdAt: at,
        usedAt: at,
        renewableUntil: at + renewalMs,
        generation: 0,
        passwordAt: at,
        agent: agent.slice(0, 200)
      }
      await save(record)
      for (const surplus of list(userId).slice(maxPerAccount)) await end(surplus.id)
      return record
    },
    renew: token =>
      inTurn(token.signInId, async () => {
        const known = keptById.get(token.signInId)?.record
        if (known === undefined && !isLegacyId(token.signInId)) return undefined
        const outcome = renewRecord(known ?? createRecord(token), token.generation, now())
        if (outcome.kind === 'renewed') {
          await save(outcome.record)
          return outcome.record
        }
        if (outcome.kind === 'reused') void end(token.signInId).catch(() => undefined)
        return undefined
      }),
    isStanding(id) {
      const record = keptById.get(id)?.record
      return record !== undefined && isOpen(record, now())
    },
    notePassword: id =>
      inTurn(id, async () => {
        const record = keptById.get(id)?.record
        if (record === undefined || !isOpen(record, now())) return false
        await save({ ...record, passwordAt: now() })
        return true
      }),
    findPasswordAt: id => keptById.get(id)?.record.passwordAt,
    isKnown: id => keptById.has(id),
    list,
    end,
    async signOut(token) {
      if (isLegacyId(token.signInId) && !keptById.has(token.signInId)) await save(createRecord(token))
      await end(token.signInId)
    },
    async endAll(userId) {
      for (const { id } of list(userId)) await end(id)
    },
    async purge(certain) {
      for (const { record, rev } of keptById.values()) {
        if (record.renewableUntil > certain || rev === undefined) continue
        await store.write([{ _id: record.id, _rev: rev, _deleted: true }], { newEdits: true })
        keptById.delete(record.id)
      }
    },
    onEnd: listener => void listeners.push(listener)
  }
}

export function parseSignIn({ _id, _rev, ...fields }: StoredDocument) {
  return signInRecordSchema.safeParse({ ...fields, id: _id })
}

function isOpen(record: SignInRecord, now: number): boolean {
  return record.endedAt === undefined && record.renewableUntil > now
}
