import type { Change, ChangesPage, ChangesQuery, DocumentStore } from '../storage/document-store.ts'
import { maxRows } from './request-shapes.ts'

/** The changes of some documents: all changes are gone through for them, without their documents. */
export async function pickChanges(
  store: DocumentStore,
  query: ChangesQuery,
  docIds: readonly string[]
): Promise<ChangesPage> {
  const wanted = new Set(docIds)
  const picked: Change[] = []
  let { since } = query
  for (;;) {
    const page = await store.changes({ since, limit: maxRows, includeDocs: false })
    picked.push(...page.results.filter(({ id }) => wanted.has(id)))
    since = page.lastSeq
    if (page.results.length < maxRows || picked.length >= query.limit) break
  }
  const results = picked.slice(0, query.limit)
  const lastSeq = picked.length < query.limit ? since : (results.at(-1)?.seq ?? since)
  return { results: query.includeDocs ? await addDocs(store, results) : results, lastSeq }
}

/** The documents as they are now; one that has changed meanwhile has another change, behind these. */
export async function addDocs(store: DocumentStore, changes: readonly Change[]): Promise<readonly Change[]> {
  const docs = await store.read(changes.map(({ id }) => id))
  return changes.map((change, index) => {
    const doc = docs[index]
    return doc === undefined ? change : { ...change, doc }
  })
}
