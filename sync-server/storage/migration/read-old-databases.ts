/** Databases as versions up to 0.1.0 kept them: each in a LevelDB of its own, written by PouchDB's own adapter. */
import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import path from 'node:path'
import { databaseNamePattern } from '../database-name.ts'
import type { Body, DatabaseInfo, SnapshotEntry, StoredRecord } from '../engine/engine.ts'
import { createLevelFiles, type LevelRange, type LevelFiles } from '../engine/level-files.ts'
import { listLeaves, packTree, type RevisionBranch } from '../engine/revision-tree.ts'
import { generationOf, hashOf } from '../revision.ts'

/** Records read at a time. */
const pageSize = 500

const prefixOf = (store: string): string => `\u00ff${store}\u00ff`
const rangeOf = (store: string): LevelRange => ({ gt: prefixOf(store), lt: `\u00ff${store}\u0100` })
const bodyKey = (seq: number): string => prefixOf('by-sequence') + String(seq).padStart(16, '0')

interface OldRecord {
  readonly id: string
  readonly seq: number
  readonly rev_tree: readonly RevisionBranch[]
  readonly winningRev: string
  readonly deleted: boolean
  /** Sequences at which revisions were stored, where their bodies lie. */
  readonly rev_map: Readonly<Record<string, number>>
}

interface OldBody {
  readonly _id: string
  readonly _rev: string
  readonly _deleted?: boolean
  readonly [field: string]: unknown
}

/**
 * Everything in a folder of old databases, with sequences and trees as they are. Documents are counted anew: PouchDB's own count is
 * wrong after a read that failed (F37). A document of which a body is missing, or another document's, is carried over as what it is,
 * with whatever bodies of it there are; the start rebuilds it (DM1).
 */
export async function* readOldDatabases(folder: string): AsyncIterable<SnapshotEntry> {
  for (const database of await listOldDatabases(folder)) {
    const files = createLevelFiles(path.join(folder, database))
    try {
      await files.open()
      yield* readOldDatabase(files, database)
    } finally {
      await files.close()
    }
  }
}

export async function listOldDatabases(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  return entries.filter(entry => entry.isDirectory() && databaseNamePattern.test(entry.name)).map(({ name }) => name)
}

async function* readOldDatabase(files: LevelFiles, database: string): AsyncIterable<SnapshotEntry> {
  const meta = await readMeta(files)
  let docCount = 0
  let { updateSeq } = meta
  const idBySeq = new Map<number, string>()
  for await (const [key, text] of files.walk(rangeOf('by-sequence'))) {
    const seq = Number(key.slice(prefixOf('by-sequence').length))
    const id = parseBody(text)?._id
    if (Number.isNaN(seq) || id === undefined) continue
    idBySeq.set(seq, id)
    updateSeq = Math.max(updateSeq, seq)
  }
  const ids = new Set<string>()
  const damaged = new Map<string, OldRecord | undefined>()
  for await (const { id, old, record } of readRecords(files)) {
    ids.add(id)
    if (old !== undefined) updateSeq = Math.max(updateSeq, old.seq)
    if (record === undefined) damaged.set(id, old)
    else {
      if (!record.deleted) docCount += 1
      yield { kind: 'record', database, record }
    }
  }
  for (const id of idBySeq.values()) if (!ids.has(id)) damaged.set(id, undefined)
  for (const [id, old] of damaged) {
    const remains = await readRemains(files, id, idBySeq)
    const record = toDamaged(id, old, remains, () => (updateSeq += 1))
    // Counted as something that cannot be found: the next start looks for it.
    if (record.body === undefined || !record.deleted) docCount += 1
    yield { kind: 'record', database, record }
  }
  for await (const [key, text] of files.walk(rangeOf('local-store'))) {
    const stored = parseLocal(text)
    if (stored === undefined) continue
    const { _id, _rev, ...body } = stored
    yield { kind: 'local', database, id: key.slice(`${prefixOf('local-store')}_local/`.length), body }
  }
  yield { kind: 'database', database, info: { updateSeq, docCount, uuid: meta.uuid } }
}

async function readMeta(files: LevelFiles): Promise<Pick<DatabaseInfo, 'updateSeq' | 'uuid'>> {
  const keys = ['_local_last_update_seq', '_local_uuid'].map(key => prefixOf('meta-store') + key)
  const [updateSeq = '0', uuid = ''] = await files.read(keys)
  // What is garbled is made anew: the largest sequence of a document counts in any case.
  const known = Number(updateSeq)
  return { updateSeq: Number.isSafeInteger(known) && known >= 0 ? known : 0, uuid: parseUuid(uuid) ?? randomUUID() }
}

function parseUuid(text: string): string | undefined {
  try {
    const uuid: unknown = JSON.parse(text)
    return typeof uuid === 'string' ? uuid : undefined
  } catch {
    return undefined
  }
}

/** A local document that cannot be read is a checkpoint that its client makes again, or one of the server's own, which does so, too. */
function parseLocal(text: string): OldBody | undefined {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? (body as OldBody) : undefined
  } catch {
    return undefined
  }
}

