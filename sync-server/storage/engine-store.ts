import type { Change, CommitPart, DocumentStore, KeyRange, StoredDocument } from './document-store.ts'
import type { Committer } from './engine/committer.ts'
import type { DocumentRecord, Engine, IdRange } from './engine/engine.ts'
import { listLeaves, listRevisions, type RevisionTree } from './engine/revision-tree.ts'
import { findUnsoundDocuments, rebuildDocument } from './unsound-documents.ts'
import type { StartKeeper } from './start-keeper.ts'

/** Documents read at a time by `all`. */
const pageSize = 500

export interface StoreParts {
  readonly name: string
  readonly engine: Engine
  readonly committer: Committer
  readonly readKeeper: () => Promise<StartKeeper>
  readonly onChange: DocumentStore['onChange']
  /** Runs work on storage that is not closed; closing waits for it. */
  readonly run: <T>(work: () => Promise<T>) => Promise<T>
}

/** The storage interface over one database of an engine. */
export function createEngineStore({ name, engine, committer, readKeeper, onChange, run }: StoreParts): DocumentStore {
  const readTree = async (id: string): Promise<RevisionTree> => (await engine.read(name, [id]))[0]?.tree ?? []

  return {
    name,
    onChange,
    read: ids => run(async () => (await engine.read(name, ids)).map(record => record && toStored(record))),
    readRevisions: id => run(async () => listRevisions(await readTree(id)).map(({ rev }) => rev)),
    readAncestry: id =>
      run(async () => new Map(listRevisions(await readTree(id)).map(({ rev, parent }) => [rev, parent]))),
    readLeaves: id => run(async () => listLeaves(await readTree(id)).map(({ rev, deleted }) => ({ rev, deleted }))),
    write: (docs, { newEdits }) => run(() => committer.write({ database: name, docs, newEdits } satisfies CommitPart)),
    all: range => readAll(engine, name, run, range ?? {}),
    changes: ({ since, limit, includeDocs }) =>
      run(async () => {
        // Read first: where there is nothing more, everything up to there was seen.
        const { updateSeq = 0 } = (await engine.info(name)) ?? {}
        const wanted = Math.max(1, limit)
        const records = await engine.scanBySeq(name, since, wanted)
        const results = records.map(record => toChange(record, includeDocs))
        const last = records.at(-1)?.seq ?? since
        return { results, lastSeq: records.length < wanted ? Math.max(last, updateSeq) : last }
      }),
    changesBackwards: ({ before, limit, includeDocs }) =>
      run(async () => {
        const records = await engine.scanBackwards(name, before, Math.max(1, limit))
        return records.map(record => toChange(record, includeDocs))
      }),
    info: () =>
      run(async () => {
        const { docCount = 0, updateSeq = 0 } = (await engine.info(name)) ?? {}
        return { docCount, updateSeq }
      }),
    readStarts: () => run(async () => (await readKeeper()).log),
    noteRestored: () =>
      run(async () => {
        const keeper = await readKeeper()
        keeper.expectRestored()
        await committer.touch(name)
      }),
    readLocal: id => run(() => engine.readLocal(name, id)),
    writeLocal: (id, body) => run(() => committer.changeLocal({ database: name, id, change: () => body })),
    removeLocal: id => run(() => committer.changeLocal({ database: name, id, change: () => undefined })),
    findUnsound: () => run(() => findUnsoundDocuments(engine, name)),
    rebuild: doc => run(() => committer.storeAlone(async () => [await rebuildDocument(engine, name, doc)])),
    renewPast: () =>
      run(async () => {
        const keeper = await readKeeper()
        keeper.expectRenewal()
        await committer.touch(name)
      }),
    compact: () => run(() => engine.compact(name))
  }
}

function toStored({ id, rev, deleted, body }: DocumentRecord): StoredDocument {
  return { ...body, _id: id, _rev: rev, ...(deleted ? { _deleted: true as const } : {}) }
}

function toChange(record: DocumentRecord, includeDocs: boolean): Change {
  const { seq, id, rev, deleted, others, tree } = record
  const revs = others === undefined ? [rev] : listLeaves(tree).map(leaf => leaf.rev)
  return { seq, id, revs, deleted, ...(includeDocs ? { doc: toStored(record) } : {}) }
}

async function* readAll(
  engine: Engine,
  name: string,
  run: StoreParts['run'],
  { startKey, endKey }: KeyRange
): AsyncIterable<StoredDocument> {
  const end = endKey === undefined ? {} : { to: endKey }
  let range: IdRange = { ...(startKey === undefined ? {} : { from: startKey }), ...end }
  for (;;) {
    const page = await run(() => engine.scanById(name, range, pageSize))
    for (const record of page) if (!record.deleted) yield toStored(record)
    const last = page.at(-1)
    if (last === undefined || page.length < pageSize) return
    range = { after: last.id, ...end }
  }
}
