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
 * its own making. A live revision stays beneath the winner, and its body is gone. @returns the winner
 */
export async function hideLeaf(target: DocumentStore, _id: string, body: Body): Promise<string> {
  const first = await store(target, { _id, ...body }, true)
  const second = await store(target, { _id, ...body, _rev: first }, true)
  const [one = '', two = ''] = [first, second].map(rev => rev.slice(2))
  // The made-up ancestor: from here on `second` is there twice.
  const forged = await store(
    target,
    { _id, ...body, _rev: '3-fa', _revisions: { start: 3, ids: ['fa', two, 'ff'] } },
    false
  )
  await store(target, { _id, _deleted: true, _rev: forged }, true)
  const third = await store(target, { _id, ...body, _rev: second, step: 3 }, true)
  // An honest replica goes on with one of both; compaction takes the body of the other.
  return store(
    target,
    { _id, ...body, _rev: '5-ca', _revisions: { start: 5, ids: ['ca', '4a', third.slice(2), two, one] } },
    false
  )
}

/** As `hideLeaf`; then the document is removed, and the revision without a body is the one that counts. */
export async function breakTree(target: DocumentStore, _id: string, body: Body): Promise<void> {
  const winner = await hideLeaf(target, _id, body)
  await store(target, { _id, _deleted: true, _rev: winner }, true)
}
