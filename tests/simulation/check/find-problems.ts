import { type Booking, isLiveBooking } from '#domain/model/booking.ts'
import { slotFromId } from '#domain/model/slot.ts'
import { overlaps } from '#domain/time/interval.ts'
import { findCopyViolations, findViolations } from '../../support/gate-invariants.ts'
import type { Databases } from '#server/storage/document-store.ts'
import { findTold } from '#domain/notices/series-notice.ts'
import { findClockProblems } from './find-clock-problems.ts'
import { findBusyProblems } from './find-busy-problems.ts'
import { findDayProblems } from './find-day-problems.ts'
import { findUndoProblems } from './find-undo-problems.ts'
import { findHoursProblems } from './find-hours-problems.ts'
import { findReachProblems, mayBeArranged } from './find-reach-problems.ts'
import { findSeriesProblems } from './find-series-problems.ts'
import { findSharedProblems } from './find-shared-problems.ts'
import { findSetBackProblems, isForgottenRightly, isLeftRightly } from './find-set-back-problems.ts'
import { type DeviceName, devicesOf, ownerOf, type PersonName, people } from '../plan/people.ts'
import type { Ledger } from '../world/ledger.ts'
import type { Settled } from '../world/settle.ts'
import type { Truth } from '../world/read-truth.ts'
import type { StoredBook } from '../world/stored/stored-book.ts'

/** What must hold when everybody is online and at rest. @returns one line per problem */
export async function findProblems(parts: {
  readonly databases: Databases
  readonly settled: Settled
  /** Of somebody's account as it is. */
  readonly findPhone: (userId: string) => string | undefined
  readonly ledger: Ledger
  readonly book: StoredBook
  readonly userIdByPerson: ReadonlyMap<PersonName, string>
  /** Where the slots were lost, or put back, alone: until when sessions that have ended are without theirs, epoch ms. */
  readonly historyUntil: number | undefined
  /** How wrong each device's clock is in the end, ms. */
  readonly skewMs: ReadonlyMap<DeviceName, number>
}): Promise<readonly string[]> {
  const { databases, settled } = parts
  return [
    ...settled.unrest.map(line => `no rest: ${line}`),
    ...(await findViolations(databases, parts.historyUntil)),
    ...(await findCopyViolations(databases)),
    ...findDoubleBookings(settled.truth),
    ...findRequested(settled),
    ...findOpenMessages(settled),
    ...findLostMessages(parts),
    ...findSeriesProblems(settled),
    ...findUnjudged(parts),
    ...findUnjudgedPencils(parts),
    ...findSharedProblems(settled.truth, parts.userIdByPerson),
    ...findLostWords(parts),
    ...findLostSlots(parts),
    ...findOldPhones(parts),
    ...findSetBackProblems(parts),
    ...findHoursProblems(parts),
    ...findBusyProblems(settled.truth, parts.userIdByPerson, parts.ledger.serverTimes.latest),
    ...findDayProblems(parts),
    ...findUndoProblems(parts),
    ...findReachProblems(parts),
    ...findClockProblems(parts)
  ]
}

type Facts = Omit<Parameters<typeof findProblems>[0], 'databases'>

function findDoubleBookings({ bookings }: Truth): readonly string[] {
  const liveBySlot = Map.groupBy(bookings.filter(isLiveBooking), ({ slotId }) => slotId)
  return [...liveBySlot]
    .filter(([, live]) => live.length > 1)
    .map(([id, live]) => `${id} is booked ${live.length} times`)
}

/** A claim is a slot's state on its claimant's device alone, until the verdict. */
function findRequested({ reportByDevice }: Settled): readonly string[] {
  return [...reportByDevice].flatMap(([device, { slots }]) =>
    slots.filter(({ status }) => status === 'requested').map(({ id }) => `${device} still claims ${id}`)
  )
}

