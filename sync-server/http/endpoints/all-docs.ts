import type { StoredDocument } from '../../storage/document-store.ts'
import type { PouchDatabases } from '../../storage/pouch-databases.ts'
import { type AllDocsRange, type RangePage, readRange } from '../all-docs-range.ts'
import { withConflicts } from '../conflicts.ts'
import { sendJson } from '../couch-answer.ts'
import type { SignedInExchange, SignedInHandler } from '../exchange.ts'
import type { ReadingTurns } from '../quotas/reading-turns.ts'
import { maxRows, parseBody, parseQuery, type QueryOf } from '../request-shape.ts'
import { readSequence } from '../sequences.ts'
import { sendSnapshot, takesGzip } from '../snapshot/send-snapshot.ts'
import type { Snapshots } from '../snapshot/snapshots.ts'
import { beginAnswer } from '../streamed-answer.ts'

type Asked = QueryOf<'all-docs'>

/**
 * `_all_docs`, asked by query or body. By keys, unlike the stock part, it gives a tombstone's body and revision with
 * `include_docs`, as a client needs them to tell "removed" from "never there" (F31). A range of more than one page is sent page by page;
 * a whole shared database comes from memory.
 */
export function createAllDocs(
  databases: PouchDatabases,
  turns: ReadingTurns,
  snapshots: Snapshots
): {
  readonly post: SignedInHandler
  /** Answers a GET, or prepares the query of a plain range of one page for the stock part and says false. */
  readonly get: (exchange: SignedInExchange) => Promise<boolean>
} {
  /** Read before the rows: what changes meanwhile is told by `_changes` from there. */
  async function readUpdateSeq(db: string, isAsked: boolean | undefined): Promise<{ readonly update_seq?: string }> {
    return isAsked === true ? { update_seq: await readSequence(await databases.open(db)) } : {}
  }

  async function answerKeys(db: string, keys: readonly string[], asked: Asked): Promise<object> {
    const store = await databases.open(db)
    const updateSeq = await readUpdateSeq(db, asked.update_seq)
    const { skip = 0, limit = Infinity } = asked
    const ordered = asked.descending === true ? keys.toReversed() : keys
    const chosen = ordered.slice(skip, skip + limit)
    const [found, info] = await Promise.all([store.read(chosen), store.info()])
    const docs = asked.conflicts === true ? await Promise.all(found.map(addConflicts)) : found
    return {
      ...updateSeq,
      total_rows: info.docCount,
      offset: 0,
      rows: chosen.map((key, index) => toRow(key, docs[index], asked.include_docs ?? false))
    }

    async function addConflicts(doc: StoredDocument | undefined): Promise<StoredDocument | undefined> {
      return doc === undefined ? undefined : withConflicts(store, doc)
    }
  }

  async function answerRange({ res, params: { db }, signIn }: SignedInExchange, asked: Asked): Promise<void> {
    const updateSeq = await readUpdateSeq(db, asked.update_seq)
    const { limit = Infinity, ...range } = toRange(asked)
    const readPage = (left: number, behind: string | undefined): Promise<RangePage> =>
      turns.run(signIn.user.userId, () =>
        databases.usePouch(db, pouch => readRange(pouch, range, Math.min(left, maxRows), behind))
      )
    // Before the answer begins: what cannot be read is refused as a whole.
    let page = await readPage(limit, undefined)
    let left = limit - page.rows.length
    const answer = beginAnswer(res)
    await answer.write(`${JSON.stringify(toHead(page, updateSeq)).slice(0, -1)},"rows":[\n${toLines(page)}`)
    while (answer.isOpen && page.rows.length === maxRows && left > 0) {
      page = await readPage(left, page.rows.at(-1)?.id)
      left -= page.rows.length
      if (page.rows.length > 0) await answer.write(`,\n${toLines(page)}`)
    }
    answer.end('\n]}\n')
  }

  /** False where this is not kept in memory. */
  async function answerWhole({ req, res, params: { db }, signIn }: SignedInExchange, asked: Asked): Promise<boolean> {
    const { limit = Infinity, update_seq: hasSequence = false } = asked
    if (!isOfAll(asked) || (limit < Infinity && limit < (await (await databases.open(db)).info()).docCount))
      return false
    const snapshot = snapshots.of(db)
    if (snapshot === undefined) return false
    const text = await turns.run(signIn.user.userId, async () => {
      const body = await snapshot.read(hasSequence)
      if (body.count > limit) return undefined
      return takesGzip(req) ? body.packed(hasSequence) : body.pieces(hasSequence)
    })
    if (text === undefined) return false
    await sendSnapshot(res, text)
    return true
  }

  async function answer(exchange: SignedInExchange, asked: Asked): Promise<void> {
    if (asked.keys === undefined) {
      const isAnswered = await answerWhole(exchange, asked)
      if (!isAnswered) await answerRange(exchange, asked)
    } else {
      const { keys } = asked
      const read = () => answerKeys(exchange.params.db, keys, asked)
      sendJson(exchange.res, 200, await turns.run(exchange.signIn.user.userId, read))
    }
  }

  return {
    post: exchange =>
      answer(exchange, { ...parseQuery('all-docs', exchange.query), ...parseBody('all-docs-by-body', exchange.body) }),
    async get(exchange) {
      const asked = parseQuery('all-docs', exchange.query)
      const isPlain = (asked.limit ?? Infinity) <= maxRows && asked.update_seq !== true && asked.keys === undefined
      if (!isPlain) {
        await answer(exchange, asked)
        return true
      }
      // PouchDB reads each parameter as JSON where it can: what was parsed is written out again, and nothing else.
      const range = Object.entries(toRange(asked))
      exchange.req.query = Object.fromEntries(range.map(([key, value]) => [key, JSON.stringify(value)]))
      return false
    }
  }
}

/** Whether all documents are asked for, in order, but for a limit. */
function isOfAll({ limit: _, update_seq: __, include_docs, conflicts, descending, ...range }: Asked): boolean {
  const isPlain = include_docs === true && conflicts !== true && descending !== true
  return isPlain && Object.values(range).every(value => value === undefined)
}

function toRow(key: string, doc: StoredDocument | undefined, includeDocs: boolean): object {
  if (doc === undefined) return { key, error: 'not_found' }
  const value = { rev: doc._rev, ...(doc._deleted === true ? { deleted: true } : {}) }
  return { id: doc._id, key, value, ...(includeDocs ? { doc } : {}) }
}

function toLines({ rows }: RangePage): string {
  return rows.map(row => JSON.stringify(row)).join(',\n')
}

function toHead({ total, offset }: RangePage, updateSeq: object): object {
  return { ...updateSeq, total_rows: total, offset }
}

function toRange(asked: Asked): AllDocsRange & { readonly limit?: number } {
  const { start_key: startAlias, end_key: endAlias, update_seq: _, keys: __, ...rest } = asked
  const range = { ...rest, startkey: rest.startkey ?? startAlias, endkey: rest.endkey ?? endAlias }
  return Object.fromEntries(Object.entries(range).filter(([, value]) => value !== undefined))
}
