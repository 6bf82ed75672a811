import { expect, test } from 'vitest'
import type { SessionCopy, SessionRequest } from '#domain/model/session-copy.ts'
import { chooseRequest } from '#renderer/store/bring-back/choose-request.ts'

const outcome: SessionRequest = { kind: 'outcome', requestId: 'a'.repeat(32), outcome: 'completed' }
const cancel: SessionRequest = { kind: 'cancel', requestId: 'b'.repeat(32), reason: '', reopenSlot: true }
const verdict = { requestId: outcome.requestId, by: 'coach', kind: 'outcome', at: 1, verdict: 'declined' } as const
const current = { status: 'confirmed', slotId: 'here' } as SessionCopy
const kept = { ...current, request: outcome }
const lawful = () => undefined

test('PW8 what was asked and never sent is asked again', () => {
  expect(chooseRequest(kept, undefined, current, lawful)).toEqual({ request: outcome })
})

test.each<[string, SessionCopy, SessionCopy | undefined, SessionCopy]>([
  ['nothing was asked', current, undefined, current],
  ['the server knew it then', kept, kept, current],
  ['it had been answered then', { ...kept, lastRequest: verdict }, undefined, current],
  ['it has been answered since', kept, undefined, { ...current, lastRequest: verdict }],
  ['the session is as it asks', kept, undefined, { ...current, status: 'completed' }],
  ['the same waits', kept, undefined, { ...current, request: { ...outcome, requestId: 'c'.repeat(32) } }]
])('PW8 nothing is asked twice: %s', (_, copy, base, there) => {
  expect(chooseRequest(copy, base, there, lawful)).toEqual({ request: there.request })
})

test('PW8 what waits here is not overwritten', () => {
  const there = { ...current, request: cancel }
  expect(chooseRequest(kept, undefined, there, lawful)).toEqual({ request: cancel, refusal: 'request-waiting' })
})

test('PW9 what is not lawful any more is not asked', () => {
  const refused = chooseRequest(kept, undefined, current, () => 'session-over')
  expect(refused).toEqual({ request: undefined, refusal: 'session-over' })
})
