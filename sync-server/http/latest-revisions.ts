import type { DocumentStore } from '../storage/document-store.ts'

/** The ends of a document's tree that grew out of a revision, the winner first; none for a revision that is not known. */
export async function findLatest(store: DocumentStore, id: string, rev: string): Promise<readonly string[]> {
  const [parents, leaves] = await Promise.all([store.readAncestry(id), store.readLeaves(id)])

  function isGrownOut(leaf: string): boolean {
    for (let at: string | undefined = leaf; at !== undefined; at = parents.get(at)) if (at === rev) return true
    return false
  }
  return leaves.map(leaf => leaf.rev).filter(isGrownOut)
}