/** What a student writes to a coach is for the two alone: no slot has it, at the server or on a device (BK23, BK24). */
function findOpenMessages({ truth, reportByDevice }: Settled): readonly string[] {
  const shown = [...reportByDevice].flatMap(([device, { slots }]) => slots.map(slot => [device, slot] as const))
  const inSlots = [...truth.slots.map(slot => ['the server', slot] as const), ...shown]
    .filter(([, slot]) => 'message' in slot)
    .map(([where, { id }]) => `${where} has a message in ${id}`)
  const ofLost = truth.bookings
    .filter(({ state, message }) => state === 'declined' && message !== undefined)
    .map(({ id }) => `the lost claim ${id} keeps its message`)
  return [...inSlots, ...ofLost]
}

/** What was written beside a claim that was granted is in the journal and in both copies (BK23). */
function findLostMessages({ settled, ledger }: Facts): readonly string[] {
  const { bookings, copiesByPerson } = settled.truth
  const copies = [...copiesByPerson.values()].flat()
  return ledger.entries.flatMap(({ device, did: { claimed, typed } }) => {
    const booking = bookings.find(({ id }) => id === claimed?.bookingId)
    if (booking === undefined || typed === undefined || booking.state === 'declined') return []
    const ofBooking = copies.filter(({ id }) => id === booking.id)
    const isThere = [booking, ...ofBooking].every(({ message }) => message === typed)
    return isThere ? [] : [`the message of ${device} is not with all of ${booking.id}`]
  })
}

/** Each claim has one verdict, which all devices of its student show. */
function findUnjudged({ settled, ledger, book, userIdByPerson }: Facts): readonly string[] {
  const { bookings } = settled.truth
  return ledger.entries.flatMap(({ device, isSetBack, did: { claimed } }) => {
    if (claimed === undefined) return []
    const { bookingId, slotId } = claimed
    const studentId = userIdByPerson.get(ownerOf(device))
    const verdict = bookings.find(({ id }) => id === bookingId)
    if (verdict === undefined) {
      // BK6: the slot was this student's already, by the other device; nothing is remembered.
      const isOwn = bookings.some(booking => hasHeld(booking, slotId) && booking.studentId === studentId)
      // Nor where the coach's account is disabled, or the student has to ask the coach: the device that asked is told.
      const isTold = settled.reportByDevice.get(device)?.notices.some(notice => {
        const reason = findTold(notice, bookingId)?.reason
        return reason === 'slot-gone' || (reason === 'by-arrangement' && mayBeArranged(slotId, studentId, book))
      })
      if (isSetBack && isForgottenRightly({ bookingId, slotId }, ownerOf(device), { settled, ledger })) return []
      return isOwn || isTold === true ? [] : [`the claim ${bookingId} of ${device} has no verdict`]
    }
    if (verdict.studentId !== studentId) return [`the claim ${bookingId} of ${device} is somebody else's`]
    return devicesOf(ownerOf(device)).flatMap(other => {
      const shown = settled.reportByDevice.get(other)?.calls.find(({ id }) => id === bookingId)
      return shown?.status === verdict.state ? [] : [`${other} shows ${bookingId} as ${shown?.status ?? 'nothing'}`]
    })
  })
}

/** A pencilled session has a verdict, its coach was told why it has none, or took it back. */
function findUnjudgedPencils({ settled, ledger }: Facts): readonly string[] {
  const { bookings } = settled.truth
  return ledger.entries.flatMap(({ device, isSetBack, did: { pencilled } }) => {
    if (pencilled === undefined) return []
    const { bookingId, slotId, studentId } = pencilled
    const isJudged = bookings.some(
      // PC9: the student holds the slot already; nothing is remembered.
      booking => booking.id === bookingId || (hasHeld(booking, slotId) && booking.studentId === studentId)
    )
    if (isSetBack && isForgottenRightly({ bookingId, slotId }, ownerOf(device), { settled, ledger })) return []
    const isTakenBack = ledger.entries.some(({ did }) => did.takenBack?.bookingId === bookingId)
    const isTold = devicesOf(ownerOf(device)).some(other =>
      settled.reportByDevice
        .get(other)
        ?.notices.some(notice => notice.subject.id === bookingId || findTold(notice, bookingId) !== undefined)
    )
    return isJudged || isTakenBack || isTold ? [] : [`the pencilled ${bookingId} of ${device} has no verdict`]
  })
}

