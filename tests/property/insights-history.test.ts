import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type LoggedHours, listCoachingLog, noHours } from '#domain/insights/coaching-log.ts'
import { countSessions } from '#domain/insights/count-sessions.ts'
import { emptyTally, type SessionKind, type Tally } from '#domain/insights/tally.ts'
import type { Booking } from '#domain/model/booking.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { PartyRole } from '#domain/model/role.ts'
import { projectSessionCopy } from '#domain/projection/project-session-copy.ts'
import { createBooking } from '#domain/rules/create-booking.ts'
import { judgeSessionCopy } from '#domain/rules/judge-session-copy.ts'
import {
  buildProfile,
  buildSlot,
  coach,
  dayMs,
  hexId,
  hourMs,
  live,
  minuteMs,
  now,
  otherStudentId,
  parties,
  student,
  studentId
} from '../unit/domain/builders.ts'

/** What two people do about a session, and when, from its start on or before. */
const anyDeed = fc.oneof(
  fc.record({ kind: fc.constantFrom('cancel', 'no-show', 'completed') }),
  fc.record({ kind: fc.constant('score' as const), score: fc.integer({ min: 1, max: 5 }) }),
  fc.record({ kind: fc.constant('pay' as const), paid: fc.option(fc.boolean(), { nil: undefined }) }),
  fc.record({ kind: fc.constant('cancel by student' as const) }),
  fc.record({ kind: fc.constant('review' as const), score: fc.integer({ min: 1, max: 5 }) })
)
type Deed = typeof anyDeed extends fc.Arbitrary<infer D> ? D : never
interface Event {
  readonly at: number
  readonly deed: Deed
}
interface Story {
  readonly startsAt: number
  readonly of: string
  readonly events: readonly Event[]
}

const policy = buildProfile().policy
const zones = ['Europe/Berlin', 'America/New_York', 'Pacific/Kiritimati', 'UTC']

/** Some around the ends of months, and some around now. */
const anyStory: fc.Arbitrary<Story> = fc
  .record({
    month: fc.integer({ min: -14, max: 3 }),
    hours: fc.integer({ min: -30, max: 30 }),
    of: fc.constantFrom(studentId, otherStudentId),
    deeds: fc.array(fc.tuple(fc.integer({ min: -60, max: 60 }), anyDeed), { maxLength: 7 })
  })
  .map(({ month, hours, of, deeds }) => {
    const startsAt = (month === 0 ? now : Date.UTC(2026, 10 + month, 1)) + hours * hourMs
    const events = deeds.map(([hour, deed]) => ({ at: startsAt + hour * hourMs, deed }))
    // What is still to come has not happened.
    return { startsAt, of, events: events.filter(({ at }) => at <= now).toSorted((a, b) => a.at - b.at) }
  })

/** The coach's copy after everything that happened, as the rules judge and project it. */
function playStory({ startsAt, of, events }: Story, n: number): SessionCopy {
  const slot = buildSlot({ startsAt })
  const claimedAt = Math.min(startsAt - 90 * dayMs, now)
  let booking: Booking = createBooking({
    bookingId: hexId(n + 1),
    slot,
    studentId: of,
    isPencilled: false,
    policy,
    now: claimedAt
  })
  const sam = { id: of, displayName: 'Sam Student', phone: '+4915112345678', zone: 'Asia/Tokyo' }
  const people = { ...parties, student: sam }
  const project = (role: PartyRole, existing: SessionCopy | undefined, at: number) =>
    projectSessionCopy(booking, role, people, existing, { now: at })
  let copies = { coach: project('coach', undefined, claimedAt), student: project('student', undefined, claimedAt) }
  for (const [place, { at, deed }] of events.entries()) {
    const role = deed.kind === 'cancel by student' || deed.kind === 'review' ? 'student' : 'coach'
    const actor = role === 'coach' ? coach : { ...student, userId: of }
    const verdict = judgeSessionCopy(
      actor,
      { ...copies[role], ...toChange(deed, hexId(1_000 + place)) },
      { current: live(copies[role]), base: 'current', booking, policy, now: at }
    )
    if (verdict.kind !== 'accepted' && verdict.kind !== 'adjusted') continue
    booking = verdict.effect.booking ?? booking
    const put = { ...copies, [role]: verdict.effect.put }
    copies = { coach: project('coach', put.coach, at), student: project('student', put.student, at) }
  }
  return copies.coach
}

function toChange(deed: Deed, requestId: string): Partial<SessionCopy> {
  switch (deed.kind) {
    case 'cancel':
    case 'cancel by student':
      return { request: { kind: 'cancel', requestId, reason: 'r', reopenSlot: true } }
    case 'score':
      return { satisfaction: deed.score }
    case 'pay':
      // A copy without the field says nothing of it.
      return { paid: deed.paid }
    case 'review':
      return { review: { score: deed.score, text: '' } }
    case 'completed':
    case 'no-show':
      return { request: { kind: 'outcome', requestId, outcome: deed.kind } }
  }
}

