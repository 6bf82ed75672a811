import { type Booking, isLiveBooking, isMeeting } from '#domain/model/booking.ts'
import { type Instant, slotLengthMs } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { lostWithinMs } from '#domain/rules/planned-meeting.ts'
import { type SeriesMember, seriesKeyOf } from '#domain/series/find-series.ts'
import { hourMs } from '#domain/time/durations.ts'
import type { Interval } from '#domain/time/interval.ts'
import { createLeftBook } from './left-book.ts'
import { createStartList, type StartList, type Started } from './start-list.ts'

/** A live document with the revision it is stored under. */
export interface Indexed<T> {
  readonly value: T
  readonly rev: string
}

/** What judging asks of slots and bookings. Intervals are asked for by start: every session lasts two hours. */
export interface GateView {
  findSlot(id: string): Slot | undefined
  findBooking(id: string): Booking | undefined
  /** A coach's slots, of whatever status, that start within the interval. */
  listSlots(coachId: string, starts: Interval): readonly Slot[]
  /** A coach's live bookings that start within the interval. */
  listCoachBookings(coachId: string, starts: Interval): readonly Booking[]
  /** A student's live bookings, with any coach, that start within the interval. */
  listStudentBookings(studentId: string, starts: Interval): readonly Booking[]
  /** Whether these two have a booking, of whatever state but a lost claim. */
  haveMet(coachId: string, studentId: string): boolean
  /** A student's bookings, with any coach, of whatever state but a lost claim (BK22). */
  listStudentMeetings(studentId: string): readonly Booking[]
  /** What the journal has of the series of a booking (SR4), itself left out; nothing for one of no series. */
  listSeries(booking: SeriesMember): readonly Booking[]
  /** How many claims or pencils for a slot somebody has lost (BK16). */
  countLost(userId: string, slotId: string): number
  /** How many somebody has lost within about a day before `now`, whatever the slots (BK20). */
  countLostLately(userId: string, now: Instant): number
  /** A coach's slots, of whatever status (SL17). */
  countSlots(coachId: string): number
}

/** The live documents of `slots` and `bookings` in memory, as they are on disk. */
export interface GateIndex extends GateView {
  slotRev(id: string): string | undefined
  bookingRev(id: string): string | undefined
  putSlot(slot: Slot, rev: string): void
  removeSlot(id: string): void
  putBooking(booking: Booking, rev: string): void
  removeBooking(id: string): void
  /** The bookings that have been in a slot and are not any more, cancelled ones and those that moved on, in the order in which they left. */
  listLeft(slotId: string): readonly Booking[]
  bookings(): Iterable<Booking>
  slots(): Iterable<Slot>
  /** Coaches who have slots, of whatever status. */
  coachIds(): readonly string[]
}

