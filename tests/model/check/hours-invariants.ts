import { findWantedStart } from '#domain/hours/list-starts.ts'
import { planHours } from '#domain/hours/plan-hours.ts'
import { createFilledMakingId, isFilledOpen, isSameFilling } from '#domain/model/filled-making.ts'
import { type Booking, isLiveBooking } from '#domain/model/booking.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Slot } from '#domain/model/slot.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { coachId } from '../world/people.ts'
import type { ServerState, World } from '../world/state.ts'

/** What a skip of the stored hours says is not filled (AV4). A slot that has begun stays as it is. */
function findFilledSkip({ server, now }: World): string | undefined {
  const skips = server.pages[coachId]?.value?.availability?.skips ?? []
  for (const { startsAt, generation } of skips) {
    const slot = server.slots[createSlotId(coachId, startsAt)]?.value
    if (slot === undefined || !isFilledOpen(slot) || startsAt <= now) continue
    const makingId = createFilledMakingId(coachId, startsAt, generation)
    if (isSameFilling(slot, { ...slot, makingId })) return `${slot.id} is filled and skipped`
  }
  return undefined
}

/** Once all is at rest, the calendar having been filled: it is as the hours say, without what their coach took away. */
export function findHoursProblem(world: World): string | undefined {
  const page = world.server.pages[coachId]?.value
  return page === undefined
    ? undefined
    : (findFilledSkip(world) ?? findFilledAgain(world, page) ?? findUnfilled(world, page))
}

/** A start that was taken away is open only where a hand made it, a session left it, or the coach is asked about other hours (SB2). */
function findFilledAgain({ server, devices, takenAway, calendar, now }: World, { availability, zone }: CoachProfile) {
  const made = new Set(Object.entries(calendar).flatMap(([key, fate]) => (fate === 'made' ? [key.split(' ')[1]] : [])))
  const isAsked = Object.values(devices).some(({ notices }) =>
    Object.values(notices).some(({ subject }) => subject.collection === 'users')
  )
  if (isAsked) return undefined
  const again = takenAway.find(({ slotId, generation }) => {
    const slot = server.slots[slotId]?.value
    if (slot?.status !== 'open' || slot.startsAt <= now || availability === undefined) return false
    if (findWantedStart(availability, zone, slot.startsAt)?.generation !== generation) return false
    return !wasBooked(server, slotId) && (isFilledOpen(slot) || !made.has(slotId))
  })
  return again === undefined ? undefined : `${again.slotId} was taken away, and is open again`
}

/** Whatever the hours want, and nobody took away or booked, is there. */
function findUnfilled({ server, calendar, now }: World, page: CoachProfile): string | undefined {
  const { availability } = page
  if (availability === undefined || server.disabled.includes(coachId)) return undefined
  const slots = Object.values(server.slots).flatMap(({ value }): readonly Slot[] =>
    value === undefined ? [] : [value]
  )
  const bookings = Object.values(server.journal).filter(isLiveBooking)
  const coach = { ...page, availability: { ...availability, skips: [] } }
  const { add } = planHours({ coach, isActive: true, slots, bookings, busy: [], now })
  const gone = new Set(Object.keys(calendar).map(key => key.split(' ')[1]))
  const unfilled = add.find(({ id }) => !gone.has(id) && !wasBooked(server, id))
  return unfilled === undefined ? undefined : `hours want ${unfilled.id}, which nobody took away`
}

function wasBooked({ journal }: ServerState, slotId: string): boolean {
  return Object.values(journal).some((booking: Booking) => {
    if (booking.state === 'declined') return false
    return booking.slotId === slotId || booking.moves?.some(({ fromSlotId }) => fromSlotId === slotId) === true
  })
}
