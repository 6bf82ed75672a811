import type { Booking } from '#domain/model/booking.ts'
import { listPartyRoles, partyIdOf } from '#domain/projection/party.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { listWantedDocuments, type WantedDocument } from '../copies/wanted-copies.ts'
import { lockNames, runLocked } from '../locks/keyed-lock.ts'
import type { DocumentStore, WritableDocument } from '../storage/document-store.ts'
import type { ProjectorParts } from './projector-contract.ts'

/** How many people's databases are written at the same time. */
const maxConcurrent = 32
/** So many sessions of one person at a time: somebody who writes to that person's copies waits no longer than for these. */
const pageSize = 100

type ProjectionParts = Pick<
  ProjectorParts,
  'databases' | 'people' | 'locks' | 'findBooking' | 'listSeries' | 'signer' | 'now' | 'keepPhonesMs'
>

/** How a projection touches people's databases. */
export interface ProjectionOptions {
  /** Left out: both parties of each booking. */
  readonly onlyFor?: string | undefined
  /** Called before copies are written for a person. */
  readonly beforeCopies: (userId: string) => Promise<void>
  /** Called after it. */
  readonly afterCopies: (userId: string) => void
  /** Called where something of it could not be written. */
  readonly onFailure: (userId: string) => void
}

/**
 * Brings the copies of all parties of these bookings up to date, page by page for each person, different people at once. What the journal
 * says is read while the person's copies are locked: whoever changes it holds them, too.
 * @returns the ids of bookings that could not be projected for somebody, with why
 */
export async function projectBookings(
  bookings: readonly Booking[],
  parts: ProjectionParts,
  { onlyFor, beforeCopies, afterCopies, onFailure }: ProjectionOptions
): Promise<ReadonlyMap<string, unknown>> {
  const { databases, locks } = parts
  const failed = new Map<string, unknown>()
  const waiting = [...listIdsByPerson(bookings, onlyFor)]

  async function projectFor(userId: string, ids: readonly string[]): Promise<void> {
    try {
      await beforeCopies(userId)
      const store = await databases.open(createCallsName(userId))
      const lost = await runLocked(locks, [lockNames.copies(userId)], () => writeCopies(store, userId, ids, parts))
      for (const [id, error] of lost) failed.set(id, error)
      if (lost.size > 0) onFailure(userId)
      afterCopies(userId)
    } catch (error) {
      onFailure(userId)
      for (const id of ids) failed.set(id, error)
    }
  }
  async function takeNext(): Promise<void> {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [userId, ids] = next
      for (let at = 0; at < ids.length; at += pageSize) await projectFor(userId, ids.slice(at, at + pageSize))
    }
  }
  await Promise.all(Array.from({ length: Math.min(maxConcurrent, waiting.length) }, takeNext))
  return failed
}

function listIdsByPerson(
  bookings: readonly Booking[],
  onlyFor: string | undefined
): ReadonlyMap<string, readonly string[]> {
  const idsByPerson = new Map<string, string[]>()
  for (const booking of bookings) {
    for (const userId of listPartyRoles(booking).map(role => partyIdOf(booking, role))) {
      if (onlyFor !== undefined && onlyFor !== userId) continue
      const ids = idsByPerson.get(userId) ?? []
      idsByPerson.set(userId, ids)
      ids.push(booking.id)
    }
  }
  return idsByPerson
}

/** One person's copies and notices of these bookings, in one read and at most one synced write. The person's copies are locked. */
async function writeCopies(
  store: DocumentStore,
  userId: string,
  ids: readonly string[],
  parts: ProjectionParts
): Promise<ReadonlyMap<string, unknown>> {
  const { people, findBooking, listSeries } = parts
  const failed = new Map<string, unknown>()
  const known = new Set<string>()
  const wanted: { readonly bookingId: string; readonly document: WantedDocument }[] = []
  for (const booking of ids.flatMap(id => findBooking(id) ?? [])) {
    const role = listPartyRoles(booking).find(one => partyIdOf(booking, one) === userId)
    if (role === undefined) continue
    const [coach, student] = await Promise.all([booking.coachId, booking.studentId].map(id => people.findPerson(id)))
    try {
      const documents = listWantedDocuments(
        { booking, role, parties: { coach, student }, series: [...listSeries(booking), booking] },
        parts
      )
      for (const document of documents) {
        // Each booking of a series has the same notice.
        if (known.has(document.id)) continue
        known.add(document.id)
        wanted.push({ bookingId: booking.id, document })
      }
    } catch (error) {
      failed.set(booking.id, error)
    }
  }
  const stored = await store.read(wanted.map(({ document }) => document.id))
  const writes: { readonly doc: WritableDocument; readonly bookingId: string }[] = []
  for (const [position, { bookingId, document }] of wanted.entries()) {
    try {
      const doc = document.build(stored[position])
      if (doc !== undefined) writes.push({ bookingId, doc })
    } catch (error) {
      failed.set(bookingId, error)
    }
  }
  const rows = await store.write(
    writes.map(({ doc }) => doc),
    { newEdits: true }
  )
  for (const [position, row] of rows.entries()) {
    const id = writes[position]?.bookingId
    if ('error' in row && id !== undefined) failed.set(id, new Error(`copy not stored: ${row.name}`))
  }
  return failed
}