export function createGateIndex(): GateIndex {
  const slotById = new Map<string, Indexed<Slot>>()
  const bookingById = new Map<string, Indexed<Booking>>()
  const slotsByCoach = new Map<string, StartList<Slot>>()
  const bookingsByCoach = new Map<string, StartList<Booking>>()
  const bookingsByStudent = new Map<string, StartList<Booking>>()

  const meetings = createTally()
  const lostWishes = createTally()
  const lostByHour = createTally()
  const lostByAuthor = createTally()
  const meetingsByStudent = new Map<string, Map<string, Booking>>()
  const seriesByKey = new Map<string, Map<string, Booking>>()
  const left = createLeftBook()

  function tally(booking: Booking, change: 1 | -1): void {
    if (isMeeting(booking)) {
      meetings.add(toPair(booking.coachId, booking.studentId), change)
      noteMeeting(booking, change)
    }
    noteSeries(booking, change)
    if (booking.state !== 'declined') return
    lostWishes.add(toPair(authorOf(booking), booking.slotId), change)
    lostByAuthor.add(authorOf(booking), change)
    lostByHour.add(toHourKey(authorOf(booking), booking.claimedAt), change)
  }

  function noteMeeting(booking: Booking, change: 1 | -1): void {
    const own = meetingsByStudent.get(booking.studentId) ?? new Map<string, Booking>()
    if (change === 1) own.set(booking.id, booking)
    else own.delete(booking.id)
    if (own.size > 0) meetingsByStudent.set(booking.studentId, own)
    else meetingsByStudent.delete(booking.studentId)
  }

  function noteSeries(booking: Booking, change: 1 | -1): void {
    const key = seriesKeyOf(booking)
    if (key === undefined) return
    const own = seriesByKey.get(key) ?? new Map<string, Booking>()
    if (change === 1) own.set(booking.id, booking)
    else own.delete(booking.id)
    if (own.size > 0) seriesByKey.set(key, own)
    else seriesByKey.delete(key)
  }

  function removeSlot(id: string): void {
    const known = slotById.get(id)
    if (known === undefined) return
    slotById.delete(id)
    removeFrom(slotsByCoach, known.value.coachId, known.value)
  }

  /** @returns as it was known until now */
  function takeOut(id: string): Booking | undefined {
    const known = bookingById.get(id)
    if (known === undefined) return undefined
    bookingById.delete(id)
    tally(known.value, -1)
    removeFrom(bookingsByCoach, known.value.coachId, known.value)
    removeFrom(bookingsByStudent, known.value.studentId, known.value)
    return known.value
  }

  return {
    findSlot: id => slotById.get(id)?.value,
    slotRev: id => slotById.get(id)?.rev,
    bookingRev: id => bookingById.get(id)?.rev,
    findBooking: id => bookingById.get(id)?.value,
    listSlots: (coachId, starts) => listFrom(slotsByCoach, coachId, starts),
    listCoachBookings: (coachId, starts) => listFrom(bookingsByCoach, coachId, starts),
    listStudentBookings: (studentId, starts) => listFrom(bookingsByStudent, studentId, starts),
    haveMet: (coachId, studentId) => meetings.count(toPair(coachId, studentId)) > 0,
    listStudentMeetings: studentId => [...(meetingsByStudent.get(studentId)?.values() ?? [])],
    listSeries: booking =>
      [...(seriesByKey.get(seriesKeyOf(booking) ?? '')?.values() ?? [])].filter(({ id }) => id !== booking.id),
    countLost: (userId, slotId) => lostWishes.count(toPair(userId, slotId)),
    countLostLately: (userId, now) =>
      // Most people have never lost one.
      lostByAuthor.count(userId) === 0
        ? 0
        : listHours(now).reduce((sum, at) => sum + lostByHour.count(toHourKey(userId, at)), 0),
    countSlots: coachId => slotsByCoach.get(coachId)?.size ?? 0,
    listLeft: slotId => left.list(slotId),
    removeSlot,
    removeBooking(id) {
      const known = takeOut(id)
      if (known !== undefined) left.forget(known)
    },
    putSlot(slot, rev) {
      removeSlot(slot.id)
      slotById.set(slot.id, { value: slot, rev })
      addTo(slotsByCoach, slot.coachId, slot)
    },
    putBooking(booking, rev) {
      left.note(takeOut(booking.id), booking)
      bookingById.set(booking.id, { value: booking, rev })
      tally(booking, 1)
      if (!isLiveBooking(booking)) return
      addTo(bookingsByCoach, booking.coachId, booking)
      addTo(bookingsByStudent, booking.studentId, booking)
    },
    *bookings() {
      for (const { value } of bookingById.values()) yield value
    },
    coachIds: () => [...slotsByCoach.keys()],
    *slots() {
      for (const { value } of slotById.values()) yield value
    }
  }
}

/** Whose wish a booking was: the coach's who pencilled, or the student's who claimed. */
export function authorOf({ pencilled, coachId, studentId }: Booking): string {
  return pencilled === true ? coachId : studentId
}

function toPair(a: string, b: string): string {
  return `${a} ${b}`
}

function toHourKey(userId: string, at: Instant): string {
  return toPair(userId, String(Math.floor(at / hourMs)))
}

/** One instant in each hour of the time in which lost attempts count. */
function listHours(now: Instant): readonly Instant[] {
  return Array.from({ length: Math.ceil(lostWithinMs / hourMs) + 1 }, (_, n) => now - n * hourMs)
}

/** The starts of everything that may overlap a session: those less than its length away. */
export function startsThatMayOverlap(startsAt: Instant): Interval {
  return { startsAt: startsAt - slotLengthMs + 1, endsAt: startsAt + slotLengthMs }
}

/** The starts of everything that is not over, and of what ended within two hours: a gap may reach to it. */
export function startsFrom(now: Instant): Interval {
  return { startsAt: now - 2 * slotLengthMs, endsAt: Infinity }
}

/** The starts of everything that may fall on the same calendar day in any zone. */
export function startsAround(at: Instant): Interval {
  const oneAndAHalfDaysMs = 36 * hourMs
  return { startsAt: at - oneAndAHalfDaysMs, endsAt: at + oneAndAHalfDaysMs }
}

function listFrom<T extends Started>(lists: ReadonlyMap<string, StartList<T>>, owner: string, starts: Interval) {
  return lists.get(owner)?.between(starts.startsAt, starts.endsAt) ?? []
}

function addTo<T extends Started>(lists: Map<string, StartList<T>>, owner: string, item: T): void {
  const list = lists.get(owner) ?? createStartList<T>()
  lists.set(owner, list)
  list.put(item)
}

function removeFrom<T extends Started>(lists: Map<string, StartList<T>>, owner: string, item: T): void {
  const list = lists.get(owner)
  list?.remove(item)
  if (list?.size === 0) lists.delete(owner)
}

/** Counts by key; what is at zero takes no memory. */
interface Tally {
  count(key: string): number
  add(key: string, change: number): void
}

function createTally(): Tally {
  const countByKey = new Map<string, number>()
  return {
    count: key => countByKey.get(key) ?? 0,
    add(key, change) {
      const next = (countByKey.get(key) ?? 0) + change
      if (next === 0) countByKey.delete(key)
      else countByKey.set(key, next)
    }
  }
}
