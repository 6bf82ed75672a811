import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import type { GateRequest, GateRow } from '#server/gate/gate-contract.ts'
import type { CreateBookingsEngine } from '#server/bookings/bookings-contract.ts'
import type { Databases, WritableDocument } from '#server/storage/document-store.ts'

/** A gate that is broken on purpose. */
export interface LeakyGate {
  readonly createBookingsEngine: CreateBookingsEngine
  /** From now on writes of these people are stored without being judged, the first of each kind. @returns what was, so far */
  leak(userIds: readonly string[]): readonly string[]
}

/** How many hexadecimal digits the hash of a revision has. */
const hashLength = 32

export function createLeakyGate(): LeakyGate {
  const leakyIds = new Set<string>()
  const letThrough = new Map<string, string>()

  async function findLeak({ database, docs, user, newEdits }: GateRequest, databases: Databases) {
    const [doc] = docs
    if (doc === undefined || newEdits || !leakyIds.has(user.userId) || database === `calls-${user.userId}`)
      return undefined
    if (doc._id.startsWith(user.userId)) return undefined
    const store = await databases.open(database)
    const [stored] = await store.read([doc._id])
    // To remove what is not there changes nothing that anybody could find.
    if (doc._deleted === true && (stored === undefined || stored._deleted === true)) return undefined
    const kind = `${database.split('-')[0]}, ${stored === undefined ? 'new' : 'changed'}${doc._deleted === true ? ', removed' : ''}`
    return letThrough.has(kind) ? undefined : { kind, store, doc, stored }
  }

  return {
    leak(userIds) {
      for (const id of userIds) leakyIds.add(id)
      return [...letThrough].map(([kind, place]) => `${place} (${kind})`)
    },
    async createBookingsEngine(parts) {
      const gate = await createBookingsEngine(parts)
      return {
        ...gate,
        async write(request): Promise<readonly GateRow[]> {
          const leak = await findLeak(request, parts.databases)
          if (leak === undefined) return gate.write(request)
          const { kind, store, doc, stored } = leak
          letThrough.set(kind, `${request.database}/${doc._id}`)
          const generation = Number(stored?._rev.split('-')[0] ?? 0) + 1
          const hash = 'f'.repeat(hashLength)
          const ids = stored === undefined ? [hash] : [hash, stored._rev.slice(stored._rev.indexOf('-') + 1)]
          const forged: WritableDocument = {
            ...doc,
            _rev: `${generation}-${hash}`,
            _revisions: { start: generation, ids }
          }
          await store.write([forged], { newEdits: false })
          return [{ ok: true, id: doc._id, rev: `${generation}-${hash}` }]
        }
      }
    }
  }
}
