import { expect, test } from 'vitest'
import type { RequestVerdict } from '#domain/model/booking.ts'
import type { SessionRequest } from '#domain/model/session-copy.ts'
import { projectSessionCopy } from '#domain/projection/project-session-copy.ts'
import { judgeSessionCopy } from '#domain/rules/judge-session-copy.ts'
import { buildBooking, buildCall, buildCallContext, coach, hexId, live, now, parties, start } from '../builders.ts'

const requestOf = (number: number): SessionRequest => ({
  kind: 'outcome',
  requestId: hexId(number),
  outcome: 'completed'
})
const answerTo = (number: number): RequestVerdict => ({
  requestId: hexId(number),
  by: 'coach',
  kind: 'outcome',
  verdict: 'accepted',
  at: start + number
})

// Found by the simulation: an answer was lost on its way to the first device, a second device asked, the first asked again.
const booking = buildBooking({ state: 'completed', requests: [answerTo(1), answerTo(2)] })
const afterSecond = buildCall({
  status: 'completed',
  partyRole: 'coach',
  request: requestOf(2),
  lastRequest: answerTo(2)
})
const pushedAgain = { ...afterSecond, request: requestOf(1) }

test('SE7 a request that is repeated after another one shows its own answer, not that of the other', () => {
  const context = buildCallContext(afterSecond, { current: live(afterSecond), booking, now: start + 10 })
  const verdict = judgeSessionCopy(coach, pushedAgain, context)
  expect(verdict).toMatchObject({ kind: 'adjusted', effect: { put: { lastRequest: answerTo(1) } } })
})

test('SE7 a copy is projected with the answer to what it asks, and with the newest where it asks nothing', () => {
  expect(projectSessionCopy(booking, 'coach', parties, pushedAgain, { now }).lastRequest).toEqual(answerTo(1))
  expect(projectSessionCopy(booking, 'coach', parties, undefined, { now }).lastRequest).toEqual(answerTo(2))
})