/** What was typed and not taken back is in a document of its author, or in a notice on one of the author's devices. */
function findLostWords({ settled, ledger }: Facts): readonly string[] {
  const everything = new Map<PersonName, string>(
    people.map(({ name, devices }) => {
      const shown = devices.map(device => settled.reportByDevice.get(device))
      const texts = shown.flatMap(report => [
        report?.notices,
        report?.calls,
        [...(report?.dossiers.values() ?? [])],
        report?.coaches,
        report?.drafts
      ])
      return [name, JSON.stringify([settled.truth.copiesByPerson.get(name), texts])]
    })
  )
  const isTakenBack = (words: string, owner: PersonName): boolean =>
    ledger.entries.some(
      ({ device, did: { takenBack } }) =>
        ownerOf(device) === owner && takenBack?.after.includes(words) === true && !takenBack.before.includes(words)
    )
  return ledger.entries.flatMap(({ device, did: { typed } }) =>
    typed === undefined ||
    isTakenBack(typed, ownerOf(device)) ||
    everything.get(ownerOf(device))?.includes(typed) === true
      ? []
      : [`${device} typed "${typed}", which is nowhere`]
  )
}

/** A slot that was made is there, unless its coach gave it up, called its session off, or was told what became of it. */
function findLostSlots({ settled, ledger }: Facts): readonly string[] {
  const { slots, bookings } = settled.truth
  const kept = new Set(slots.map(({ id }) => id))
  const givenUp = new Set(
    ledger.entries.flatMap(({ did }) => [
      ...(did.takenBack?.slotIds ?? []),
      ...(did.withdrawn ?? []),
      did.removed ?? ''
    ])
  )
  for (const { slotId, state, moves } of bookings) {
    if (state === 'cancelled') givenUp.add(slotId)
    for (const move of moves ?? []) givenUp.add(move.fromSlotId)
  }
  // A session that came to hours without a slot took the open slots along that it overlapped (RS13).
  const cameTo = bookings
    .flatMap(({ moves = [] }) => moves.filter(({ by }) => by === 'coach'))
    .map(({ toSlotId }) => toSlotId)
  const gaveWay = (id: string) => cameTo.some(to => to !== id && isOverlap(to, id))
  return ledger.entries.flatMap(({ device, isSetBack, did: { created } }) => {
    if (created === undefined || kept.has(created) || givenUp.has(created) || gaveWay(created)) return []
    if (isSetBack && isLeftRightly(created, ownerOf(device), ledger)) return []
    const isTold = devicesOf(ownerOf(device)).some(other =>
      settled.reportByDevice
        .get(other)
        ?.notices.some(({ subject, mine }) => subject.id === created || mine?.includes(created))
    )
    return isTold ? [] : [`${device} made ${created}, which is nowhere`]
  })
}

function isOverlap(a: string, b: string): boolean {
  const [one, other] = [slotFromId(a), slotFromId(b)]
  return one !== undefined && other !== undefined && one.coachId === other.coachId && overlaps(one, other)
}

/** A copy that shows the other party's number shows the one of today. */
function findOldPhones({ settled, findPhone }: Facts): readonly string[] {
  return [...settled.truth.copiesByPerson].flatMap(([person, copies]) =>
    copies
      // That of a cancelled session is never refreshed (PH3).
      .filter(({ status }) => status !== 'cancelled')
      .filter(({ otherPhone, otherId }) => otherPhone !== undefined && otherPhone !== findPhone(String(otherId)))
      .map(({ id }) => `${person}'s copy of ${id} has an old phone number`)
  )
}

/** Whether a session is or has been in a slot. */
function hasHeld(booking: Booking, slotId: string): boolean {
  return booking.slotId === slotId || booking.moves?.some(({ fromSlotId }) => fromSlotId === slotId) === true
}
