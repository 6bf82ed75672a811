import { type Booking, isLiveBooking, isMeeting } from '#domain/model/booking.ts'
import type { Slot } from '#domain/model/slot.ts'
import { parseSlotId } from '#domain/model/slot-id.ts'
import { seriesKeyOf } from '#domain/series/find-series.ts'
import { contains } from '#domain/time/interval.ts'
import { authorOf, type GateView } from './gate-index.ts'

/** The index as it will be once everything judged so far in the batch is stored. */
export interface StagedView extends GateView {
  /** @param slot undefined where it is removed */
  stageSlot(id: string, slot: Slot | undefined): void
  stageBooking(booking: Booking): void
  hasSlot(id: string): boolean
  hasBooking(id: string): boolean
}

export function createStagedView(base: GateView): StagedView {
  const slotById = new Map<string, Slot | undefined>()
  const bookingById = new Map<string, Booking>()

  function overlayBookings(stored: readonly Booking[], isMeant: (booking: Booking) => boolean): readonly Booking[] {
    if (bookingById.size === 0) return stored
    const staged = [...bookingById.values()].filter(booking => isLiveBooking(booking) && isMeant(booking))
    return [...stored.filter(booking => !bookingById.has(booking.id)), ...staged]
  }

  function listNewlyLost(userId: string): readonly Booking[] {
    return [...bookingById.values()].filter(
      booking =>
        booking.state === 'declined' && authorOf(booking) === userId && base.findBooking(booking.id) === undefined
    )
  }

  return {
    stageSlot: (id, slot) => void slotById.set(id, slot),
    stageBooking: booking => void bookingById.set(booking.id, booking),
    hasSlot: id => slotById.has(id),
    hasBooking: id => bookingById.has(id),
    findSlot: id => (slotById.has(id) ? slotById.get(id) : base.findSlot(id)),
    findBooking: id => bookingById.get(id) ?? base.findBooking(id),
    haveMet: (coachId, studentId) =>
      base.haveMet(coachId, studentId) ||
      [...bookingById.values()].some(
        booking => isMeeting(booking) && booking.coachId === coachId && booking.studentId === studentId
      ),
    listStudentMeetings(studentId) {
      const stored = base.listStudentMeetings(studentId)
      if (bookingById.size === 0) return stored
      const staged = [...bookingById.values()].filter(booking => isMeeting(booking) && booking.studentId === studentId)
      return [...stored.filter(booking => !bookingById.has(booking.id)), ...staged]
    },
    listSeries(booking) {
      const key = seriesKeyOf(booking)
      const stored = base.listSeries(booking)
      if (key === undefined || bookingById.size === 0) return stored
      const staged = [...bookingById.values()].filter(other => seriesKeyOf(other) === key && other.id !== booking.id)
      return [...stored.filter(other => !bookingById.has(other.id)), ...staged]
    },
    countLost: (userId, slotId) =>
      base.countLost(userId, slotId) + listNewlyLost(userId).filter(booking => booking.slotId === slotId).length,
    countLostLately: (userId, now) => base.countLostLately(userId, now) + listNewlyLost(userId).length,
    countSlots(coachId) {
      const changed = [...slotById].filter(([id]) => (parseSlotId(id)?.coachId ?? '') === coachId)
      const [now, before] = [
        changed.filter(([, slot]) => slot !== undefined),
        changed.filter(([id]) => base.findSlot(id) !== undefined)
      ]
      return base.countSlots(coachId) + now.length - before.length
    },
    listSlots(coachId, starts) {
      const stored = base.listSlots(coachId, starts)
      if (slotById.size === 0) return stored
      const staged = [...slotById.values()].filter(
        slot => slot !== undefined && slot.coachId === coachId && contains(starts, slot.startsAt)
      ) as readonly Slot[]
      return [...stored.filter(slot => !slotById.has(slot.id)), ...staged]
    },
    listCoachBookings: (coachId, starts) =>
      overlayBookings(
        base.listCoachBookings(coachId, starts),
        booking => booking.coachId === coachId && contains(starts, booking.startsAt)
      ),
    listStudentBookings: (studentId, starts) =>
      overlayBookings(
        base.listStudentBookings(studentId, starts),
        booking => booking.studentId === studentId && contains(starts, booking.startsAt)
      )
  }
}
