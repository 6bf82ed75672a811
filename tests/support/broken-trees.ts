import type { DocumentStore, WritableDocument, WriteRow } from '../../sync-server/storage/document-store.ts'

/** A document's body, without its revision. */
type Body = Readonly<Record<string, unknown>>

/** Stores below the front, as version 0.1.0 let it come about. */
async function store(target: DocumentStore, doc: WritableDocument, newEdits: boolean): Promise<string> {
  const [row] = (await target.write([doc], { newEdits })) as readonly (WriteRow | undefined)[]
  if (row === undefined || !('ok' in row)) throw new Error(`not stored: ${JSON.stringify(row)}`)
  return row.rev
}

/**
 * Breaks a document's tree of revisions as a replica could with version 0.1.0: it names a revision that is there with ancestors of
 * its own making. A live revision stays beneath the winner, and its body is gone.
 * @param body left out: as the document is
 * @returns the winner
 */
export async function hideLeaf(target: DocumentStore, _id: string, body?: Body): Promise<string> {
  const [stored] = await target.read([_id])
  const { _rev, ...fields }: Body = body ?? stored ?? {}
  const doc = { ...fields, _id }
  const first = stored?._rev ?? (await store(target, doc, true))
  const second = await store(target, { ...doc, _rev: first }, true)
  const generation = Number.parseInt(second, 10)
  const [one = '', two = ''] = [first, second].map(hashOf)
  const push = (start: number, ...ids: readonly string[]): Promise<string> =>
    store(target, { ...doc, _rev: `${start}-${ids[0]}`, _revisions: { start, ids } }, false)
  // The made-up ancestor: from here on `second` is there twice.
  const forged = await push(generation + 1, 'fa', two, 'ff')
  await store(target, { _id, _deleted: true, _rev: forged }, true)
  const third = await store(target, { ...doc, _rev: second, step: 3 }, true)
  // An honest replica goes on with one of both; compaction takes the body of the other.
  return push(generation + 3, 'ca', '4a', hashOf(third), two, one)
}

/** As `hideLeaf`; then the document is removed, and the revision without a body is the one that counts. */
export async function breakTree(target: DocumentStore, _id: string, body?: Body): Promise<void> {
  const winner = await hideLeaf(target, _id, body)
  await store(target, { _id, _deleted: true, _rev: winner }, true)
}

function hashOf(rev: string): string {
  return rev.slice(rev.indexOf('-') + 1)
}
