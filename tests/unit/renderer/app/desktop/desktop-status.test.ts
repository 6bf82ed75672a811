import { expect, test } from 'vitest'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { deriveDesktopStatus } from '#renderer/app/desktop/derive-desktop-status.ts'
import { formatterFor } from '#renderer/ui/format/formatter.ts'
import { resolveLink } from '#renderer/app/desktop/resolve-link.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
/** Wednesday, 18 November 2026, 13:20 in Berlin. */
const now = Date.UTC(2026, 10, 18, 12, 20)
const requestId = 'f'.repeat(32)

function callAt(startsAt: number, more: Partial<SessionCopy> = {}): SessionCopy {
  return {
    id: `call ${startsAt}`,
    kind: 'call',
    status: 'confirmed',
    slotId: `annaberg01-${startsAt}`,
    startsAt,
    endsAt: startsAt + slotLengthMs,
    partyRole: 'coach',
    otherId: 'mayachen01',
    otherName: 'Maya Chen',
    claimedAt: now - 30 * dayMs,
    ...more
  }
}

function derive(calls: readonly SessionCopy[], role: 'coach' | 'student' = 'coach') {
  return deriveDesktopStatus({
    role,
    calls,
    collections: [{ waiting: 2 }, { waiting: 1 }],
    inboxCount: 3,
    syncText: 'Offline since 09:12',
    zone: 'Europe/Berlin',
    now,
    nameOf: call => call.otherName,
    timesOf: call => formatterFor({ tag: 'en-GB', hourCycle: 'h23' }, 'Europe/Berlin').timeRange(call),
    describe: call => `${call.otherName} at ${call.startsAt}`
  })
}

test('inbox and missing feedback need the person, waiting changes are counted', () => {
  const status = derive([callAt(now - 3 * hourMs), callAt(now - 40 * dayMs), callAt(now + hourMs)])
  expect(status).toMatchObject({
    role: 'coach',
    syncText: 'Offline since 09:12',
    needsPerson: 5,
    unsynced: 3,
    nextText: `Maya Chen at ${now + hourMs}`
  })
})

test('a reminder is given its times in the zone of the account', () => {
  expect(derive([callAt(now + hourMs)]).sessions.map(({ timesText }) => timesText)).toEqual(['14:20–16:20'])
})

test('a student owes no feedback', () => {
  const status = derive([callAt(now - 3 * hourMs, { partyRole: 'student' })], 'student')
  expect(status.needsPerson).toBe(3)
  expect(status.sessions).toMatchObject([{ awaitsFeedback: false }])
})

test('the next session is one that has not begun and is not being cancelled', () => {
  const cancelling = { request: { kind: 'cancel', requestId, reason: '', reopenSlot: true } } as const
  const status = derive([
    callAt(now - hourMs),
    callAt(now + hourMs, cancelling),
    callAt(now + 5 * hourMs, { otherName: 'Omar' })
  ])
  expect(status.nextText).toContain('Omar')
  expect(status.sessions.map(({ startsAt }) => startsAt)).toEqual([now - hourMs, now + 5 * hourMs])
  expect(derive([]).nextText).toBeUndefined()
})

test('sessions of yesterday to 31 days ahead are planned, ascending, confirmed ones alone', () => {
  const yesterdayMidnight = Date.UTC(2026, 10, 16, 23)
  const status = derive([
    callAt(now + 31 * dayMs),
    callAt(now + 33 * dayMs),
    callAt(yesterdayMidnight),
    callAt(yesterdayMidnight - 1),
    callAt(now + dayMs, { status: 'cancelled' }),
    callAt(now + 2 * dayMs, { status: 'pencilled' }),
    callAt(now + 3 * dayMs, { status: 'declined' })
  ])
  expect(status.sessions.map(({ startsAt }) => startsAt)).toEqual([yesterdayMidnight, now + 31 * dayMs])
})

test('a session awaits feedback until its coach has said how it went, also where the server has not heard of it', () => {
  const said = { request: { kind: 'outcome', requestId, outcome: 'completed' } } as const
  const status = derive([callAt(now - 5 * hourMs), callAt(now - 3 * hourMs, said)])
  expect(status.sessions.map(({ awaitsFeedback }) => awaitsFeedback)).toEqual([true, false])
})

test('what the shell takes is never exceeded', () => {
  const many = Array.from({ length: 1_200 }, (_, index) => callAt(now + index * 60_000, { otherName: 'x'.repeat(80) }))
  const status = derive(many)
  expect(status.sessions).toHaveLength(1_000)
  expect(status.sessions[0]?.startsAt).toBe(now)
  expect(status.nextText?.length).toBeLessThanOrEqual(200)
})

const past = callAt(now - 3 * hourMs)
const coming = callAt(now + hourMs)

test.each([
  ['calendar', 'coach', { kind: 'calendar', date: '2026-11-30' }, '/calendar?date=2026-11-30'],
  ['calendar', 'student', { kind: 'calendar', date: '2026-11-30' }, '/find?day=2026-11-30'],
  ['session', 'coach', { kind: 'session', bookingId: past.id }, `/sessions?session=${encode(past.id)}`],
  ['feedback', 'coach', { kind: 'feedback', bookingId: past.id }, `/sessions?wrap-up=${encode(past.id)}`],
  ['early feedback', 'coach', { kind: 'feedback', bookingId: coming.id }, `/sessions?session=${encode(coming.id)}`]
] as const)('a %s link of a %s leads to its page', (_name, role, link, path) => {
  expect(resolveLink(link, role, [past, coming], now)).toEqual({ kind: 'page', path })
})

test('a link to somebody else’s session is known for one', () => {
  expect(resolveLink({ kind: 'session', bookingId: 'other' }, 'coach', [past], now)).toEqual({
    kind: 'unknown-session'
  })
})

function encode(id: string): string {
  return new URLSearchParams({ id }).toString().slice(3)
}
