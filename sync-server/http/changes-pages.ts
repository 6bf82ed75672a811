import { formatSequence, type SequencePosition, type SetBack } from '#domain/wire/sequence.ts'
import type { Change, ChangesPage, Databases, DocumentStore } from '../storage/document-store.ts'
import { judgeSince } from '../storage/start-log.ts'
import type { ChangeHub } from './change-hub.ts'
import { addConflicts } from './conflicts.ts'
import { pickChanges } from './pick-changes.ts'
import { newestStartId, readPosition } from './sequences.ts'

export interface PageQuery {
  /** One of another past is answered from the beginning. */
  readonly since: SequencePosition
  readonly limit: number
  readonly includeDocs: boolean
  /** Documents name the other ends of their trees. */
  readonly conflicts: boolean
  readonly allLeaves: boolean
  /** Only these documents; undefined: all. */
  readonly docIds: readonly string[] | undefined
}

/** A page of `_changes`, serialised. */
export interface SerialisedPage {
  readonly count: number
  readonly lastSeq: SequencePosition
  /** How many rows are left behind these, about. */
  readonly pending: number
  /** Set where `since` was of another past (SB1). */
  readonly setBack: SetBack | undefined
  /** CouchDB's whole answer. */
  readonly json: Buffer
  /** The rows of it, between the brackets. */
  readonly rows: Buffer
  /** One line for each row, as continuous feeds have it; the first one says that the database was set back. */
  readonly lines: Buffer
}

/** Pages kept: after a signal many clients ask for the same one (F26). A commit makes those of its database useless. */
const maxKept = 32

/** Reads pages of changes; clients that ask for the same page share one read and one buffer. */
export interface ChangesPages {
  read(name: string, query: PageQuery): Promise<SerialisedPage>
  /** Where the database is now. */
  lastSeq(name: string): Promise<SequencePosition>
}

export function createChangesPages(databases: Databases, hub: ChangeHub): ChangesPages {
  const pageByKey = new Map<string, Promise<SerialisedPage>>()

  async function readPage(name: string, query: PageQuery): Promise<SerialisedPage> {
    const store = await databases.open(name)
    const { updateSeq } = await store.info()
    const asked = judgeSince(await store.readStarts(), updateSeq, query.since)
    const found = await readChanges(store, { ...query, since: asked.since })
    const page = query.conflicts ? { ...found, results: await addConflicts(store, found.results) } : found
    // After the page: a start is noted before the first change of its run can be read.
    const startId = newestStartId((await store.readStarts()).starts)
    const lastSeq = { number: page.lastSeq, startId }
    const setBack = asked.kind === 'another-past' ? toSetBack(asked.dataFrom) : undefined
    const rows = page.results.map(change => changeToRow(change, startId, query.allLeaves))
    const texts = rows.map(row => JSON.stringify(row))
    const [first] = rows
    const lines = [...texts]
    if (first !== undefined && setBack !== undefined) lines[0] = JSON.stringify({ ...first, set_back: setBack })
    // CouchDB counts rows left; sequences left are never fewer.
    const pending = rows.length < query.limit ? 0 : Math.max(0, updateSeq - page.lastSeq)
    const end = endAnswer({ lastSeq, pending, setBack })
    const json = Buffer.from(answerHead + texts.join(',\n') + end)
    return {
      count: rows.length,
      lastSeq,
      pending,
      setBack,
      json,
      rows: json.subarray(answerHead.length, json.length - end.length),
      lines: Buffer.from(lines.map(line => `${line}\n`).join(''))
    }
  }

  return {
    read(name, query) {
      // Nobody else asks for just these documents.
      if (query.docIds !== undefined) return readPage(name, query)
      const key = JSON.stringify([name, hub.last(name)?.tick, query])
      const kept = pageByKey.get(key)
      if (kept !== undefined) return kept
      const page = readPage(name, query)
      page.catch(() => pageByKey.delete(key))
      const [oldest] = pageByKey.keys()
      if (pageByKey.size >= maxKept && oldest !== undefined) pageByKey.delete(oldest)
      pageByKey.set(key, page)
      return page
    },
    lastSeq: async name => readPosition(await databases.open(name))
  }
}

/** How a whole answer begins; the rows follow, and then its end. Both are plain ASCII. */
export const answerHead = '{"results":[\n'

export function endAnswer({
  lastSeq,
  pending,
  setBack
}: Pick<SerialisedPage, 'lastSeq' | 'pending' | 'setBack'>): string {
  const end = JSON.stringify({ last_seq: formatSequence(lastSeq), pending, set_back: setBack })
  return `\n],\n${end.slice(1)}\n`
}

function readChanges(
  store: DocumentStore,
  { since, limit, includeDocs, docIds }: Omit<PageQuery, 'since'> & { readonly since: number }
): Promise<ChangesPage> {
  const query = { since, limit, includeDocs }
  return docIds === undefined ? store.changes(query) : pickChanges(store, query, docIds)
}

function toSetBack(dataFrom: number | undefined): SetBack {
  return dataFrom === undefined ? {} : { dataFrom }
}

export function changeToRow(
  { seq, id, revs, deleted, doc }: Change,
  startId: string | undefined,
  allLeaves: boolean
): Readonly<Record<string, unknown>> {
  const changes = (allLeaves ? revs : revs.slice(0, 1)).map(rev => ({ rev }))
  return {
    seq: formatSequence({ number: seq, startId }),
    id,
    changes,
    ...(deleted ? { deleted } : {}),
    ...(doc === undefined ? {} : { doc })
  }
}
