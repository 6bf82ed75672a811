import type { DocumentStore, WritableDocument, WriteRow } from '#server/storage/document-store.ts'
import type { NewRecord, StoredRecord } from '#server/storage/engine/engine.ts'
import { listLeaves } from '#server/storage/engine/revision-tree.ts'
import type { PouchDatabases } from '#server/storage/pouch-databases.ts'

/** Of a store: what a replica writes. */
type Target = Pick<DocumentStore, 'read' | 'write'>

/** A document's body, without its revision. */
type Body = Readonly<Record<string, unknown>>

/** Stores below the front, as version 0.1.0 let it come about. */
async function store(target: Target, doc: WritableDocument, newEdits: boolean): Promise<string> {
  const [row] = (await target.write([doc], { newEdits })) as readonly (WriteRow | undefined)[]
  if (row === undefined || !('ok' in row)) throw new Error(`not stored: ${JSON.stringify(row)}`)
  return row.rev
}

/**
 * Forks a document's tree of revisions as a replica could with version 0.1.0: it names a revision that is there with ancestors of
 * its own making. A live revision stays beneath the winner. PouchDB's own adapter loses its body.
 * @param body left out: as the document is
 * @returns the winner
 */
export async function forgeTree(target: Target, _id: string, body?: Body): Promise<string> {
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

/** A live revision beneath the winner has no body, as data of version 0.1.0 come. */
export async function hideLeaf(databases: PouchDatabases, database: string, _id: string, body?: Body): Promise<void> {
  await forgeTree(await databases.open(database), _id, body)
  await change(databases, database, _id, ({ others = {}, ...record }) => {
    const live = listLeaves(record.tree).flatMap(({ rev, deleted }) => (deleted || rev === record.rev ? [] : [rev]))
    return { ...record, others: Object.fromEntries(Object.entries(others).filter(([rev]) => !live.includes(rev))) }
  })
}

/** As `hideLeaf`; then the document is removed, and the revision without a body is the one that counts. */
export async function breakTree(databases: PouchDatabases, database: string, _id: string, body?: Body): Promise<void> {
  const target = await databases.open(database)
  const winner = await forgeTree(target, _id, body)
  await store(target, { _id, _deleted: true, _rev: winner }, true)
  await change(databases, database, _id, ({ body: _, ...record }) => record)
}

async function change(
  { engine }: PouchDatabases,
  database: string,
  id: string,
  damage: (record: StoredRecord) => StoredRecord
): Promise<void> {
  const [stored] = await engine.read(database, [id])
  if (stored === undefined) throw new Error(`${id} is not there`)
  const { seq, ...record } = damage(stored)
  const records = [{ ...record, replaces: seq } as NewRecord]
  await engine.commit([{ database, records, docCountChange: 0, locals: [] }])
}

function hashOf(rev: string): string {
  return rev.slice(rev.indexOf('-') + 1)
}
