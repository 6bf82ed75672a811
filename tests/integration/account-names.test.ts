import { expect, it } from 'vitest'
import { createCallsName } from '#domain/rules/access.ts'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { checkData } from '#server/startup/check-data.ts'
import { createLevelDatabases } from '#server/storage/level-databases.ts'
import { bookingIdOf, claimDoc, dayMs, listDocs, slotDoc, worldStart } from '../support/gate-world.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const at = worldStart + 5 * dayMs

/** Holds up what is stored of an account with its profile, from `hold` on until it is released. */
function createHold() {
  const reached = Promise.withResolvers<void>()
  const released = Promise.withResolvers<void>()
  let isOn = false
  const openDatabases: typeof createLevelDatabases = async (...given) => {
    const base = await createLevelDatabases(...given)
    return {
      ...base,
      async commitTogether(parts) {
        if (isOn && parts.some(({ database }) => database === 'users')) {
          reached.resolve()
          await released.promise
        }
        return base.commitTogether(parts)
      }
    }
  }
  return { openDatabases, reached: reached.promise, release: released.resolve, hold: () => void (isOn = true) }
}

/** A session of a coach and a student. */
async function book(world: TestServer) {
  const { bookings: gate } = world.server
  const [coachId, studentId] = [await world.addAccount('cara', 'coach'), await world.addAccount('sam', 'student')]
  const common = { database: 'slots', newEdits: true } as const
  const coach = { userId: coachId, name: 'cara', role: 'coach' } as const
  const student = { userId: studentId, name: 'sam', role: 'student' } as const
  await gate.write({ ...common, docs: [slotDoc(coachId, at)], user: coach })
  await gate.write({ ...common, docs: [claimDoc(coachId, at, bookingIdOf(1), worldStart)], user: student })
  return { coachId, studentId }
}

it.each([
  ['name', { otherName: 'Somebody before' }],
  ['number', { otherPhone: '+41446681899' }]
] as const)('DM3 a copy with an old %s is found by the check', async (_what, old) => {
  const world = await startTestServer({ clock: { now: worldStart }, createBookingsEngine })
  try {
    const { bookings: gate, databases } = world.server
    const { studentId } = await book(world)
    await gate.idle()
    expect((await checkData(databases, worldStart)).problems).toEqual([])

    const calls = await databases.open(createCallsName(studentId))
    const [copy] = await calls.read([bookingIdOf(1)])
    if (copy === undefined) throw new Error('no copy')
    await calls.write([{ ...copy, ...old }], { newEdits: true })

    const { problems, oldCopies } = await checkData(databases, worldStart)
    expect(problems).toEqual([`the student's copy of booking ${bookingIdOf(1)} does not say who the other one is now`])
    expect([...oldCopies]).toEqual([studentId])
  } finally {
    await world.remove()
  }
})

it('MG9 a coach’s new name reaches the students, also where it is stored late', async () => {
  const { openDatabases, hold, reached, release } = createHold()
  const world = await startTestServer({ clock: { now: worldStart }, createBookingsEngine, openDatabases })
  try {
    const { bookings: gate, service, databases } = world.server
    const { coachId, studentId } = await book(world)

    hold()
    const change = service.changeDetails(coachId, { displayName: 'Cara the Great' })
    await reached
    await gate.idle()
    release()
    await change
    await gate.idle()

    const copies = await listDocs(databases, createCallsName(studentId))
    expect(copies.filter(({ _id }) => _id === bookingIdOf(1))).toMatchObject([{ otherName: 'Cara the Great' }])
  } finally {
    await world.remove()
  }
})
