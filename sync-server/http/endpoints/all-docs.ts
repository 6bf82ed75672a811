import { z } from 'zod'
import { type AllDocsAnswer, allDocsSchema } from '#domain/wire/replication.ts'
import type { StoredDocument } from '../../storage/document-store.ts'
import { type AllDocsRange, type RangePage, readRange } from '../all-docs-range.ts'
import { withConflicts } from '../conflicts.ts'
import { sendJson } from '../couch-answer.ts'
import { passToStockPart } from '../couch-protocol.ts'
import { defineEndpoint } from '../endpoint.ts'
import type { SignedInExchange } from '../exchange.ts'
import { bodyLimits, count, flag, jsonText, keySchema, keysSchema, maxRows } from '../request-shapes.ts'
import { readSequence } from '../sequences.ts'
import type { Services } from '../services.ts'
import { sendSnapshot, takesGzip } from '../snapshot/send-snapshot.ts'
import { beginAnswer } from '../streamed-answer.ts'

const maxSkip = maxRows
const skipReason = `must be at most ${maxSkip}: page by startkey`

const querySchema = z.object({
  keys: jsonText(keysSchema).optional(),
  key: jsonText(keySchema).optional(),
  startkey: jsonText(keySchema).optional(),
  start_key: jsonText(keySchema).optional(),
  endkey: jsonText(keySchema).optional(),
  end_key: jsonText(keySchema).optional(),
  limit: count.optional(),
  skip: count.refine(skip => skip <= maxSkip, skipReason).optional(),
  descending: flag.optional(),
  inclusive_end: flag.optional(),
  include_docs: flag.optional(),
  conflicts: flag.optional(),
  update_seq: flag.optional()
})
const bodySchema = z.object({
  keys: keysSchema.optional(),
  key: keySchema.optional(),
  startkey: keySchema.optional(),
  start_key: keySchema.optional(),
  endkey: keySchema.optional(),
  end_key: keySchema.optional(),
  limit: z.int().min(0).optional(),
  skip: z.int().min(0).max(maxSkip, skipReason).optional(),
  descending: z.boolean().optional(),
  inclusive_end: z.boolean().optional(),
  include_docs: z.boolean().optional(),
  conflicts: z.boolean().optional(),
  update_seq: z.boolean().optional()
})
type Asked = z.output<typeof querySchema>

/**
 * `_all_docs`, asked by query or body. By keys, unlike the stock part, it gives a tombstone's body and revision with
 * `include_docs`, as a client needs them to tell "removed" from "never there" (F31). A range of more than one page is sent page by page;
 * a whole shared database comes from memory; a plain range of one page is the stock part's.
 */
export const allDocsEndpoints = {
  'all-docs': defineEndpoint({
    method: 'GET',
    path: '/:db/_all_docs',
    access: 'readers',
    answer: allDocsSchema,
    query: querySchema,
    handle(exchange, services) {
      const asked = exchange.query
      const isPlain = (asked.limit ?? Infinity) <= maxRows && asked.update_seq !== true && asked.keys === undefined
      return isPlain ? answerPlain(exchange, asked, services) : answer(exchange, asked, services)
    }
  }),

  'all-docs-by-body': defineEndpoint({
    method: 'POST',
    path: '/:db/_all_docs',
    access: 'readers',
    answer: allDocsSchema,
    query: querySchema,
    body: { schema: bodySchema, limit: bodyLimits.bulk },
    handle: (exchange, services) => answer(exchange, { ...exchange.query, ...exchange.body }, services)
  })
} as const

async function answerPlain(exchange: SignedInExchange, asked: Asked, { databases, turns }: Services): Promise<void> {
  const { res, signIn } = exchange
  // What was parsed is written out again, and nothing else.
  const range = Object.entries(toRange(asked)).map(([key, value]) => [key, JSON.stringify(value)] as const)
  const passing = Promise.withResolvers<void>()
  await turns.run(signIn.user.userId, () => {
    const isRead = new Promise<void>(resolve => {
      // The answer is made; whether somebody takes it is no matter of the storage's.
      res.once('prefinish', resolve).once('close', resolve)
    })
    passToStockPart(exchange, databases, '_all_docs', Object.fromEntries(range)).then(passing.resolve, passing.reject)
    return Promise.race([isRead, passing.promise])
  })
  await passing.promise
}

