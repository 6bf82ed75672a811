import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { Account } from '#domain/model/account.ts'
import { instantSchema, type Instant } from '#domain/model/primitives.ts'
import type { DocumentStore, StoredDocument } from '../storage/document-store.ts'

/** The private addresses of people's calendar feeds, one for each person, answered from memory. */
export interface FeedLinks {
  /** Makes a new one; the former one ends. @returns what stands in the address, which is stored nowhere and cannot be asked for again */
  make(account: Account): Promise<{ readonly token: string; readonly madeAt: Instant }>
  /** When the account's present link was made; undefined where it has none that works. */
  findMadeAt(account: Account): Instant | undefined
  end(account: Account): Promise<void>
  /** The id of the account whose link this was made for; whether that still stands is asked of `isStanding`. */
  findOwner(token: string): string | undefined
  /** Whether the account's link works: not after a new password, which ends all sign-ins, nor for a disabled account (CA4). */
  isStanding(account: Account): boolean
}

export interface FeedLinksParts {
  /** The `calendar-feeds` database: nobody but the server reads it. */
  readonly store: DocumentStore
  /** New where the folder was put back from a copy: links of the time that was lost open nothing (CA4). */
  readonly key: string
  readonly now: () => Instant
  readonly randomBytes: (length: number) => Uint8Array
}

const linkSchema = z.object({
  hash: z.string().length(64),
  /** Which key it was made with. */
  keyMark: z.string().length(64),
  tokenVersion: z.int(),
  madeAt: instantSchema
})
type Link = z.infer<typeof linkSchema>

/** Loads all of them. */
export async function loadFeedLinks({ store, key, now, randomBytes }: FeedLinksParts): Promise<FeedLinks> {
  const linkByOwner = new Map<string, Link>()
  const ownerByHash = new Map<string, string>()
  /** Whose stored link may be another one than is remembered: a write failed, and was not read back yet. */
  const unsure = new Set<string>()
  let last: Promise<unknown> = Promise.resolve()

  function remember(ownerId: string, link: Link | undefined): void {
    const former = linkByOwner.get(ownerId)
    if (former !== undefined) ownerByHash.delete(former.hash)
    linkByOwner.delete(ownerId)
    if (link === undefined) return
    linkByOwner.set(ownerId, link)
    ownerByHash.set(link.hash, ownerId)
  }

  const sign = (text: string): string => createHmac('sha256', key).update(text).digest('hex')
  const toHash = (token: string): string => sign(`calendar-feed ${token}`)
  const keyMark = sign('calendar-feeds')

  /** Undefined for what cannot be understood, or is of another past: it opens nothing. */
  function readLink({ _id, _rev, ...fields }: StoredDocument): Link | undefined {
    const link = linkSchema.safeParse(fields).data
    return link?.keyMark === keyMark ? link : undefined
  }

  for await (const doc of store.all()) remember(doc._id, readLink(doc))
  // Also said when the database was opened again after a failure.
  store.onChange(() => {
    if (unsure.size > 0) void inTurn(() => Promise.resolve()).catch(() => undefined)
  })

  /** One at a time, and each on what the disk says. */
  function inTurn(work: () => Promise<void>): Promise<void> {
    const done = last.then(async () => {
      for (const ownerId of unsure) await readBack(ownerId)
      await work()
    })
    last = done.catch(() => undefined)
    return done
  }

  async function readBack(ownerId: string): Promise<void> {
    const [doc] = await store.read([ownerId])
    unsure.delete(ownerId)
    remember(ownerId, doc === undefined ? undefined : readLink(doc))
  }

  async function save(ownerId: string, link: Link | undefined): Promise<void> {
    const [stored] = await store.read([ownerId])
    if (link === undefined && (stored === undefined || stored._deleted === true)) return
    const rev = stored === undefined ? {} : { _rev: stored._rev }
    const doc = link === undefined ? { _id: ownerId, ...rev, _deleted: true } : { _id: ownerId, ...rev, ...link }
    try {
      const [row] = await store.write([doc], { newEdits: true })
      if (row === undefined || 'error' in row) throw new Error(`calendar link not stored: ${row?.message}`)
      remember(ownerId, link)
    } catch (error) {
      // What was stored counts: it would be there after a restart.
      unsure.add(ownerId)
      await readBack(ownerId).catch(() => undefined)
      if (unsure.has(ownerId) || linkByOwner.get(ownerId)?.hash !== link?.hash) throw error
    }
  }

  const findStanding = ({ id, tokenVersion, disabled }: Account): Link | undefined => {
    const link = linkByOwner.get(id)
    return !disabled && link?.tokenVersion === tokenVersion ? link : undefined
  }

  return {
    async make({ id, tokenVersion }) {
      const token = Buffer.from(randomBytes(32)).toString('hex')
      const madeAt = now()
      await inTurn(() => save(id, { hash: toHash(token), keyMark, tokenVersion, madeAt }))
      return { token, madeAt }
    },
    findMadeAt: account => findStanding(account)?.madeAt,
    end: ({ id }) => inTurn(() => save(id, undefined)),
    findOwner: token => ownerByHash.get(toHash(token)),
    isStanding: account => findStanding(account) !== undefined
  }
}
