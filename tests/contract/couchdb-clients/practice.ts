import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { openCalendar, type Person, signIn } from '../../chaos/people.ts'
import { bookingIdOf, claimDoc, dayMs, hourMs, slotDoc } from '../../support/gate-world.ts'
import { passwordOf, startTestServer, type TestServer, type TestServerOptions } from '../../support/test-server.ts'

/** The whole server on a socket, with the real gate, a coach with slots, and a student with one session. */
export interface Practice {
  readonly test: TestServer
  readonly coach: Person
  readonly student: Person
  /** Starts of the coach's slots; the student has the first. */
  readonly starts: readonly number[]
  readonly bookingId: string
  /** Address of a database, with the name and password of whose account asks. */
  readonly urlOf: (database: string, who: Person) => string
  readonly callsOf: (who: Person) => string
}

export async function openPractice(options: TestServerOptions = {}): Promise<Practice> {
  const test = await startTestServer({ createBookingsEngine, ...options })
  await test.addAccount('carla', 'coach')
  await test.addAccount('stan', 'student')
  const [coach, student] = [await signIn(test, 'carla'), await signIn(test, 'stan')]
  await openCalendar(coach)
  const first = Math.ceil(test.clock.now / hourMs) * hourMs + 2 * dayMs
  const starts = [0, 1, 2, 3, 4].map(day => first + day * dayMs)
  await coach.ask('POST', '/slots/_bulk_docs', { docs: starts.map(startsAt => slotDoc(coach.userId, startsAt)) })
  const bookingId = bookingIdOf(1)
  await student.ask('POST', '/slots/_bulk_docs', {
    docs: [claimDoc(coach.userId, first, bookingId, test.clock.now)]
  })
  await test.server.bookings.idle()
  return {
    test,
    coach,
    student,
    starts,
    bookingId,
    urlOf(database, { name }) {
      const url = new URL(`/${database}`, test.url)
      return Object.assign(url, { username: name, password: encodeURIComponent(passwordOf(name)) }).href
    },
    callsOf: ({ userId }) => `calls-${userId}`
  }
}
