import type { Response } from 'express'
import { answerHead, endAnswer, type PageQuery, type SerialisedPage } from './changes-pages.ts'
import { maxRows } from './request-shapes.ts'
import { beginAnswer } from './streamed-answer.ts'

/**
 * Sends more changes than one page holds, page by page.
 * @param first the first page of what was asked for, a full one
 */
export async function streamChanges(
  res: Response,
  first: SerialisedPage,
  asked: PageQuery,
  read: (query: PageQuery) => Promise<SerialisedPage>
): Promise<void> {
  const answer = beginAnswer(res)
  await answer.write(answerHead)
  await answer.write(first.rows)
  let page = first
  let left = asked.limit - first.count
  let isFull = true
  while (answer.isOpen && isFull && left > 0) {
    const limit = Math.min(left, maxRows)
    page = await read({ ...asked, since: page.lastSeq, limit })
    isFull = page.count === limit
    left -= page.count
    if (page.count === 0) break
    await answer.write(',\n')
    await answer.write(page.rows)
  }
  answer.end(endAnswer({ ...page, setBack: first.setBack }))
}
