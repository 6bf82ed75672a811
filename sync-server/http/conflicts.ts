import type { Change, DocumentStore, StoredDocument } from '../storage/document-store.ts'

/** A document with the live ends of its tree that did not win, as CouchDB names them. */
export async function withConflicts(store: DocumentStore, doc: StoredDocument): Promise<StoredDocument> {
  const leaves = await store.readLeaves(doc._id)
  const conflicts = leaves.filter(({ rev, deleted }) => !deleted && rev !== doc._rev).map(({ rev }) => rev)
  return conflicts.length === 0 ? doc : { ...doc, _conflicts: conflicts }
}

/** The same for the documents of changes. */
export function addConflicts(store: DocumentStore, changes: readonly Change[]): Promise<readonly Change[]> {
  return Promise.all(
    changes.map(async change =>
      change.doc === undefined || change.revs.length < 2
        ? change
        : { ...change, doc: await withConflicts(store, change.doc) }
    )
  )
}
