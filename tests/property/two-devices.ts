/** A party's two devices and the server, over the real rules: push, judge, merge, push again, until at rest. */
import { expect } from 'vitest'
import { mergeSessionCopy } from '#domain/merge/merge-session-copy.ts'
import type { Versioned } from '#domain/merge/meeting.ts'
import type { Booking } from '#domain/model/booking.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Notice } from '#domain/model/notice.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { judgeSessionCopy } from '#domain/rules/judge-session-copy.ts'
import { buildBooking, buildProfile, coach, hourMs, start, student } from '../unit/domain/builders.ts'

/** More rounds than this mean that a device and the server do not come to rest. */
const maxRounds = 4
export const arrivalAt = start + 5 * hourMs
export const there = <T>(value: T): Versioned<T> => ({ deleted: false, value })

export interface Server {
  copy: SessionCopy
  booking: Booking
}

export function createServer(copy: SessionCopy): Server {
  return { copy, booking: buildBooking() }
}

/** Sends what a device typed; gives what it holds afterwards and the notices that it made. */
export function pushFromDevice(server: Server, assumedAtStart: SessionCopy, typed: SessionCopy) {
  const actor = assumedAtStart.partyRole === 'coach' ? coach : student
  const notices: Notice[] = []
  let assumed = assumedAtStart
  let local = typed
  let rounds = 0
  while (!isSame(local, server.copy)) {
    rounds += 1
    expect(rounds).toBeLessThanOrEqual(maxRounds)
    const verdict = judgeSessionCopy(actor, local, {
      current: { kind: 'live', value: server.copy },
      base: isSame(assumed, server.copy) ? 'current' : 'stale',
      booking: server.booking,
      policy: buildProfile().policy,
      now: arrivalAt + rounds
    })
    if (verdict.kind === 'accepted' || verdict.kind === 'adjusted') {
      server.copy = verdict.effect.put
      server.booking = verdict.effect.booking ?? server.booking
    }
    const merged = mergeSessionCopy({
      assumed: there(assumed),
      server: there(server.copy),
      local: there(local),
      reason: verdict.kind === 'rejected' ? verdict.reason : undefined,
      now: arrivalAt
    })
    notices.push(...merged.notices)
    assumed = server.copy
    local = merged.resolved.value
  }
  return { local, notices }
}
