import { isLiveBooking } from '#domain/model/booking.ts'
import { coachProfileSchema } from '#domain/model/coach-profile.ts'
import { isLiveSlot } from '#domain/model/slot.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { createFilledMakingId, isFilledOpen, isSameFilling } from '#domain/model/filled-making.ts'
import { fromWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { listPartyRoles, partyIdOf } from '#domain/projection/party.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { type Interval, overlaps } from '#domain/time/interval.ts'
import { buildIndex } from '#server/gate/memory/build-index.ts'
import { findForks } from '#server/gate/revisions/end-forks.ts'
import type { GateIndex } from '#server/gate/memory/gate-index.ts'
import { openGateStores } from '#server/gate/gate-stores.ts'
import type { Databases, StoredDocument } from '#server/storage/document-store.ts'
import { listBookings, listDocs, listSlots } from './gate-world.ts'

/**
 * What must hold of storage whenever no write is under way.
 * @param historyUntil where `slots` was lost, or put back, without the journal: those of sessions that ended before do not come back
 * @returns one line per violation
 */
export async function findViolations(databases: Databases, historyUntil?: number): Promise<readonly string[]> {
  const [slots, bookings] = [await listSlots(databases), await listBookings(databases)]
  const bookingById = new Map(bookings.map(booking => [booking.id, booking]))
  const slotById = new Map(slots.map(slot => [slot.id, slot]))
  const live = bookings.filter(isLiveBooking)
  const violations = [
    ...findOverlaps(slots.filter(isLiveSlot), slot => `slots of ${slot.coachId}`),
    ...findOverlaps(live, booking => `sessions of ${booking.coachId}`),
    ...findOverlaps(live, booking => `sessions of ${booking.studentId}`)
  ]
  const skips = await listSkips(databases)
  for (const slot of slots) {
    const isSkipped = skips.get(slot.id)?.some(makingId => isSameFilling(slot, { ...slot, makingId }))
    if (isSkipped === true && isFilledOpen(slot)) violations.push(`${slot.id} is filled and skipped`)
    const booking = slot.bookingId === undefined ? undefined : bookingById.get(slot.bookingId)
    if (slot.status === 'requested') violations.push(`${slot.id} is requested`)
    if (slot.status === 'booked' && (booking === undefined || !isLiveBooking(booking))) {
      violations.push(`${slot.id} is booked by ${booking?.state ?? 'nobody'}`)
    }
    if (booking !== undefined && booking.slotId !== slot.id)
      violations.push(`${slot.id} holds ${booking.id}, which is elsewhere`)
    if (slot.status !== 'booked' && slot.bookingId !== undefined) violations.push(`${slot.id} has a stray booking`)
  }
  for (const booking of bookings) {
    if (booking.state === 'confirmed' && booking.terms === undefined) violations.push(`${booking.id} has no terms`)
    const isHistory = historyUntil !== undefined && booking.endsAt <= historyUntil
    if (isLiveBooking(booking) && !isHistory && slotById.get(booking.slotId)?.bookingId !== booking.id) {
      violations.push(`${booking.id} is ${booking.state} without its slot`)
    }
  }
  return violations
}

/** Makings that their coaches have taken away, by slot. */
async function listSkips(databases: Databases): Promise<ReadonlyMap<string, readonly string[]>> {
  const profiles = (await listDocs(databases, 'users')).map(doc => coachProfileSchema.parse(fromWire(doc)))
  const makings = profiles.flatMap(({ id, availability }) =>
    (availability?.skips ?? []).map(({ startsAt, generation }) => ({
      slotId: createSlotId(id, startsAt),
      makingId: createFilledMakingId(id, startsAt, generation)
    }))
  )
  const bySlot = Map.groupBy(makings, ({ slotId }) => slotId)
  return new Map([...bySlot].map(([slotId, of]) => [slotId, of.map(({ makingId }) => makingId)]))
}

/** What a person's database holds besides sessions. */
const ownDocument = /\/(?:(?:notice|busy|watch|meeting|dossier|offered):|blocks$|busy-link$)/

/** What must hold of the copies once the projector is idle. */
export async function findCopyViolations(databases: Databases): Promise<readonly string[]> {
  const bookings = await listBookings(databases)
  const violations: string[] = []
  const copyByKey = new Map<string, StoredDocument>()
  for (const name of await databases.list()) {
    if (!name.startsWith('calls-')) continue
    for (const doc of await listDocs(databases, name)) copyByKey.set(`${name}/${doc._id}`, doc)
    for (const { id, revs } of await findForks(await databases.open(name)))
      violations.push(`${name}/${id} has ${revs.length + 1} live ends`)
  }
  const expected = new Set<string>()
  for (const booking of bookings) {
    for (const role of listPartyRoles(booking)) {
      const key = `${createCallsName(partyIdOf(booking, role))}/${booking.id}`
      expected.add(key)
      const copy = copyByKey.get(key)
      if (copy?.['status'] !== booking.state) violations.push(`${key} is not ${booking.state}`)
      if (copy !== undefined && copy['slotId'] !== booking.slotId) violations.push(`${key} is not in ${booking.slotId}`)
      if (copy !== undefined && !isSame(copy['terms'], booking.terms)) violations.push(`${key} has other terms`)
    }
  }
  for (const key of copyByKey.keys()) {
    if (!ownDocument.test(key) && !expected.has(key)) violations.push(`${key} belongs to no booking`)
  }
  return violations
}

/** What the gate would build from storage now, as text that can be compared. */
export async function describeStorage(databases: Databases): Promise<string> {
  const { index } = await buildIndex(await openGateStores(databases), {
    info: () => {},
    warn: () => {},
    error: () => {}
  })
  return describeIndex(index)
}

export function describeIndex(index: GateIndex): string {
  return JSON.stringify([[...index.slots()].sort(byId), [...index.bookings()].sort(byId)], sortKeys, 1)
}

function sortKeys(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
}

function byId(a: { readonly id: string }, b: { readonly id: string }): number {
  return a.id < b.id ? -1 : 1
}

function findOverlaps<T extends Interval & { readonly id: string }>(
  items: readonly T[],
  nameOf: (item: T) => string
): readonly string[] {
  return [...Map.groupBy(items, nameOf)].flatMap(([name, group]) => {
    const ordered = [...group].sort((a, b) => a.startsAt - b.startsAt)
    return ordered.flatMap((item, position) => {
      const next = ordered[position + 1]
      return next !== undefined && overlaps(item, next) ? [`${name} overlap: ${item.id} ${next.id}`] : []
    })
  })
}
