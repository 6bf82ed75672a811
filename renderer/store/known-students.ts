import type { Call } from '#domain/model/call.ts'
import type { UserId } from '#domain/model/primitives.ts'

/** A person whom a coach has had a booking with, as the newest copy knows them. */
export interface KnownStudent {
  readonly id: UserId
  /** Empty where the account was erased. */
  readonly name: string
  readonly phone?: string
  readonly zone?: string
  /** Start of the latest session, epoch ms. */
  readonly lastStartsAt: number
}

export function byNewestStart(a: Call, b: Call): number {
  return b.startsAt - a.startsAt || (a.id < b.id ? -1 : 1)
}

/** Everybody whom a coach may pencil in (PC2), by name; erased accounts are nobody any more. @param calls the coach's copies */
export function listKnownStudents(calls: readonly Call[]): readonly KnownStudent[] {
  const studentById = new Map<UserId, KnownStudent>()
  for (const call of [...calls].sort(byNewestStart)) {
    const { otherId: id, otherName: name, otherPhone: phone, otherZone: zone, startsAt } = call
    if (call.partyRole !== 'coach' || call.status === 'declined' || call.status === 'pencilled') continue
    if (studentById.has(id) || name === '') continue
    studentById.set(id, {
      id,
      name,
      lastStartsAt: startsAt,
      ...(phone === undefined ? {} : { phone }),
      ...(zone === undefined ? {} : { zone })
    })
  }
  return [...studentById.values()].sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
}