async function answer(exchange: SignedInExchange, asked: Asked, services: Services): Promise<void> {
  if (asked.keys === undefined) {
    const isAnswered = await answerWhole(exchange, asked, services)
    if (!isAnswered) await answerRange(exchange, asked, services)
  } else {
    const { keys } = asked
    const read = () => readKeys(exchange.params.db, keys, asked, services)
    sendJson(exchange.res, 200, await services.turns.run(exchange.signIn.user.userId, read))
  }
}

async function readKeys(db: string, keys: readonly string[], asked: Asked, services: Services): Promise<object> {
  const store = await services.databases.open(db)
  const updateSeq = await readUpdateSeq(db, asked, services)
  const { skip = 0, limit = Infinity } = asked
  const ordered = asked.descending === true ? keys.toReversed() : keys
  const chosen = ordered.slice(skip, skip + limit)
  const [found, info] = await Promise.all([store.read(chosen), store.info()])
  const addConflicts = async (doc: StoredDocument | undefined) => doc && withConflicts(store, doc)
  const docs = asked.conflicts === true ? await Promise.all(found.map(addConflicts)) : found
  const rows = chosen.map((key, index) => toRow(key, docs[index], asked.include_docs ?? false))
  return { ...updateSeq, total_rows: info.docCount, offset: 0, rows }
}

async function answerRange(
  { res, params: { db }, signIn }: SignedInExchange,
  asked: Asked,
  services: Services
): Promise<void> {
  const { turns, databases } = services
  const updateSeq = await readUpdateSeq(db, asked, services)
  const { limit = Infinity, ...range } = toRange(asked)
  const readPage = (left: number, behind: string | undefined): Promise<RangePage> =>
    turns.run(signIn.user.userId, () =>
      databases.usePouch(db, pouch => readRange(pouch, range, Math.min(left, maxRows), behind))
    )
  // Before the answer begins: what cannot be read is refused as a whole.
  let page = await readPage(limit, undefined)
  let left = limit - page.rows.length
  const streamed = beginAnswer(res)
  await streamed.write(`${JSON.stringify(toHead(page, updateSeq)).slice(0, -1)},"rows":[\n${toLines(page)}`)
  while (streamed.isOpen && page.rows.length === maxRows && left > 0) {
    page = await readPage(left, page.rows.at(-1)?.id)
    left -= page.rows.length
    if (page.rows.length > 0) await streamed.write(`,\n${toLines(page)}`)
  }
  streamed.end('\n]}\n')
}

/** False where this is not kept in memory. */
async function answerWhole(
  { req, res, params: { db }, signIn }: SignedInExchange,
  asked: Asked,
  { databases, snapshots, turns }: Services
): Promise<boolean> {
  const { limit = Infinity, update_seq: hasSequence = false } = asked
  if (!isOfAll(asked) || (limit < Infinity && limit < (await (await databases.open(db)).info()).docCount)) return false
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

/** Read before the rows: what changes meanwhile is told by `_changes` from there. */
async function readUpdateSeq(
  db: string,
  asked: Asked,
  { databases }: Services
): Promise<{ readonly update_seq?: string }> {
  return asked.update_seq === true ? { update_seq: await readSequence(await databases.open(db)) } : {}
}

/** Whether all documents are asked for, in order, but for a limit. */
function isOfAll({ limit: _, update_seq: __, include_docs, conflicts, descending, ...range }: Asked): boolean {
  const isPlain = include_docs === true && conflicts !== true && descending !== true
  return isPlain && Object.values(range).every(value => value === undefined)
}

function toRow(
  key: string,
  doc: StoredDocument | undefined,
  includeDocs: boolean
): AllDocsAnswer['rows'][number] & { readonly id?: string } {
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
