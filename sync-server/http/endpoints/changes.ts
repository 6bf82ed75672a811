import { formatSequence, type SetBack } from '#domain/model/sequence.ts'
import type { PouchDatabases } from '../../storage/pouch-databases.ts'
import type { ChangeHub } from '../change-hub.ts'
import type { ChangesPages, PageQuery, SerialisedPage } from '../changes-pages.ts'
import { badRequest, sendJsonText } from '../couch-answer.ts'
import { type Feed, type FeedKeeper, readFeedTimes } from '../feed-keeper.ts'
import type { SignedInExchange, SignedInHandler } from '../exchange.ts'
import { sendNewestFirst } from '../newest-changes.ts'
import type { ReadingTurns } from '../quotas/reading-turns.ts'
import { maxRows, parseBody, parseQuery, type QueryOf } from '../request-shape.ts'
import { streamChanges } from '../stream-changes.ts'

/** `/:db/_changes`: what there is, the next changes as soon as there are some (longpoll), or lines as they come (continuous). */
export function createChanges(parts: {
  readonly databases: PouchDatabases
  readonly pages: ChangesPages
  readonly hub: ChangeHub
  readonly feeds: FeedKeeper
  readonly turns: ReadingTurns
}): SignedInHandler {
  const { databases, pages, hub, feeds, turns } = parts

  function read({ signIn, params: { db } }: SignedInExchange, query: PageQuery): Promise<SerialisedPage> {
    return turns.run(signIn.user.userId, () => pages.read(db, query))
  }

  async function answerWith(page: SerialisedPage, exchange: SignedInExchange, asked: PageQuery) {
    const { req, res } = exchange
    const isWhole = asked.limit <= maxRows || page.count < maxRows || req.method === 'HEAD'
    if (isWhole) sendJsonText(res, 200, page.json)
    else await streamChanges(res, page, asked, next => read(exchange, next))
  }

  return async exchange => {
    const { res, signIn, params, query: text } = exchange
    const { db } = params
    const query = parseQuery('changes', text)
    const docIds = readDocIds(exchange, query)
    if (query.descending) {
      if (query.feed !== 'normal') throw badRequest('descending=true goes with feed=normal only')
      return sendNewestFirst(res, databases, db, { ...query, docIds }, read => turns.run(signIn.user.userId, read))
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
      const page = await read(exchange, first)
      if (query.feed === 'normal' || page.count > 0 || page.setBack !== undefined)
        return answerWith(page, exchange, asked)
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
      const page = await read(exchange, { ...first, limit, since })
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
}

/** In the body as PouchDB sends them, or in the query. */
function readDocIds({ route, body }: SignedInExchange, query: QueryOf<'changes'>): readonly string[] | undefined {
  const asked = route.name === 'changes-by-body' ? parseBody('changes-by-body', body) : {}
  if ('selector' in asked) throw badRequest('a selector is not supported: take all rows and choose among them')
  const docIds = asked.doc_ids ?? query.doc_ids
  if (query.filter !== undefined && docIds === undefined) throw badRequest('filter=_doc_ids needs doc_ids')
  return docIds
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
