import { randomBytes } from 'node:crypto'
import { claimDoc, dayMs, hourMs, slotDoc } from '../../support/gate-world.ts'
import type { Random } from '../../simulation/plan/random.ts'
import { addPeople, openCalendar, type Person, signIn } from '../people.ts'
import { pushDocument } from '../push.ts'
import type { ServerProcess } from '../server/start-server.ts'
import { createLoad, type Load } from './load.ts'

const coachNames = ['cara', 'cleo']
const studentNames = ['sam', 'sue', 'sid', 'sol', 'syd', 'sal']

export interface World {
  readonly coaches: readonly Person[]
  readonly students: readonly Person[]
  readonly people: readonly Person[]
  readonly load: Load
}

/** People with a session behind them, so that there is something to write about, and free days ahead. */
export async function prepareWorld(server: ServerProcess, random: Random): Promise<World> {
  const coaches = await addPeople(server, coachNames, 'coach')
  const students = await addPeople(server, studentNames, 'student')
  for (const coach of coaches) await openCalendar(coach)
  const first = Math.ceil(Date.now() / hourMs) * hourMs + hourMs
  const pastByPerson = new Map<string, string[]>()
  const studentsByCoach = new Map<string, string[]>()
  const push = async ({ ask }: Person, doc: Parameters<typeof pushDocument>[2]): Promise<void> => {
    const row = await pushDocument(ask, 'slots', doc)
    if (row.kind === 'refused') throw new Error(`${doc._id}: ${row.reason}`)
  }
  for (const [n, student] of students.entries()) {
    const coach = coaches[n % coaches.length]
    if (coach === undefined) throw new Error('no coach')
    const bookingId = randomBytes(16).toString('hex')
    const startsAt = first + n * 2 * hourMs
    await push(coach, slotDoc(coach.userId, startsAt))
    await push(student, claimDoc(coach.userId, startsAt, bookingId, Date.now()))
    studentsByCoach.set(coach.userId, [...(studentsByCoach.get(coach.userId) ?? []), student.userId])
    for (const { userId } of [coach, student])
      pastByPerson.set(userId, [...(pastByPerson.get(userId) ?? []), bookingId])
  }
  await server.order('inspect', null)
  await server.order('set-clock-ahead', 3 * dayMs)
  // Their tokens have run out meanwhile.
  const again = (people: readonly Person[]) => Promise.all(people.map(({ name }) => signIn(server, name)))
  const [coachesNow, studentsNow] = [await again(coaches), await again(students)]
  const load = createLoad({
    random,
    now: () => Date.now() + 3 * dayMs,
    pastByPerson,
    from: first + 5 * dayMs,
    studentsByCoach
  })
  return { coaches: coachesNow, students: studentsNow, people: [...coachesNow, ...studentsNow], load }
}
