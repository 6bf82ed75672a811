import type { Instant } from '#domain/model/primitives.ts'
import { dayMs } from '#domain/time/durations.ts'
import type { Found } from './revision-history.ts'

/** A document whose tree of revisions has grown beyond this was refused far more often than honest replicas meet at it. */
const maxKnownRevisions = 2_000
/** So often within a day somebody's replica is put right at one document, and at all of them together. */
const maxPerDocument = 20
const maxPerPerson = 500
/** Bounds memory: about 2 MB. */
const maxKeys = 10_000

/**
 * How often people had something stored by pushes that were refused. An honest replica meets a handful: a claim that was lost, one
 * that is the student's already, a slot that is over. Whoever goes on gets the answers alone.
 */
export interface PutRightBudget {
  /** False where it is used up; otherwise it is counted. */
  take(userId: string, document: string): boolean
}

export function createPutRightBudget(now: () => Instant): PutRightBudget {
  // In the order in which their days began.
  const dayByKey = new Map<string, { count: number; readonly since: Instant }>()

  function open(key: string): { count: number } {
    const known = dayByKey.get(key)
    const age = now() - (known?.since ?? 0)
    if (known !== undefined && age >= 0 && age < dayMs) return known
    dayByKey.delete(key)
    const [oldest] = dayByKey.keys()
    if (dayByKey.size >= maxKeys && oldest !== undefined) dayByKey.delete(oldest)
    const day = { count: 0, since: now() }
    dayByKey.set(key, day)
    return day
  }

  return {
    take(userId, document) {
      const [ofDocument, ofPerson] = [open(`${userId} ${document}`), open(userId)]
      if (ofDocument.count >= maxPerDocument || ofPerson.count >= maxPerPerson) return false
      ofDocument.count += 1
      ofPerson.count += 1
      return true
    }
  }
}

/**
 * Whether a replica whose push is refused gets what stands stored above its own revision, so that it sees it (F30): beside this,
 * only somebody who may write that document at all (`isWriters` of its kind).
 */
export function mayPutRight({ newEdits }: { readonly newEdits: boolean }, { known }: Pick<Found, 'known'>): boolean {
  return !newEdits && known.size <= maxKnownRevisions
}

/** Whether this person may have that document put right once more today; counts it. Asked last, where it is about to happen. */
export function takePutRight(
  {
    actor,
    database,
    doc
  }: {
    readonly actor: { readonly userId: string }
    readonly database: string
    readonly doc: { readonly _id: string }
  },
  putRights: PutRightBudget
): boolean {
  return putRights.take(actor.userId, `${database}/${doc._id}`)
}
