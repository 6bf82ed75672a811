import type { Response } from 'express'
import type { Change, Databases, DocumentStore } from '../storage/document-store.ts'
import { answerHead, changeToRow, endAnswer } from './changes-pages.ts'
import { addConflicts } from './conflicts.ts'
import { addDocs } from './pick-changes.ts'
import { maxRows } from './request-shapes.ts'
import { readPosition } from './sequences.ts'
import { beginAnswer } from './streamed-answer.ts'

interface Asked {
  readonly limit?: number | undefined
  readonly include_docs: boolean
  readonly conflicts: boolean
  readonly style: 'main_only' | 'all_docs'
  readonly docIds: readonly string[] | undefined
}

/**
 * `_changes?descending=true`: the newest first, whatever `since` says, as CouchDB answers it. Read and sent page by page: what
 * changes meanwhile may be missing, and `_changes` from the first row's sequence on tells it.
 * @param inTurn waits until this account may read
 */
export async function sendNewestFirst(
  res: Response,
  databases: Databases,
  db: string,
  query: Asked,
  inTurn: <T>(read: () => Promise<T>) => Promise<T>
): Promise<void> {
  const store = await databases.open(db)
  // Before the rows: nothing is listed that this does not include.
  const position = await readPosition(store)
  const { limit = Infinity } = query
  const readPage = (before: number, left: number): Promise<BackwardsPage> =>
    inTurn(() => readBackwards(store, query, before, Math.min(left, maxRows)))
  const toLines = ({ rows }: BackwardsPage): string =>
    rows.map(row => JSON.stringify(changeToRow(row, position.startId, query.style === 'all_docs'))).join(',\n')
  // Before the answer begins: what cannot be read is refused as a whole.
  let page = await readPage(position.number + 1, limit)
  let count = page.rows.length
  let lastSeq = page.rows.at(-1)?.seq ?? position.number
  const answer = beginAnswer(res)
  await answer.write(answerHead + toLines(page))
  while (answer.isOpen && page.next !== undefined && count < limit) {
    page = await readPage(page.next, limit - count)
    if (page.rows.length > 0) await answer.write(`${count === 0 ? '' : ',\n'}${toLines(page)}`)
    count += page.rows.length
    lastSeq = page.rows.at(-1)?.seq ?? lastSeq
  }
  answer.end(endAnswer({ lastSeq: { ...position, number: lastSeq }, pending: 0, setBack: undefined }))
}

interface BackwardsPage {
  readonly rows: readonly Change[]
  /** Where to go on; undefined at the end. */
  readonly next: number | undefined
}

/** One stretch of changes, and those of them that are asked for. */
async function readBackwards(
  store: DocumentStore,
  { docIds, include_docs, conflicts }: Asked,
  before: number,
  limit: number
): Promise<BackwardsPage> {
  const wanted = docIds === undefined ? undefined : new Set(docIds)
  const size = wanted === undefined ? limit : maxRows
  const stretch = await store.changesBackwards({ before, limit: size, includeDocs: false })
  const next = stretch.length < size ? undefined : stretch.at(-1)?.seq
  const chosen = wanted === undefined ? stretch : stretch.filter(({ id }) => wanted.has(id)).slice(0, limit)
  if (!include_docs) return { rows: chosen, next }
  const rows = await addDocs(store, chosen)
  return { rows: conflicts ? await addConflicts(store, rows) : rows, next }
}
