import type { DocumentStore, StoredDocument, UnsoundDocument } from '../storage/document-store.ts'
import { generationOf } from '../storage/revision.ts'

/** What was done about a document that was not whole. */
export interface Mended {
  readonly database: string
  readonly id: string
  readonly fault: UnsoundDocument['fault']
  /** `kept`: a body of it could be read. `lost`: none could, and it counts as removed. `left`: none could, and it is left as it is. */
  readonly outcome: 'kept' | 'lost' | 'left'
}

export interface MendOptions {
  /** Whether a body is one of this database. */
  readonly isUnderstood: (doc: StoredDocument) => boolean
  /** Whether documents of this database are removed by their owners. Left out: a removal that is found is no reason to remove it. */
  readonly mayBeRemoved?: boolean
  /** What becomes of a document of which no body can be read; left out: it counts as removed. */
  readonly lost?: 'left' | 'lost'
  /** Called before anything is changed. @param lost ids of which no body can be read, or an older one */
  readonly onBeforeLoss?: (lost: readonly string[]) => Promise<void>
}

/** Rebuilds every document of a database that is not whole. Nobody may write meanwhile. It does no harm to be interrupted. */
export async function mendDocuments(store: DocumentStore, options: MendOptions): Promise<readonly Mended[]> {
  const { lost = 'lost', onBeforeLoss } = options
  const found = await Promise.all(
    (await store.findUnsound()).map(async unsound => ({ unsound, body: await chooseBody(store, unsound, options) }))
  )
  const losing = found.filter(({ unsound, body }) => body === undefined || isOlder(body, unsound))
  if (losing.length > 0) await onBeforeLoss?.(losing.map(({ unsound }) => unsound.id))
  const mended: Mended[] = []
  for (const { unsound, body } of found) {
    const { id, fault } = unsound
    const outcome = body === undefined ? lost : 'kept'
    if (outcome !== 'left') await store.rebuild(body ?? { _id: id, _deleted: true })
    mended.push({ database: store.name, id, fault, outcome })
  }
  return mended
}

/** The winner where it can be read; otherwise the newest body that is understood. Undefined where there is none. */
async function chooseBody(
  store: DocumentStore,
  { id, fault, rev, remains }: UnsoundDocument,
  { isUnderstood, mayBeRemoved = false }: MendOptions
): Promise<StoredDocument | undefined> {
  if (fault !== 'unreadable') return (await store.read([id]))[0]
  // A removal counts where it is the later one; an earlier one says nothing of what was made since.
  const isLater = (doc: StoredDocument): boolean => generationOf(doc._rev) > generationOf(rev)
  return remains.find(doc => (doc._deleted === true ? mayBeRemoved && isLater(doc) : isUnderstood(doc)))
}

/** Whether the winner said something else, or may have. */
function isOlder(body: StoredDocument, { fault, rev }: UnsoundDocument): boolean {
  return fault === 'unreadable' && (rev === undefined || generationOf(body._rev) < generationOf(rev))
}

/** One line of ids, for a log or a person at a terminal. */
export function describeMended({ database, id, fault, outcome }: Mended): string {
  if (outcome === 'left') return `${database}/${id} cannot be read; restore it from a backup`
  if (outcome === 'lost') return `${database}/${id} could not be read, and counts as removed`
  const was = {
    unreadable: 'could not be read',
    'hidden-leaf': 'hid a revision',
    'over-long': 'had an over-long revision'
  }
  return `${database}/${id} ${was[fault]}, and was rebuilt from what was left of it`
}