interface Told {
  readonly kind: SessionKind
  readonly given: number | undefined
  readonly received: number | undefined
  readonly paid: boolean | undefined
}

/** What became of it, told by the events alone, as a person would go through them. */
function retell({ startsAt, events }: Story): Told {
  const cutoff = startsAt - policy.cancelCutoffMin * minuteMs
  let [cancelled, outcome]: [SessionKind | undefined, string | undefined] = [undefined, undefined]
  let [given, received, paid]: [number | undefined, number | undefined, boolean | undefined] = [
    undefined,
    undefined,
    undefined
  ]
  for (const { at, deed } of events) {
    if (cancelled !== undefined) break
    const hasBegun = at >= startsAt
    if (deed.kind === 'cancel' && outcome === undefined) {
      if (hasBegun) cancelled = 'calledOff'
      else cancelled = at > cutoff ? 'lateByCoach' : 'cancelledByCoach'
    }
    if (deed.kind === 'cancel by student' && outcome === undefined && !hasBegun && at <= cutoff) {
      cancelled = 'cancelledByStudent'
    }
    if (!hasBegun) continue
    if (deed.kind === 'completed' || deed.kind === 'no-show') outcome = deed.kind
    if (deed.kind === 'score') given = deed.score
    if (deed.kind === 'review') received = deed.score
    if (deed.kind === 'pay') paid = deed.paid
  }
  const isOver = outcome === 'completed' || startsAt + 2 * hourMs <= now
  const came: SessionKind = isOver ? 'held' : 'ahead'
  return { kind: cancelled ?? (outcome === 'no-show' ? 'noShow' : came), given, received, paid }
}

function tallyOf(told: readonly Told[]): Tally {
  const scores = (of: (one: Told) => number | undefined) => {
    const there = told.map(of).filter(score => score !== undefined)
    return { sum: there.reduce((sum, score) => sum + score, 0), count: there.length }
  }
  const counts = Object.fromEntries(told.map(({ kind }) => [kind, told.filter(one => one.kind === kind).length]))
  const held = told.filter(({ kind }) => kind === 'held').length
  return {
    ...emptyTally,
    ...counts,
    heldMs: held * 2 * hourMs,
    given: scores(one => one.given),
    received: scores(one => one.received)
  }
}

function hoursOf(told: readonly Told[]): LoggedHours {
  const held = told.filter(({ kind }) => kind === 'held')
  const of = (paid: boolean | undefined) => held.filter(one => one.paid === paid).length * 2 * hourMs
  return { sessions: held.length, paidMs: of(true), unpaidMs: of(false), unsaidMs: of(undefined) }
}

function monthIn(zone: string, at: number): string {
  const parts = new Intl.DateTimeFormat('en-GB', { timeZone: zone, year: 'numeric', month: '2-digit' }).formatToParts(
    at
  )
  const part = (type: string) => parts.find(one => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}`
}

test('IN4 IN5 IN6 figures and coaching log are what the history of events comes to', () => {
  fc.assert(
    fc.property(
      fc.array(anyStory, { maxLength: 12 }),
      fc.constantFrom(...zones),
      fc.subarray([studentId, otherStudentId]),
      (stories, zone, agreed) => {
        const calls = stories.map(playStory)
        const told = stories.map(story => ({ story, told: retell(story) }))
        const figures = countSessions(calls, { range: undefined, zone, now })
        expect(figures.total).toEqual(tallyOf(told.map(one => one.told)))
        const byMonth = Map.groupBy(told, ({ story }) => monthIn(zone, story.startsAt))
        expect(figures.months).toEqual(
          [...byMonth.keys()].toSorted().map(month => {
            return { month, tally: tallyOf((byMonth.get(month) ?? []).map(one => one.told)) }
          })
        )

        const log = listCoachingLog(calls, id => agreed.includes(id), { range: undefined, now })
        const held = told.filter(one => one.told.kind === 'held')
        const byStudent = Map.groupBy(held, ({ story }) => story.of)
        const listed = [...byStudent].filter(([id]) => agreed.includes(id))
        expect(new Map(log.entries.map(({ studentId: id, ...entry }) => [id, entry]))).toEqual(
          new Map(
            listed.map(([id, own]) => {
              const starts = own.map(({ story }) => story.startsAt)
              const hours = hoursOf(own.map(one => one.told))
              return [id, { ...hours, firstAt: Math.min(...starts), lastAt: Math.max(...starts) }]
            })
          )
        )
        const rest = held.filter(({ story }) => !agreed.includes(story.of)).map(one => one.told)
        expect(log.others).toEqual({ ...noHours, ...hoursOf(rest), students: byStudent.size - listed.length })
        expect(log.total).toEqual(hoursOf(held.map(one => one.told)))
      }
    ),
    { numRuns: 200 }
  )
})
