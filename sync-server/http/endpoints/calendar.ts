import { z } from 'zod'
import type { Account } from '#domain/model/account.ts'
import {
  calendarLinkSchema,
  type CalendarLinkAnswer,
  madeCalendarLinkSchema,
  type MadeCalendarLinkAnswer
} from '#domain/wire/account.ts'
import { type DoneAnswer, doneSchema } from '#domain/wire/sign-in.ts'
import type { AccountDirectory } from '../../accounts/account-directory.ts'
import { writeFeed } from '../../calendar/write-feed.ts'
import { HttpError, sendJson } from '../couch-answer.ts'
import { defineEndpoint } from '../endpoint.ts'
import { isCurrent, toETag } from '../entity-tag.ts'
import type { SignedInExchange } from '../exchange.ts'

/** `/_calendar`: a person's sessions for calendars of other programs, and the private link to them (rules CA). */
export const calendarEndpoints = {
  'calendar-feed': defineEndpoint({
    method: 'GET',
    path: '/_calendar/:id',
    // The link itself is the credential: calendars send no other one.
    access: 'everyone',
    answer: z.string(),
    // A person's sessions are all read.
    cost: 20,
    async handle({ req, res, params }, { directory, feedLinks, gate, databases, turns, now }) {
      const token = params.id.endsWith('.ics') ? params.id.slice(0, -'.ics'.length) : ''
      const owner = directory.find(feedLinks.findOwner(token) ?? '')
      // Whatever is wrong with it, the answer is the same.
      if (owner === undefined || !feedLinks.isStanding(owner)) throw new HttpError(404, 'not_found', 'missing')
      await gate.ensureCopies(owner.id)
      const { text, tag } = await turns.run(owner.id, () => writeFeed(databases, owner.id, now()))
      res.setHeader('etag', toETag(tag))
      // Shared caches on the way keep nothing of it.
      res.setHeader('cache-control', 'private, no-cache')
      if (isCurrent(req.headers['if-none-match'], tag)) {
        res.writeHead(304).end()
        return
      }
      const body = Buffer.from(text)
      res.writeHead(200, {
        'content-type': 'text/calendar; charset=utf-8',
        'content-disposition': 'inline; filename="coachdesk.ics"',
        'content-length': body.length
      })
      res.end(body)
    }
  }),

  'calendar-link-read': defineEndpoint({
    method: 'GET',
    path: '/_account/calendar',
    access: 'signed-in',
    answer: calendarLinkSchema,
    handle(exchange, { directory, feedLinks }) {
      const madeAt = feedLinks.findMadeAt(findOwn(exchange, directory))
      sendJson(exchange.res, 200, (madeAt === undefined ? {} : { madeAt }) satisfies CalendarLinkAnswer)
    }
  }),

  'calendar-link-make': defineEndpoint({
    method: 'POST',
    path: '/_account/calendar',
    access: 'signed-in',
    answer: madeCalendarLinkSchema,
    async handle(exchange, { directory, feedLinks }) {
      const { token, madeAt } = await feedLinks.make(findOwn(exchange, directory))
      sendJson(exchange.res, 200, { path: `/_calendar/${token}.ics`, madeAt } satisfies MadeCalendarLinkAnswer)
    }
  }),

  'calendar-link-end': defineEndpoint({
    method: 'DELETE',
    path: '/_account/calendar',
    access: 'signed-in',
    answer: doneSchema,
    async handle(exchange, { directory, feedLinks }) {
      await feedLinks.end(findOwn(exchange, directory))
      sendJson(exchange.res, 200, { ok: true } satisfies DoneAnswer)
    }
  })
} as const

function findOwn({ signIn }: Pick<SignedInExchange, 'signIn'>, directory: AccountDirectory): Account {
  const account = directory.find(signIn.user.userId)
  if (account === undefined) throw new HttpError(404, 'not_found', 'missing')
  return account
}
