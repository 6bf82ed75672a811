import { createHash } from 'node:crypto'
import type { LevelDown } from 'leveldown'
import type { StoredDocument, UnsoundDocument, WritableDocument } from './document-store.ts'
import {
  type DocumentRecord,
  parseBody,
  parseDocumentRecord,
  readRecords,
  toLevelKey,
  toSequenceKey
} from './level-records.ts'
import { generationOf, hashOf, isFitToGoOn, isServedEverywhere } from './revision.ts'
import { listLeaves, listRevisions } from './revision-tree.ts'

/** Reads every record, and finds the documents that are not whole. Nobody may write meanwhile. */
export async function findUnsoundDocuments(level: LevelDown): Promise<readonly UnsoundDocument[]> {
  // Both at once: what is written after that is in neither.
  const [bodies, records] = [readRecords(level, 'by-sequence'), readRecords(level, 'document-store')]
  const idBySeq = new Map<number, string>()
  for await (const { key, value } of bodies) {
    const body = parseBody(value)
    if (body !== undefined) idBySeq.set(Number(key), body._id)
  }
  const ids = new Set<string>()
  const faultById = new Map<string, Pick<UnsoundDocument, 'fault' | 'rev'>>()
  for await (const { key, value } of records) {
    ids.add(key)
    const fault = findFault(parseDocumentRecord(value, key), seq => idBySeq.get(seq) === key)
    if (fault !== undefined) faultById.set(key, fault)
  }
  for (const id of idBySeq.values()) if (!ids.has(id)) faultById.set(id, unreadable)
  if (faultById.size === 0) return []

  const remains = new Map<string, StoredDocument[]>()
  for await (const { value } of readRecords(level, 'by-sequence')) {
    const body = parseBody(value)
    if (body !== undefined && faultById.has(body._id)) remains.set(body._id, [...(remains.get(body._id) ?? []), body])
  }
  return [...faultById].map(([id, found]) => ({
    id,
    ...found,
    remains: (remains.get(id) ?? []).toSorted((a, b) => generationOf(b._rev) - generationOf(a._rev))
  }))
}

const unreadable = { fault: 'unreadable', rev: undefined } as const

function findFault(
  record: DocumentRecord | undefined,
  hasBody: (seq: number) => boolean
): Pick<UnsoundDocument, 'fault' | 'rev'> | undefined {
  if (record === undefined) return unreadable
  const { seq, rev_map: seqByRev, rev_tree: tree, winningRev } = record
  try {
    const [winner, ...others] = listLeaves(tree)
    const isReadable = (rev: string): boolean => hasBody(seqByRev[rev] ?? -1)
    if (winner === undefined) return unreadable
    const { rev } = winner
    if (!isReadable(rev) || !hasBody(seq)) return { fault: 'unreadable', rev }
    if (winningRev !== undefined && winningRev !== rev) return { fault: 'unreadable', rev }
    if (others.some(leaf => !leaf.deleted && !isReadable(leaf.rev))) return { fault: 'hidden-leaf', rev }
    return [winner, ...others].every(leaf => isServedEverywhere(leaf.rev)) ? undefined : { fault: 'over-long', rev }
  } catch {
    // A tree that is no tree.
    return unreadable
  }
}

/**
 * Replaces a document with all of its history by one revision, built upon the highest one that there was. First what is left of it
 * gives way to a record that says no more than that there was a document; a process that dies then leaves an unsound document.
 * @param store stores a replica's revisions
 */
export async function rebuildDocument(
  doc: WritableDocument,
  level: LevelDown,
  store: (docs: readonly WritableDocument[]) => Promise<unknown>
): Promise<void> {
  const { _id: id } = doc
  const seqs: number[] = []
  const revs: string[] = []
  let wasDeleted = true
  for await (const { key, value } of readRecords(level, 'by-sequence')) {
    const body = parseBody(value)
    if (body?._id !== id) continue
    seqs.push(Number(key))
    revs.push(body._rev)
    if (body._deleted !== true) wasDeleted = false
  }
  const record = parseDocumentRecord(await getRecord(level, id), id)
  if (record !== undefined) {
    seqs.push(record.seq, ...Object.values(record.rev_map))
    revs.push(...listKnown(record))
    wasDeleted = record.deleted ?? wasDeleted
  }
  const base = revs
    .filter(isFitToGoOn)
    .reduce((highest, rev) => (generationOf(rev) > generationOf(highest) ? rev : highest), `1-${'0'.repeat(32)}`)
  const [start, baseHash] = [generationOf(base), hashOf(base)]
  // Counted as it was counted before, so that the number of documents stays right.
  const state = { status: 'missing', ...(wasDeleted ? { deleted: true } : {}) }
  const emptied = {
    id,
    seq: Math.max(0, ...seqs),
    rev_tree: [{ pos: start, ids: [baseHash, state, []] }],
    rev_map: {},
    winningRev: base,
    deleted: wasDeleted
  }
  await writeBatch(level, [
    ...[...new Set(seqs)].map(seq => ({ type: 'del', key: toLevelKey('by-sequence', toSequenceKey(seq)) })),
    { type: 'put', key: toLevelKey('document-store', id), value: JSON.stringify(emptied) }
  ])
  const { _rev, _revisions, ...body } = doc
  const hash = createHash('md5')
    .update(JSON.stringify([base, body]))
    .digest('hex')
  await store([
    { ...body, _id: id, _rev: `${start + 1}-${hash}`, _revisions: { start: start + 1, ids: [hash, baseHash] } }
  ])
}

function listKnown({ rev_tree: tree }: DocumentRecord): readonly string[] {
  try {
    return listRevisions(tree)
  } catch {
    return []
  }
}

async function getRecord(level: LevelDown, id: string): Promise<string | undefined> {
  for await (const { key, value } of readRecords(level, 'document-store')) if (key === id) return value
  return undefined
}

function writeBatch(level: LevelDown, operations: readonly object[]): Promise<void> {
  return new Promise((resolve, reject) => {
    level.batch(operations, error => (error ? reject(error) : resolve()))
  })
}
