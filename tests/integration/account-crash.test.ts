import { expect, it } from 'vitest'
import { createCallsName } from '#domain/rules/access.ts'
import { createKeyedLock } from '#server/locks/keyed-lock.ts'
import { assembleBookingsEngine, createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import type { CreateBookingsEngine } from '#server/bookings/bookings-contract.ts'
import { createLevelDatabases } from '#server/storage/level-databases.ts'
import { createFailingDatabases } from '../support/failing-databases.ts'
import { bookingIdOf, claimDoc, dayMs, listDocs, slotDoc, worldStart } from '../support/gate-world.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const at = worldStart + 5 * dayMs

/** A gate whose storage dies before its n-th write. */
const startDyingGate =
  (n: number): CreateBookingsEngine =>
  async parts => {
    const databases = createFailingDatabases(parts.databases, n, 'crash')
    return (await assembleBookingsEngine({ ...parts, databases }, { locks: createKeyedLock() })).engine
  }

async function start(dataFolder: string | undefined, gate: CreateBookingsEngine): Promise<TestServer> {
  const clock = { now: worldStart }
  return startTestServer({ clock, createBookingsEngine: gate, ...(dataFolder === undefined ? {} : { dataFolder }) })
}

/** The coach takes another public name; whether that is stored is another matter. */
async function rename({ server }: TestServer, coachId: string): Promise<void> {
  const profiles = await listDocs(server.databases, 'users')
  const docs = profiles.filter(({ _id }) => _id === coachId).map(doc => ({ ...doc, displayName: 'Cara the Great' }))
  const user = { userId: coachId, name: 'cara', role: 'coach' } as const
  await server.bookings.write({ database: 'users', docs, newEdits: true, user }).catch(() => undefined)
}

async function bookOnce(world: TestServer, coachId: string, studentId: string): Promise<void> {
  const { bookings: gate } = world.server
  const common = { database: 'slots', newEdits: true } as const
  const coach = { userId: coachId, name: 'cara', role: 'coach' } as const
  const student = { userId: studentId, name: 'sam', role: 'student' } as const
  await gate.write({ ...common, docs: [slotDoc(coachId, at)], user: coach })
  await gate.write({ ...common, docs: [claimDoc(coachId, at, bookingIdOf(1), worldStart)], user: student })
  await gate.idle()
}

it.for([0, 1, 2, 3, 4])('MG9 a changed phone reaches the other party though the server dies at write %i', async n => {
  let world = await start(undefined, createBookingsEngine)
  const [coachId, studentId] = [await world.addAccount('cara', 'coach'), await world.addAccount('sam', 'student')]
  await bookOnce(world, coachId, studentId)
  await world.server.stop()

  world = await start(world.dataFolder, startDyingGate(n))
  const change = world.server.service.changeDetails(studentId, { phone: '+41 44 668 18 01' })
  await change.catch(() => undefined)
  await world.server.stop()

  world = await start(world.dataFolder, createBookingsEngine)
  try {
    await world.server.bookings.idle()
    const copies = await listDocs(world.server.databases, createCallsName(coachId))
    const phone = world.server.directory.find(studentId)?.phone
    expect(copies.filter(({ _id }) => _id === bookingIdOf(1))).toMatchObject([{ otherPhone: phone }])
  } finally {
    await world.remove()
  }
})

it.for([0, 1, 2, 3, 4])('MG9 a changed name reaches the other party though the server dies at write %i', async n => {
  let world = await start(undefined, createBookingsEngine)
  const [coachId, studentId] = [await world.addAccount('cara', 'coach'), await world.addAccount('sam', 'student')]
  await bookOnce(world, coachId, studentId)
  await world.server.stop()

  world = await start(world.dataFolder, startDyingGate(n))
  await rename(world, coachId)
  await world.server.stop()

  world = await start(world.dataFolder, createBookingsEngine)
  try {
    await world.server.bookings.idle()
    const copies = await listDocs(world.server.databases, createCallsName(studentId))
    const [profile] = await listDocs(world.server.databases, 'users')
    expect(copies.filter(({ _id }) => _id === bookingIdOf(1))).toMatchObject([{ otherName: profile?.['displayName'] }])
  } finally {
    await world.remove()
  }
})

/** Storage that dies before its n-th write of accounts and profiles, counted from when it is armed. */
function createDyingStorage(n: number) {
  let isArmed = false
  const openDatabases: typeof createLevelDatabases = async (...where) => {
    const databases = await createLevelDatabases(...where)
    const counts = (name: string): boolean => isArmed && ['accounts', 'users'].includes(name)
    return { ...databases, ...createFailingDatabases(databases, n, 'crash', { counts }) }
  }
  return { openDatabases, arm: () => (isArmed = true) }
}

it.for([0, 1, 2])('a public profile follows its account though the server dies at write %i', async n => {
  let world = await start(undefined, createBookingsEngine)
  const coachId = await world.addAccount('cara', 'coach')
  await world.server.stop()

  const { openDatabases, arm } = createDyingStorage(n)
  const clock = { now: worldStart }
  world = await startTestServer({ clock, createBookingsEngine, dataFolder: world.dataFolder, openDatabases })
  arm()
  const change = world.server.service.changeDetails(coachId, { displayName: 'Cara the Great', zone: 'Asia/Tokyo' })
  await change.catch(() => undefined)
  await world.server.stop()

  world = await start(world.dataFolder, createBookingsEngine)
  try {
    const { displayName, zone } = world.server.directory.find(coachId) ?? {}
    const profiles = await listDocs(world.server.databases, 'users')
    expect(displayName).toBe(n === 0 ? 'Person cara' : 'Cara the Great')
    expect(profiles.filter(({ _id }) => _id === coachId)).toMatchObject([{ displayName, zone }])
  } finally {
    await world.remove()
  }
})
