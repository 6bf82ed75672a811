import { isLiveBooking } from '#domain/model/booking.ts'
import type { Booking } from '#domain/model/booking.ts'
import type { Did } from '../../simulation/device/protocol.ts'
import type { Plain } from '../../simulation/world/read-truth.ts'
import type { DeviceReport } from './protocol.ts'

/** One thing that was done on a device, which its owner was told nothing bad of. */
export interface Done {
  readonly device: string
  readonly did: Did
}

/** What is there when all is calm again. */
export interface Outcome {
  readonly slots: readonly Plain[]
  readonly bookings: readonly Booking[]
  /** The copies, own page and notices of whoever owns the device, as the server holds them. */
  readonly documentsByDevice: ReadonlyMap<string, readonly Plain[]>
  readonly reportsByDevice: ReadonlyMap<string, DeviceReport>
  /** All devices of the owner of each device. */
  readonly siblings: (device: string) => readonly string[]
  readonly userIdOf: (device: string) => string
}

/** Acts that were applied twice, or neither applied nor in an inbox. */
export function judgeStorm(done: readonly Done[], outcome: Outcome): readonly string[] {
  return [
    ...findLostWords(done, outcome),
    ...findUnjudged(done, outcome),
    ...findLostSlots(done, outcome),
    ...findDoubleBookings(outcome)
  ]
}

function inboxOf(device: string, { siblings, reportsByDevice }: Outcome): string {
  const reports = siblings(device).map(name => reportsByDevice.get(name))
  return JSON.stringify(reports.map(report => [report?.notices, report?.drafts]))
}

function findLostWords(done: readonly Done[], outcome: Outcome): readonly string[] {
  return done.flatMap(({ device, did: { typed } }) => {
    if (typed === undefined) return []
    const documents = (outcome.documentsByDevice.get(device) ?? []).filter(({ kind }) => kind !== 'notice')
    // A cancellation's reason stands in the request and in what came of it; other words stand in one place.
    const { length } = documents
      .map(({ request: _, lastRequest: _verdict, ...fields }) => JSON.stringify(fields))
      .join()
      .split(typed)
    if (length > 2) return [`${device} typed "${typed}" once, and it stands there ${length - 1} times`]
    return length === 2 || inboxOf(device, outcome).includes(typed)
      ? []
      : [`${device} typed "${typed}", which is nowhere`]
  })
}

function findUnjudged(done: readonly Done[], outcome: Outcome): readonly string[] {
  return done.flatMap(({ device, did: { claimed } }) => {
    if (claimed === undefined) return []
    const { bookingId, slotId } = claimed
    const studentId = outcome.userIdOf(device)
    const verdict = outcome.bookings.find(({ id }) => id === bookingId)
    if (verdict === undefined) {
      // BK6: the slot was this student's already, and nothing is remembered.
      const isOwn = outcome.bookings.some(booking => booking.slotId === slotId && booking.studentId === studentId)
      return isOwn ? [] : [`the claim ${bookingId} of ${device} has no verdict`]
    }
    const shown = outcome.reportsByDevice.get(device)?.calls.find(({ id }) => id === bookingId)?.status
    return shown === verdict.state ? [] : [`${device} shows ${bookingId} as ${shown}, and it is ${verdict.state}`]
  })
}

function findLostSlots(done: readonly Done[], outcome: Outcome): readonly string[] {
  const there = new Set(outcome.slots.map(({ id }) => id))
  const givenUp = new Set(done.flatMap(({ did }) => did.removed ?? []))
  for (const { slotId, state } of outcome.bookings) if (state === 'cancelled') givenUp.add(slotId)
  return done.flatMap(({ device, did: { created } }) => {
    if (created === undefined || there.has(created) || givenUp.has(created)) return []
    return inboxOf(device, outcome).includes(created) ? [] : [`${device} made ${created}, which is nowhere`]
  })
}

function findDoubleBookings({ bookings }: Outcome): readonly string[] {
  const liveBySlot = Map.groupBy(bookings.filter(isLiveBooking), ({ slotId }) => slotId)
  return [...liveBySlot].flatMap(([id, live]) => (live.length > 1 ? [`${id} is booked ${live.length} times`] : []))
}
