import { afterEach, beforeEach, expect, it } from 'vitest'
import { defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  listDocs,
  readBooking,
  readRev,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const ada = 'student1'
const at = worldStart + dayMs

let world: GateWorld
beforeEach(async () => {
  world = await createGateWorld()
  await world.addPerson(ada, 'student')
})
afterEach(() => world.stop())

it('BK18 a claim with a coach whose zone the server does not have gets a reason, and nothing fails', async () => {
  await world.addPerson(coach, 'coach', { zone: 'Mars/Olympus' })
  await world.push(coach, 'slots', [slotDoc(coach, at)])
  const rows = await world.push(ada, 'slots', [claimDoc(coach, at, bookingIdOf(1), world.now)])
  expect(JSON.stringify(rows)).not.toContain('internal_error')
  expect((await readBooking(world.databases, bookingIdOf(1)))?.decline?.reason).toBe('unknown-zone')
})

async function pushProfile(fields: Readonly<Record<string, unknown>>) {
  const rev = await readRev(world.databases, 'users', coach)
  const profile = { displayName: 'Cora Coach', headline: '', bio: '', zone: 'Europe/Amsterdam' }
  const doc = { _id: coach, ...profile, policy: defaultBookingPolicy, ...fields }
  const rows = await world.push(coach, 'users', [{ ...doc, ...(rev === undefined ? {} : { _rev: rev }) }])
  return { rows, stored: (await listDocs(world.databases, 'users')).find(({ _id }) => _id === coach) }
}

it('PR3 PR2 a profile is stored without the marks at the ends of its lines and with its zone in the usual letters', async () => {
  await world.addPerson(coach, 'coach')
  const { rows, stored } = await pushProfile({ displayName: '\u202aCora\u202c', zone: 'europe/berlin' })
  expect(rows).toMatchObject([{ ok: true }])
  expect(stored).toMatchObject({ displayName: 'Cora', zone: 'Europe/Berlin' })
})

it('PR3 a name without a visible character is refused as its own row', async () => {
  await world.addPerson(coach, 'coach')
  const { rows, stored } = await pushProfile({ displayName: '\u200b\u2800' })
  expect(rows).toMatchObject([{ message: 'malformed' }])
  expect(stored).toMatchObject({ displayName: `Name of ${coach}` })
})
