import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isLiveSlot, type Slot } from '#domain/model/slot.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { overlaps } from '#domain/time/interval.ts'
import {
  buildClaim,
  buildSlot,
  coach,
  coachId,
  dayMs,
  hexId,
  hourMs,
  now,
  otherCoach,
  otherStudent,
  start,
  student
} from '../unit/domain/builders.ts'
import { anyStart } from './arbitraries.ts'
import { CalendarWorld } from './calendar-world.ts'

const anyCoach = fc.constantFrom(coach, otherCoach)
const anyStudent = fc.constantFrom(student, otherStudent)
const anyBookingId = fc.integer({ min: 1, max: 12 }).map(hexId)
type Step = (world: CalendarWorld) => void

const anyCreation = fc.tuple(anyCoach, anyStart).map(
  ([by, startsAt]): Step =>
    world =>
      world.pushSlot(by, buildSlot({ coachId: by.userId, startsAt }))
)
const anyMove = fc.tuple(anyCoach, anyStart, anyStart).map(([by, startsAt, oldStart]): Step => {
  const movesFrom = createSlotId(by.userId, oldStart)
  return world => world.pushSlot(by, buildSlot({ coachId: by.userId, startsAt, movesFrom }))
})
const anyRemoval = fc.tuple(anyCoach, anyStart).map(
  ([by, startsAt]): Step =>
    world =>
      world.removeSlot(by, buildSlot({ coachId: by.userId, startsAt }))
)
const anyClaiming = fc
  .tuple(anyStudent, anyCoach, anyStart, anyBookingId)
  .map(([by, { userId }, startsAt, bookingId]): Step => {
    const claim = buildClaim({ coachId: userId, startsAt, bookingId, validUntil: now + 9 * dayMs })
    return world => world.claim(by, claim)
  })
const anyCancelling = fc
  .tuple(fc.constantFrom(coach, otherCoach, student, otherStudent), anyBookingId, fc.boolean())
  .map(
    ([by, bookingId, reopen]): Step =>
      world =>
        world.cancel(by, bookingId, reopen)
  )
const anyRescheduling = fc
  .tuple(fc.constantFrom(coach, otherCoach, student, otherStudent), anyBookingId, anyStart, fc.boolean())
  .map(
    ([by, bookingId, startsAt, reopen]): Step =>
      world =>
        world.reschedule(by, bookingId, startsAt, reopen)
  )
/** There and elsewhere: what gave way to the first move has to come back with the second. */
const anyMovingAnywhere = fc
  .tuple(
    anyCoach,
    fc.nat(),
    fc.array(anyStart, { minLength: 1, maxLength: 3 }),
    fc.constantFrom(true, false, undefined)
  )
  .map(
    ([by, index, starts, reopen]): Step =>
      world => {
        const own = world.listLive().filter(({ coachId: owner }) => owner === by.userId)
        const booking = own[index % Math.max(own.length, 1)]
        for (const startsAt of starts) if (booking !== undefined) world.moveAnywhere(by, booking.id, startsAt, reopen)
      }
  )
const anyPencilling = fc
  .tuple(anyCoach, anyStudent, anyStart, anyBookingId)
  .map(([by, { userId }, startsAt, bookingId]): Step => {
    const pencil = { id: bookingId, slotId: createSlotId(by.userId, startsAt), otherId: userId }
    return world => world.pencil(by, pencil)
  })
const anyWaiting = fc.integer({ min: 0, max: hourMs }).map(
  (byMs): Step =>
    world => {
      world.now += byMs
    }
)
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { arbitrary: anyCreation, weight: 6 },
  { arbitrary: anyClaiming, weight: 6 },
  { arbitrary: anyMove, weight: 2 },
  { arbitrary: anyRemoval, weight: 1 },
  { arbitrary: anyCancelling, weight: 2 },
  { arbitrary: anyRescheduling, weight: 16 },
  { arbitrary: anyMovingAnywhere, weight: 8 },
  { arbitrary: anyPencilling, weight: 6 },
  { arbitrary: anyWaiting, weight: 1 }
)

function listOverlaps<T extends { readonly startsAt: number; readonly endsAt: number }>(items: readonly T[]) {
  return items.flatMap((a, index) => items.slice(index + 1).filter(b => overlaps(a, b)))
}

function checkInvariants(world: CalendarWorld): void {
  const slots = [...world.slots.values()]
  for (const { userId } of [coach, otherCoach]) {
    expect(listOverlaps(slots.filter(slot => slot.coachId === userId && isLiveSlot(slot)))).toEqual([])
  }
  const sessions = world.listLive()
  for (const { userId } of [student, otherStudent]) {
    expect(listOverlaps(sessions.filter(session => session.studentId === userId))).toEqual([])
  }
  // Session and booked slot belong together, one to one.
  const holders = slots.filter(slot => slot.status === 'booked').map(slot => `${slot.id} ${slot.bookingId}`)
  expect(holders.toSorted()).toEqual(sessions.map(({ slotId, id }) => `${slotId} ${id}`).toSorted())
}

