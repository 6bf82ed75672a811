import type { Booking } from '#domain/model/booking.ts'
import type { Person } from '#domain/projection/party.ts'
import { listPartyRoles, partyIdOf } from '#domain/projection/party.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { lockNames, runLocked } from '../gate/keyed-lock.ts'
import { type CopyTask, projectCopies } from './project-copies.ts'
import type { ProjectorParts } from './projector-contract.ts'

/** How many people's databases are written at the same time. */
const maxConcurrent = 32

/** How a projection touches people's databases. */
export interface ProjectionOptions {
  /** Left out: both parties of each booking. */
  readonly onlyFor?: string | undefined
  /** Called before copies of these bookings are written for a person. */
  readonly beforeCopies: (userId: string, bookingIds: readonly string[]) => Promise<void>
  /** Called after it. */
  readonly afterCopies: (userId: string) => void
  /** Called where something of it could not be written. */
  readonly onFailure: (userId: string) => void
}

/**
 * Brings the copies of all parties of these bookings up to date, one write per person, different people at once.
 * @returns the ids of bookings that could not be projected for somebody, with why
 */
export async function projectBookings(
  bookings: readonly Booking[],
  parts: Pick<ProjectorParts, 'databases' | 'people' | 'locks' | 'signer' | 'now' | 'keepPhonesMs'>,
  { onlyFor, beforeCopies, afterCopies, onFailure }: ProjectionOptions
): Promise<ReadonlyMap<string, unknown>> {
  const { databases, people, locks } = parts
  const failed = new Map<string, unknown>()
  const personById = new Map<string, Promise<Person | undefined>>()
  const findPerson = (userId: string): Promise<Person | undefined> => {
    const finding = personById.get(userId) ?? people.findPerson(userId)
    personById.set(userId, finding)
    return finding
  }

  const tasksByUser = new Map<string, CopyTask[]>()
  for (const booking of bookings) {
    const [coach, student] = await Promise.all([findPerson(booking.coachId), findPerson(booking.studentId)])
    for (const role of listPartyRoles(booking)) {
      const userId = partyIdOf(booking, role)
      if (onlyFor !== undefined && onlyFor !== userId) continue
      const tasks = tasksByUser.get(userId) ?? []
      tasks.push({ booking, role, parties: { coach, student } })
      tasksByUser.set(userId, tasks)
    }
  }

  const waiting = [...tasksByUser]
  async function takeNext(): Promise<void> {
    for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
      const [userId, tasks] = next
      try {
        const bookingIds = tasks.map(({ booking }) => booking.id)
        await beforeCopies(userId, bookingIds)
        const store = await databases.open(createCallsName(userId))
        const lost = await runLocked(locks, [lockNames.copies(userId)], () => projectCopies(store, tasks, parts))
        for (const [id, error] of lost) failed.set(id, error)
        if (lost.size > 0) onFailure(userId)
        afterCopies(userId)
      } catch (error) {
        onFailure(userId)
        for (const { booking } of tasks) failed.set(booking.id, error)
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(maxConcurrent, waiting.length) }, takeNext))
  return failed
}
