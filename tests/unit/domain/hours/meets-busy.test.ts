import { expect, test } from 'vitest'
import { listMeetingBusy } from '#domain/hours/meets-busy.ts'
import { buildCall, dayMs, hexId, hourMs, now, start } from '../builders.ts'

test('BU7 booked sessions of a coach that meet a busy time are told, earliest first', () => {
  const at = (n: number, startsAt: number, more = {}) =>
    buildCall({ id: hexId(n), partyRole: 'coach', startsAt, endsAt: startsAt + 2 * hourMs, ...more })
  const calls = [
    at(1, start + dayMs),
    at(2, start),
    at(3, start, { status: 'cancelled' }),
    at(4, start, { partyRole: 'student' }),
    at(5, start + 2 * hourMs),
    at(6, now - dayMs)
  ]
  const busy = [
    { startsAt: now - dayMs, endsAt: now - dayMs + hourMs },
    { startsAt: start + hourMs, endsAt: start + 2 * hourMs },
    { startsAt: start + dayMs, endsAt: start + dayMs + 1 }
  ]
  expect(listMeetingBusy(calls, busy, now).map(({ id }) => id)).toEqual([hexId(2), hexId(1)])
})
