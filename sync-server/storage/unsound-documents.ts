import { createHash } from 'node:crypto'
import type { StoredDocument, UnsoundDocument, WritableDocument } from './document-store.ts'
import type { Body, DatabaseWrite, Engine, Examined, StoredRecord } from './engine/engine.ts'
import { listLeaves, listRevisions, type Revision, type RevisionTree } from './engine/revision-tree.ts'
import { generationOf, hashOf, isFitToGoOn, isServedEverywhere } from './revision.ts'

/** Reads every record, and finds the documents that are not whole. */
export async function findUnsoundDocuments(engine: Engine, database: string): Promise<readonly UnsoundDocument[]> {
  const found: UnsoundDocument[] = []
  for await (const examined of engine.examine(database)) {
    const fault = findFault(examined)
    if (fault !== undefined) found.push({ id: examined.id, ...fault, remains: listRemains(examined) })
  }
  return found
}

function findFault({ stored, isListed }: Examined): Pick<UnsoundDocument, 'fault' | 'rev'> | undefined {
  const [winner, ...others] = stored === undefined ? [] : leavesOf(stored.tree)
  if (stored === undefined || winner === undefined) return { fault: 'unreadable', rev: undefined }
  const { rev } = winner
  if (stored.body === undefined || stored.rev !== rev || !isListed) return { fault: 'unreadable', rev }
  if (others.some(leaf => !leaf.deleted && stored.others?.[leaf.rev] === undefined))
    return { fault: 'hidden-leaf', rev }
  return [winner, ...others].every(leaf => isServedEverywhere(leaf.rev)) ? undefined : { fault: 'over-long', rev }
}

/** The bodies that can be read, the highest generation first. */
function listRemains({ id, stored }: Examined): readonly StoredDocument[] {
  if (stored === undefined) return []
  const gone = new Set(revisionsOf(stored.tree).flatMap(({ rev, deleted }) => (deleted ? [rev] : [])))
  const bodies: (readonly [string, Body])[] = Object.entries(stored.others ?? {})
  if (stored.body !== undefined) bodies.push([stored.rev, stored.body])
  return bodies
    .map(([rev, body]) => ({ ...body, _id: id, _rev: rev, ...(gone.has(rev) ? { _deleted: true as const } : {}) }))
    .toSorted((a, b) => generationOf(b._rev) - generationOf(a._rev))
}

/**
 * One revision in the place of a document and all of its history, built upon the highest one that there was. Documents are counted
 * anew: nobody knows whether this one was. To be stored while nothing else is.
 */
export async function rebuildDocument(
  engine: Engine,
  database: string,
  { _id: id, _rev, _revisions, _deleted: deleted = false, ...body }: WritableDocument
): Promise<DatabaseWrite> {
  let stored: StoredRecord | undefined
  let others = 0
  for await (const examined of engine.examine(database)) {
    if (examined.id === id) stored = examined.stored
    else if (findFault(examined)?.fault === 'unreadable' || examined.stored?.deleted === false) others += 1
  }
  const known = stored === undefined ? [] : [...revisionsOf(stored.tree).map(({ rev }) => rev), ...bodiesOf(stored)]
  const base = known
    .filter(isFitToGoOn)
    .reduce((highest, rev) => (generationOf(rev) > generationOf(highest) ? rev : highest), `1-${'0'.repeat(32)}`)
  const [start, baseHash] = [generationOf(base), hashOf(base)]
  const hash = createHash('md5')
    .update(JSON.stringify([base, body, deleted]))
    .digest('hex')
  const tree = [{ start, line: [baseHash, hash], ...(deleted ? { gone: [1] } : {}) }]
  const { docCount = 0 } = (await engine.info(database)) ?? {}
  return {
    database,
    records: [{ id, tree, rev: `${start + 1}-${hash}`, deleted, body, replaces: stored?.seq }],
    docCountChange: others + (deleted ? 0 : 1) - docCount,
    locals: []
  }
}

function bodiesOf({ others = {} }: StoredRecord): readonly string[] {
  return Object.keys(others)
}

/** None where the tree is none. */
function leavesOf(tree: RevisionTree): readonly Revision[] {
  try {
    return listLeaves(tree)
  } catch {
    return []
  }
}

function revisionsOf(tree: RevisionTree): readonly Revision[] {
  try {
    return listRevisions(tree)
  } catch {
    return []
  }
}
