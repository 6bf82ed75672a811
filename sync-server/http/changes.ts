import { formatSequence, type SetBack } from '#domain/model/sequence.ts'
import type { ChangeHub } from './change-hub.ts'
import type { ChangesPages, PageQuery } from './changes-pages.ts'
import { sendJsonText } from './couch-answer.ts'
import { type Feed, type FeedKeeper, readFeedTimes } from './feed-keeper.ts'
import type { SignedInHandler } from './handler.ts'
import { maxRows, parseQuery } from './request-shape.ts'

/** `GET /:db/_changes`: one page, the next page as soon as there is one (longpoll), or lines as they come (continuous). */
export function createChanges(parts: {
  readonly pages: ChangesPages
  readonly hub: ChangeHub
  readonly feeds: FeedKeeper
}): SignedInHandler {
  const { pages, hub, feeds } = parts

  return async ({ res, session, params: { db }, query: text }) => {
    const query = parseQuery('changes', text)
    const first: PageQuery = {
      since: query.since === 'now' ? await pages.lastSeq(db) : query.since,
      limit: query.limit ?? maxRows,
      includeDocs: query.include_docs,
      allLeaves: query.style === 'all_docs'
    }
    const isContinuous = query.feed === 'continuous'
    let { since } = first
    if (!isContinuous) {
      const page = await pages.read(db, first)
      if (query.feed === 'normal' || page.count > 0 || page.setBack !== undefined) {
        return sendJsonText(res, 200, page.json)
      }
      since = page.lastSeq
    }
    let setBack: SetBack | undefined
    const feed = feeds.open(res, {
      session,
      ...readFeedTimes(query),
      lastWords: () => {
        const end = { last_seq: formatSequence(since), pending: 0, set_back: setBack }
        return `${JSON.stringify(isContinuous ? end : { results: [], ...end })}\n`
      }
    })
    const follow = createFollower(feed, async () => {
      const page = await pages.read(db, { ...first, since })
      since = page.lastSeq
      if (page.count === 0 && page.setBack === undefined) return false
      setBack = page.count === 0 ? page.setBack : undefined
      if (!isContinuous) feed.end(page.json)
      else if (page.count === 0) feed.endWithLastWords()
      else feed.write(page.lines)
      return page.count >= first.limit
    })
    feed.onClose(hub.subscribe([db], follow))
    follow()
  }
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
