import { createHash } from 'node:crypto'
import { afterEach, beforeEach, expect, it } from 'vitest'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const [ada, bob, carl] = ['student1', 'student2', 'student3'] as const
const at = worldStart + dayMs
const slotId = `${coach}:${at}`

let world: GateWorld
beforeEach(async () => {
  world = await createGateWorld()
  await world.addPerson(coach, 'coach')
  for (const student of [ada, bob, carl]) await world.addPerson(student, 'student')
  await world.push(coach, 'slots', [slotDoc(coach, at)])
  await world.push(carl, 'slots', [claimDoc(coach, at, idOf(0), world.now)])
})
afterEach(() => world.stop())

const idOf = (number: number): string => bookingIdOf(0x1000_0000 + number)
const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32)
const readSize = async (): Promise<number> => (await (await world.databases.open('slots')).readAncestry(slotId)).size
const readSequence = async (): Promise<number> => (await (await world.databases.open('slots')).info()).updateSeq

/** A claim as a replica sends it whose revision has so many ancestors that nobody knows. */
function forge(name: string, bookingId: string, ancestors: number) {
  const ids = Array.from({ length: ancestors + 1 }, (_, n) => hashOf(`${name} ${n}`))
  const start = ancestors + 1
  return { ...claimDoc(coach, at, bookingId, world.now), _rev: `${start}-${ids[0]}`, _revisions: { start, ids } }
}

it('RV3 made-up ancestors are not stored: the slots of others are put right as before', async () => {
  for (let n = 0; n < 40; n += 1) await world.push(ada, 'slots', [forge(`ada ${n}`, idOf(100 + n), 999)], false)
  expect(await readSize()).toBeLessThan(100)

  const bobs = forge('bob', idOf(500), 1)
  expect(await world.push(bob, 'slots', [bobs], false)).toMatchObject([{ message: 'slot-taken' }])
  const slots = await world.databases.open('slots')
  const [winner] = await slots.readLeaves(slotId)
  // What stands lies above the revision of Bob's replica, which takes it from there.
  expect((await slots.readAncestry(slotId)).get(winner?.rev ?? '')).toBe(bobs._rev)
})

it('RV3 nobody has more than twenty refused pushes of a day put right at one document, whatever they are', async () => {
  await world.push(carl, 'slots', [forge('known', idOf(0), 1)], false)
  const before = await readSequence()
  for (let n = 0; n < 60; n += 1) {
    const row = await world.push(carl, 'slots', [forge(`again ${n}`, idOf(n % 2 === 0 ? 0 : 600 + n), 1)], false)
    expect(row[0]?.id).toBe(slotId)
  }
  expect((await readSequence()) - before).toBeLessThanOrEqual(40)
  expect(await world.push(bob, 'slots', [forge('bob', idOf(500), 1)], false)).toMatchObject([{ message: 'slot-taken' }])
  world.now += dayMs - 1
  await world.push(carl, 'slots', [forge('still the same day', idOf(700), 1)], false)
  const atEnd = await readSequence()
  world.now += 1
  await world.push(carl, 'slots', [forge('the next day', idOf(701), 1)], false)
  expect(await readSequence()).toBeGreaterThan(atEnd)
})
