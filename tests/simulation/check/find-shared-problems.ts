import type { SessionCopy } from '#domain/model/session-copy.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { pickShared, pickTicksForCoach, withoutTime } from '#domain/rules/share-words.ts'
import { privateMark } from '../device/perform-act.ts'
import type { PersonName } from '../plan/people.ts'
import type { Truth } from '../world/read-truth.ts'

/**
 * Where journal and copies do not say the same of what was agreed after a session (SU2, SU3), or somebody has an action that is
 * its coach's alone (FB6).
 */
export function findSharedProblems(truth: Truth, userIdByPerson: ReadonlyMap<PersonName, string>): readonly string[] {
  const { bookings, copiesByPerson } = truth
  const personOf = new Map([...userIdByPerson].map(([person, userId]) => [userId, person]))
  const findCopy = (userId: string, id: string): SessionCopy | undefined => {
    const person = personOf.get(userId)
    const copies = person === undefined ? [] : (copiesByPerson.get(person) ?? [])
    return copies.find(copy => copy.id === id) as unknown as SessionCopy | undefined
  }
  const apart = bookings
    .filter(({ state }) => state !== 'declined')
    .flatMap(booking => {
      const { id, coachId, studentId, shared, ticks = {} } = booking
      const [ofCoach, ofStudent] = [findCopy(coachId, id), findCopy(studentId, id)]
      if (ofCoach === undefined || ofStudent === undefined) return []
      const facts = [
        [isSame(withoutTime(shared), pickShared(ofCoach)), 'the journal does not share what the coach wrote'],
        [isSame(shared, ofStudent.shared), 'the student does not have what is shared'],
        [isSame(ticks, ofStudent.ticks ?? {}), 'the journal does not have the student’s ticks'],
        [isSame(pickTicksForCoach(booking) ?? {}, ofCoach.otherTicks ?? {}), 'the coach does not have the ticks']
      ] as const
      return facts.flatMap(([holds, what]) => (holds ? [] : [`${what} of ${id}`]))
    })
  const coachIds = new Set(bookings.map(({ coachId }) => coachId))
  const leaks = [...copiesByPerson]
    .filter(([person]) => !coachIds.has(userIdByPerson.get(person) ?? ''))
    .filter(([, copies]) => JSON.stringify(copies).includes(privateMark))
    .map(([person]) => `${person} has an action that is a coach’s alone`)
  return [...apart, ...leaks]
}