describe('random calendars', () => {
  test('RS5 RS13 BK1 PC1 whatever happens in whatever order, one student per slot and no overlap of anybody', () => {
    const seen = { grants: 0, declined: 0, moves: 0, pencils: 0, made: 0, restored: 0 }
    fc.assert(
      fc.property(fc.array(anyStep, { minLength: 20, maxLength: 60, size: 'max' }), steps => {
        const world = new CalendarWorld(now)
        // Something to book and to move to, from the first step on.
        for (const { userId } of [coach, otherCoach]) {
          for (const hours of [0, 2, 4, 6]) {
            const startsAt = start + hours * hourMs
            world.pushSlot({ userId, role: 'coach' }, buildSlot({ coachId: userId, startsAt }))
          }
        }
        for (const step of steps) {
          step(world)
          checkInvariants(world)
        }
        seen.grants += world.listLive().length
        seen.moves += [...world.bookings.values()].flatMap(({ moves = [] }) => moves).length
        seen.made += [...world.bookings.values()].filter(({ madeSlot }) => madeSlot !== undefined).length
        seen.restored += world.restored
        seen.pencils += world.listLive().filter(({ pencilled }) => pencilled === true).length
        seen.declined += [...world.slots.values()].filter(slot => slot.status === 'declined').length
      }),
      { numRuns: 200 }
    )
    // The worlds are worth looking at: sessions and declined slots did come about.
    expect(seen.grants).toBeGreaterThan(20)
    expect(seen.declined).toBeGreaterThan(20)
    expect(seen.moves).toBeGreaterThan(5)
    expect(seen.pencils).toBeGreaterThan(5)
    expect(seen.made).toBeGreaterThan(5)
    expect(seen.restored).toBeGreaterThan(5)
  })

  test('BK2 of many claims for one slot in any order exactly the first is granted', () => {
    const anyClaims = fc.uniqueArray(fc.tuple(fc.integer({ min: 1, max: 99 }), fc.integer({ min: 1, max: 99 })), {
      minLength: 2,
      maxLength: 12,
      selector: ([id]) => id
    })
    fc.assert(
      fc.property(anyClaims, claims => {
        const world = new CalendarWorld(now)
        world.pushSlot(coach, buildSlot())
        const kinds = claims.map(([id, who]) => {
          const actor = { userId: `student${String(who).padStart(5, '0')}`, role: 'student' } as const
          return world.claim(actor, buildClaim({ bookingId: hexId(id) }))
        })
        expect(kinds[0]).toBe('granted')
        expect(kinds.filter(kind => kind === 'granted')).toHaveLength(1)
        expect(world.slots.get(buildSlot().id)?.bookingId).toBe(hexId(claims[0]?.[0] ?? 0))
      }),
      { numRuns: 200 }
    )
  })

  test('BK4 sending every claim again, in any order, changes nothing', () => {
    const anyClaim = fc.tuple(anyStudent, anyStart, anyBookingId)
    fc.assert(
      fc.property(fc.array(anyClaim, { minLength: 1, maxLength: 10 }), fc.nat(), (claims, seed) => {
        const world = new CalendarWorld(now)
        for (const [, startsAt] of claims) world.pushSlot(coach, buildSlot({ startsAt }))
        const send = ([by, startsAt, bookingId]: (typeof claims)[number]) =>
          world.claim(by, buildClaim({ startsAt, bookingId }))
        for (const claim of claims) send(claim)
        const before = [new Map(world.slots), new Map(world.bookings)]
        for (const [index] of claims.entries()) {
          const claim = claims[(index + seed) % claims.length]
          if (claim !== undefined) expect(['repeated', 'refused']).toContain(send(claim))
        }
        expect([world.slots, world.bookings]).toEqual(before)
      }),
      { numRuns: 200 }
    )
  })

  test('SL6 slots of two devices in any order: no overlap, and nobody’s slot vanishes', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyStart, { minLength: 2, maxLength: 8 }), starts => {
        const world = new CalendarWorld(now)
        for (const startsAt of starts) world.pushSlot(coach, buildSlot({ startsAt }))
        checkInvariants(world)
        expect([...world.slots.keys()]).toEqual(starts.map(startsAt => createSlotId(coachId, startsAt)))
        const declined = [...world.slots.values()].filter(slot => slot.status === 'declined')
        for (const { startsAt, endsAt, decline } of declined) {
          const met = world.slots.get(decline?.slotId ?? '')
          expect(met?.status).toBe('open')
          expect(overlaps({ startsAt, endsAt }, met as Slot)).toBe(true)
        }
      }),
      { numRuns: 300 }
    )
  })

  test('SL9 moves never raise the number of live slots', () => {
    const anyMoves = fc.array(fc.tuple(anyStart, anyStart), { minLength: 1, maxLength: 10 })
    fc.assert(
      fc.property(fc.uniqueArray(anyStart, { minLength: 1, maxLength: 4 }), anyMoves, (starts, moves) => {
        const world = new CalendarWorld(now)
        for (const startsAt of starts) world.pushSlot(coach, buildSlot({ startsAt }))
        const countLive = () => [...world.slots.values()].filter(isLiveSlot).length
        const before = countLive()
        for (const [from, to] of moves) {
          const movesFrom = createSlotId(coachId, from)
          if (world.find(movesFrom).kind === 'absent') continue
          const slot = buildSlot({ startsAt: to, movesFrom })
          // A declined slot that is moved, or set to open, may become a live one: that is its coach's wish.
          if ([movesFrom, slot.id].some(id => world.slots.get(id)?.status === 'declined')) continue
          world.pushSlot(coach, slot)
          checkInvariants(world)
        }
        expect(countLive()).toBeLessThanOrEqual(before)
      }),
      { numRuns: 300 }
    )
  })
})
