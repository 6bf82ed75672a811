import type { Booking } from '#domain/model/booking.ts'
import type { Slot } from '#domain/model/slot.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { fromWire } from '#domain/model/wire.ts'
import type { Databases } from '#server/storage/document-store.ts'
import { listBookings, listDocs, listSlots } from '../../support/gate-world.ts'
import type { PersonName } from '../plan/people.ts'

export type Plain = Readonly<Record<string, unknown>> & { readonly id: string }

/** What the server holds. */
export interface Truth {
  readonly slots: readonly Slot[]
  readonly bookings: readonly Booking[]
  readonly coaches: readonly Plain[]
  /** Bookings and notices as each person may read them. */
  readonly copiesByPerson: ReadonlyMap<PersonName, readonly Plain[]>
}

export async function readTruth(databases: Databases, userIdByPerson: ReadonlyMap<PersonName, string>): Promise<Truth> {
  const plain = async (name: string): Promise<readonly Plain[]> =>
    (await listDocs(databases, name)).map(doc => fromWire(doc) as Plain)
  const copies = [...userIdByPerson].map(
    async ([person, userId]) => [person, await plain(createCallsName(userId))] as const
  )
  return {
    slots: await listSlots(databases),
    bookings: await listBookings(databases),
    coaches: await plain('users'),
    copiesByPerson: new Map(await Promise.all(copies))
  }
}
