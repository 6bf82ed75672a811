import { changeHours, type HoursChange } from '#domain/hours/change-hours.ts'
import { findWantedStart } from '#domain/hours/list-starts.ts'
import { planHours } from '#domain/hours/plan-hours.ts'
import { addSkip } from '#domain/hours/skips.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import { isLiveSlot, type Slot } from '#domain/model/slot.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { minuteMs } from '#domain/time/durations.ts'
import { dateAt, weekdayOf } from '#domain/time/wall-clock.ts'
import { writeLocal } from '../device.ts'
import type { DeviceState, World } from '../state.ts'
import type { Act, View } from './view.ts'

const dayMin = 1_440

/** What a coach sets: one of two starts on the day of the scene, none, or a day off and its end. */
export function listHoursActs(view: View): readonly Act[] {
  const { page, starts, id, now } = view
  if (page?.availability === undefined) return []
  const date = dateAt(starts[0] ?? now, page.zone)
  const weekday = weekdayOf(date)
  const toMinutes = (startsAt: number): number => (startsAt / minuteMs) % dayMin
  const isOff = page.availability.overrides.length > 0
  const changes: readonly (readonly [string, HoursChange])[] = [
    ...starts.map(start => [`hours from ${start}`, { weekly: [{ weekday, starts: [toMinutes(start)] }] }] as const),
    ['no hours', { weekly: [{ weekday, starts: [] }] }],
    isOff
      ? ['no day off', { dates: { from: date, to: date, starts: 'as-usual' } }]
      : ['a day off', { dates: { from: date, to: date, starts: [] } }]
  ]
  return changes.flatMap(([what, change], n) => {
    const next = changeHours(page, change, id.slice(-8), now)
    if (isSame(next.availability, page.availability)) return []
    const name = n < starts.length ? `hours from ${new Date(starts[n] ?? 0).toISOString().slice(11, 16)}` : what
    return [{ name: `set ${name}`, device: setHours(next, view) }]
  })
}

function setHours(next: CoachProfile, view: View): DeviceState {
  const device = writeLocal(view.device, 'users', { deleted: false, value: next })
  if (view.filling !== 'both-sides') return device
  const slots = view.slots.filter(isLiveSlot)
  const { add } = planHours({ coach: next, isActive: true, slots, bookings: [], busy: [], now: view.now })
  return add.reduce<DeviceState>(
    (state, slot) => writeLocal(state, 'slots', { deleted: false, value: { ...slot, makingId: view.id } }),
    device
  )
}

/** The skip that a device writes with a removal (AV4). */
export function skipRemoved(
  device: DeviceState,
  { startsAt, status }: Slot,
  { page, now, filling }: View
): DeviceState {
  const isLeft = filling === 'tombstones' || filling === 'gate-skips' || status !== 'open'
  const next = page === undefined || isLeft ? undefined : addSkip(page, startsAt, now)
  return next === undefined ? device : writeLocal(device, 'users', { deleted: false, value: next })
}

/** What hours wanted where an open slot is removed. */
export function listTakenAway({ id, startsAt, status }: Slot, { page, now }: View): World['takenAway'] {
  if (page?.availability === undefined || status !== 'open' || startsAt <= now) return []
  const wanted = findWantedStart(page.availability, page.zone, startsAt)
  return wanted === undefined ? [] : [{ slotId: id, generation: wanted.generation }]
}