interface Read {
  readonly id: string
  /** Undefined where it cannot be understood. */
  readonly old: OldRecord | undefined
  /** Undefined where the document is not stored as a whole. */
  readonly record: StoredRecord | undefined
}

async function* readRecords(files: LevelFiles): AsyncIterable<Read> {
  let range = rangeOf('document-store')
  for (;;) {
    const page = await files.list({ ...range, limit: pageSize })
    const olds = page.map(([key, text]) => {
      const id = key.slice(prefixOf('document-store').length)
      return { id, old: parseRecord(id, text) }
    })
    const wanted = olds.flatMap(({ old }) =>
      old === undefined ? [] : listLeaves(packTree(old.rev_tree)).map(({ rev }) => ({ old, rev }))
    )
    const texts = await files.read(wanted.map(({ old, rev }) => bodyKey(old.rev_map[rev] ?? -1)))
    const bodies = new Map(wanted.map(({ old, rev }, n) => [`${old.id}\0${rev}`, readBody(old.id, rev, texts[n])]))
    for (const { id, old } of olds) yield { id, old, record: old && toRecord(old, rev => bodies.get(`${id}\0${rev}`)) }
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return
    range = { ...range, gt: last[0] }
  }
}

function parseRecord(id: string, text: string): OldRecord | undefined {
  try {
    const old = JSON.parse(text) as OldRecord
    const isWhole = old.id === id && Number.isInteger(old.seq) && typeof old.rev_map === 'object'
    return isWhole && listLeaves(packTree(old.rev_tree)).length > 0 ? old : undefined
  } catch {
    return undefined
  }
}

function parseBody(text: string): OldBody | undefined {
  try {
    const body = JSON.parse(text) as OldBody
    return typeof body._id === 'string' && typeof body._rev === 'string' ? body : undefined
  } catch {
    return undefined
  }
}

/** Undefined where there is none, or that of another document or revision. */
function readBody(id: string, rev: string, text: string | undefined): Body | undefined {
  const stored = text === undefined ? undefined : parseBody(text)
  if (stored === undefined || stored._id !== id || stored._rev !== rev) return undefined
  const { _id, _rev, _deleted, ...body } = stored
  return body
}

function toRecord(old: OldRecord, bodyOf: (rev: string) => Body | undefined): StoredRecord | undefined {
  const { id, seq } = old
  const tree = packTree(old.rev_tree)
  const [winner, ...others] = listLeaves(tree).map(leaf => ({ ...leaf, body: bodyOf(leaf.rev) }))
  if (winner?.body === undefined) return undefined
  const kept = others.flatMap(({ rev, body }) => (body === undefined ? [] : [[rev, body] as const]))
  if (kept.length < others.length) return undefined
  const { rev, deleted, body } = winner
  return { id, seq, tree, rev, deleted, body, ...(kept.length > 0 ? { others: Object.fromEntries(kept) } : {}) }
}

/** Every body of a document that lies anywhere. */
async function readRemains(
  files: LevelFiles,
  id: string,
  idBySeq: ReadonlyMap<number, string>
): Promise<ReadonlyMap<string, { readonly seq: number; readonly body: OldBody }>> {
  const seqs = [...idBySeq].flatMap(([seq, of]) => (of === id ? [seq] : []))
  const texts = await files.read(seqs.map(bodyKey))
  return new Map(
    seqs.flatMap((seq, n) => {
      const body = parseBody(texts[n] ?? '')
      return body === undefined ? [] : [[body._rev, { seq, body }]]
    })
  )
}

function toDamaged(
  id: string,
  old: OldRecord | undefined,
  remains: ReadonlyMap<string, { readonly seq: number; readonly body: OldBody }>,
  nextSeq: () => number
): StoredRecord {
  const newest = [...remains.keys()].toSorted((a, b) => generationOf(b) - generationOf(a))[0] ?? `1-${'0'.repeat(32)}`
  const tree = old === undefined ? [{ start: generationOf(newest), line: [hashOf(newest)] }] : packTree(old.rev_tree)
  const [winner] = listLeaves(tree)
  const rev = winner?.rev ?? newest
  // Without a record nobody knows whether it counts: then it is not whole, whatever there is of it.
  const own = old === undefined ? undefined : remains.get(rev)
  const bodies = [...remains].flatMap(
    ([
      known,
      {
        body: { _id, _rev, _deleted, ...body }
      }
    ]) =>
      own !== undefined && known === rev ? [] : [[known, _deleted === true ? { ...body, _deleted } : body] as const]
  )
  const { _id, _rev, _deleted, ...body } = own?.body ?? { _id: id, _rev: rev }
  return {
    id,
    seq: old?.seq ?? nextSeq(),
    tree,
    rev,
    deleted: winner?.deleted ?? false,
    ...(own === undefined ? {} : { body }),
    ...(bodies.length > 0 ? { others: Object.fromEntries(bodies) } : {})
  }
}
