import { z } from 'zod'
import { formatSequence, type SequencePosition, type SetBack } from '#domain/wire/sequence.ts'
import { changeLineSchema, changesSchema } from '#domain/wire/replication.ts'
import type { PageQuery, SerialisedPage } from '../changes-pages.ts'
import { badRequest, sendJsonText } from '../couch-answer.ts'
import { defineEndpoint } from '../endpoint.ts'
import type { SignedInExchange } from '../exchange.ts'
import { type Feed, readFeedTimes } from '../feed-keeper.ts'
import { sendNewestFirst } from '../newest-changes.ts'
import { bodyLimits, count, feedKeys, flag, jsonText, keySchema, maxRows, sequence } from '../request-shapes.ts'
import type { Services } from '../services.ts'
import { streamChanges } from '../stream-changes.ts'

const docIdsSchema = z.array(keySchema).max(maxRows)
/** What a client that knows nothing yet begins with. */
const beginning: SequencePosition = { number: 0, startId: undefined }

const querySchema = z.object({
  ...feedKeys,
  since: sequence.default(beginning),
  limit: count.transform(limit => Math.max(limit, 1)).optional(),
  include_docs: flag.default(false),
  conflicts: flag.default(false),
  descending: flag.default(false),
  filter: z
    .literal('_doc_ids', 'is not supported: take all rows, or filter=_doc_ids, and choose among them')
    .optional(),
  doc_ids: jsonText(docIdsSchema).optional(),
  style: z.enum(['main_only', 'all_docs']).default('main_only')
})
const bodySchema = z.looseObject({ doc_ids: docIdsSchema.optional() })

type Asked = SignedInExchange<z.output<typeof querySchema>>

/** What there is, the next changes as soon as there are some (longpoll), or lines as they come (continuous). */
export const changesEndpoints = {
  changes: defineEndpoint({
    method: 'GET',
    path: '/:db/_changes',
    access: 'readers',
    answer: changesSchema,
    line: changeLineSchema,
    query: querySchema,
    handle: (exchange, services) => answerChanges(exchange, exchange.query.doc_ids, services)
  }),

  'changes-by-body': defineEndpoint({
    method: 'POST',
    path: '/:db/_changes',
    access: 'readers',
    answer: changesSchema,
    line: changeLineSchema,
    query: querySchema,
    body: { schema: bodySchema, limit: bodyLimits.bulk },
    handle(exchange, services) {
      const { body, query } = exchange
      if ('selector' in body) throw badRequest('a selector is not supported: take all rows and choose among them')
      // PouchDB sends them in the body.
      return answerChanges(exchange, body.doc_ids ?? query.doc_ids, services)
    }
  })
} as const

async function answerChanges(
  exchange: Asked,
  docIds: readonly string[] | undefined,
  services: Services
): Promise<void> {
  const {
    req,
    res,
    signIn,
    params: { db },
    query
  } = exchange
  const { databases, pages, hub, feeds, turns } = services
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => turns.run(signIn.user.userId, work)
  const read = (page: PageQuery): Promise<SerialisedPage> => inTurn(() => pages.read(db, page))

  if (query.filter !== undefined && docIds === undefined) throw badRequest('filter=_doc_ids needs doc_ids')
  if (query.descending) {
    if (query.feed !== 'normal') throw badRequest('descending=true goes with feed=normal only')
    return sendNewestFirst(res, databases, db, { ...query, docIds }, inTurn)
  }
  const asked: PageQuery = {
    since: query.since === 'now' ? await pages.lastSeq(db) : query.since,
    limit: query.limit ?? Infinity,
    includeDocs: query.include_docs,
    conflicts: query.conflicts && query.include_docs,
    allLeaves: query.style === 'all_docs',
    docIds
  }
  const first: PageQuery = { ...asked, limit: Math.min(asked.limit, maxRows) }
  const isContinuous = query.feed === 'continuous'
  let { since } = first
  if (!isContinuous) {
    const page = await read(first)
    if (query.feed === 'normal' || page.count > 0 || page.setBack !== undefined) {
      const isWhole = asked.limit <= maxRows || page.count < maxRows || req.method === 'HEAD'
      return isWhole ? sendJsonText(res, 200, page.json) : streamChanges(res, page, asked, read)
    }
    since = page.lastSeq
  }
  let setBack: SetBack | undefined
  let left = asked.limit
  const feed = feeds.open(res, {
    signIn,
    ...readFeedTimes(query),
    lastWords: () => {
      const end = { last_seq: formatSequence(since), pending: 0, set_back: setBack }
      return `${JSON.stringify(isContinuous ? end : { results: [], ...end })}\n`
    }
  })
  const follow = createFollower(feed, async () => {
    const limit = Math.min(left, maxRows)
    const page = await read({ ...first, limit, since })
    since = page.lastSeq
    if (page.count === 0 && page.setBack === undefined) return false
    setBack = page.count === 0 ? page.setBack : undefined
    left -= page.count
    if (!isContinuous) feed.end(page.json)
    else if (page.count === 0) feed.endWithLastWords()
    else feed.write(page.lines)
    if (left <= 0) feed.endWithLastWords()
    await feed.drained()
    return page.count >= limit
  })
  feed.onClose(hub.subscribe([db], follow))
  follow()
}

/** Runs one step at a time, again when told meanwhile or when the step says there is more. A failing read ends the feed. */
function createFollower(feed: Feed, step: () => Promise<boolean>): () => void {
  let isRunning = false
  let isToldAgain = false

  async function run(): Promise<void> {
    isRunning = true
    try {
      do {
        isToldAgain = false
        while (feed.isOpen && (await step()));
      } while (isToldAgain && feed.isOpen)
    } catch {
      feed.end()
    } finally {
      isRunning = false
    }
  }

  return () => {
    isToldAgain = true
    if (!isRunning) void run()
  }
}
