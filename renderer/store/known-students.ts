import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Relation } from '#domain/model/relation.ts'
import type { UserId } from '#domain/model/primitives.ts'

/** A person whom a coach has had a booking with, or who has accepted the coach's invitation, as the newest copy knows them. */
export interface KnownStudent {
  readonly id: UserId
  /** Empty where the account was erased. */
  readonly name: string
  readonly phone?: string
  readonly zone?: string
  /** Start of the latest session, epoch ms; absent before the first one. */
  readonly lastStartsAt?: number
}

export function byNewestStart(a: SessionCopy, b: SessionCopy): number {
  return b.startsAt - a.startsAt || (a.id < b.id ? -1 : 1)
}

/** The number of somebody, from the newest session that still has one: a cancelled one loses it (PH2). @param calls in any order */
export function findPhoneOf(userId: UserId | undefined, calls: readonly SessionCopy[]): string | undefined {
  const own = calls.filter(({ otherId, status }) => otherId === userId && status !== 'declined')
  return own.toSorted(byNewestStart).find(({ otherPhone }) => otherPhone !== undefined)?.otherPhone
}

/** Everybody whom a coach may pencil in (PC2), by name; erased accounts are nobody any more. @param calls the coach's copies */
export function listKnownStudents(
  calls: readonly SessionCopy[],
  relations: readonly Relation[]
): readonly KnownStudent[] {
  const phoneById = new Map<UserId, string>()
  const studentById = new Map<UserId, KnownStudent>()
  for (const call of [...calls].sort(byNewestStart)) {
    const { otherId: id, otherName: name, otherPhone, otherZone: zone, startsAt } = call
    if (call.partyRole !== 'coach' || call.status === 'declined' || call.status === 'pencilled') continue
    if (otherPhone !== undefined && !phoneById.has(id)) phoneById.set(id, otherPhone)
    if (studentById.has(id) || name === '') continue
    studentById.set(id, {
      id,
      name,
      lastStartsAt: startsAt,
      ...(zone === undefined ? {} : { zone })
    })
  }
  for (const { partyRole, otherId: id, otherName: name, otherZone: zone, ended } of relations)
    if (partyRole === 'coach' && ended === undefined && !studentById.has(id)) studentById.set(id, { id, name, zone })
  const known = [...studentById.values()].map(student => {
    const phone = phoneById.get(student.id)
    return phone === undefined ? student : { ...student, phone }
  })
  return known.sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
}
