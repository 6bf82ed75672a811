import type { Response } from 'express'
import type { Change, DocumentStore } from '../storage/document-store.ts'
import type { PouchDatabases } from '../storage/pouch-databases.ts'
import { answerHead, changeToRow, endAnswer } from './changes-pages.ts'
import { addConflicts } from './conflicts.ts'
import { addDocs } from './pick-changes.ts'
import { maxRows, type QueryOf } from './request-shape.ts'
import { readPosition } from './sequences.ts'
import { beginAnswer } from './streamed-answer.ts'

/**
 * `_changes?descending=true`: the newest first, whatever `since` says, as CouchDB answers it.
 * @param inTurn waits until this account may read
 */
export async function sendNewestFirst(
  res: Response,
  databases: PouchDatabases,
  db: string,
  query: QueryOf<'changes'> & { readonly docIds: readonly string[] | undefined },
  inTurn: <T>(read: () => Promise<T>) => Promise<T>
): Promise<void> {
  const store = await databases.open(db)
  // Before the rows: nothing is listed that this does not include.
  const position = await readPosition(store)
  const changes = await inTurn(() => readDescending(databases, db, query))
  const lastSeq = { ...position, number: changes.at(-1)?.seq ?? position.number }
  const answer = beginAnswer(res)
  await answer.write(answerHead)
  for (let at = 0; at < changes.length && answer.isOpen; at += maxRows) {
    const part = await inTurn(() => withDocs(store, changes.slice(at, at + maxRows), query))
    const rows = part.map(change => JSON.stringify(changeToRow(change, position.startId, query.style === 'all_docs')))
    await answer.write(`${at === 0 ? '' : ',\n'}${rows.join(',\n')}`)
  }
  answer.end(endAnswer({ lastSeq, pending: 0, setBack: undefined }))
}

/** Ids and revisions only: of all changes at once, as they are at one moment. */
async function readDescending(
  databases: PouchDatabases,
  db: string,
  { limit = Infinity, docIds }: { readonly limit?: number | undefined; readonly docIds: readonly string[] | undefined }
): Promise<readonly Change[]> {
  const options = {
    descending: true,
    style: 'all_docs',
    ...(docIds === undefined && limit < Infinity ? { limit } : {})
  }
  const { results } = await databases.usePouch(db, pouch => pouch.changes(options as PouchDB.Core.ChangesOptions))
  const wanted = docIds === undefined ? undefined : new Set(docIds)
  const listed = wanted === undefined ? results : results.filter(({ id }) => wanted.has(id))
  return listed.slice(0, limit).map(({ seq, id, changes, deleted }) => ({
    seq: Number(seq),
    id,
    revs: changes.map(({ rev }) => rev),
    deleted: deleted === true
  }))
}

async function withDocs(
  store: DocumentStore,
  changes: readonly Change[],
  { include_docs, conflicts }: QueryOf<'changes'>
): Promise<readonly Change[]> {
  if (!include_docs) return changes
  const found = await addDocs(store, changes)
  return conflicts ? addConflicts(store, found) : found
}
