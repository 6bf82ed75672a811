import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SessionCopy, SignedMeeting } from '#domain/model/session-copy.ts'
import type { GateRow } from '#server/gate/gate-contract.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  pencilDoc,
  pushCall,
  readBooking,
  readCall,
  rescheduleTo,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const otherCoach = 'coach002'
const ada = 'student1'
const bob = 'student2'
const at = worldStart + 5 * dayMs
const later = at + 4 * hourMs
const id = bookingIdOf(1)

const worlds: GateWorld[] = []
let before: GateWorld
let copy: SessionCopy

/** A server with these people and nothing else: a set-back one, to people who have met since the copy was made. */
async function createWorld(): Promise<GateWorld> {
  const world = await createGateWorld()
  worlds.push(world)
  for (const person of [coach, otherCoach]) await world.addPerson(person, 'coach')
  for (const person of [ada, bob]) await world.addPerson(person, 'student')
  return world
}

beforeEach(async () => {
  before = await createWorld()
  await before.push(coach, 'slots', [slotDoc(coach, at), slotDoc(coach, later)])
  await before.push(ada, 'slots', [claimDoc(coach, at, id, before.now)])
  await before.gate.idle()
  copy = (await readCall(before.databases, coach, id)) as SessionCopy
})
afterEach(async () => {
  for (const world of worlds.splice(0)) await world.stop()
})

async function pencil(
  world: GateWorld,
  signed: SignedMeeting | undefined,
  { by = coach, student = ada, bookingId = id, startsAt = at } = {}
): Promise<string> {
  const more = signed === undefined ? {} : { signed }
  const [row] = await world.push(by, `calls-${by}`, [pencilDoc(by, startsAt, student, bookingId, more)])
  return toOutcome(row)
}

const toOutcome = (row: GateRow | undefined): string =>
  row !== undefined && 'ok' in row ? 'granted' : String(row?.message)

it('SB5 the coach’s copy is signed, the student’s is not, and a lost claim is not', async () => {
  await before.push(bob, 'slots', [claimDoc(coach, at, bookingIdOf(2), before.now)])
  await before.gate.idle()

  expect(copy.signed).toEqual({ bookingId: id, slotId: `${coach}:${at}`, mac: expect.stringMatching(/^[\w-]{43}$/) })
  expect((await readCall(before.databases, ada, id))?.signed).toBeUndefined()
  expect((await readCall(before.databases, bob, bookingIdOf(2)))?.signed).toBeUndefined()
})

it('SB5 a pencilled copy is signed at once, and one that moves is signed for its new place', async () => {
  expect(await pencil(before, undefined, { bookingId: bookingIdOf(3), startsAt: later })).toBe('granted')
  expect((await readCall(before.databases, coach, bookingIdOf(3)))?.signed).toMatchObject({
    slotId: `${coach}:${later}`
  })

  const third = at + 24 * hourMs
  await before.push(coach, 'slots', [slotDoc(coach, third)])
  await pushCall(before, coach, id, { request: rescheduleTo(coach, third, 1) })
  await before.gate.idle()

  const moved = await readCall(before.databases, coach, id)
  expect(moved?.signed).toMatchObject({ slotId: `${coach}:${third}` })
  expect(moved?.signed?.mac).not.toBe(copy.signed?.mac)
})

it('SB5 PC2 counts as met with a copy that this server once signed, for the same booking and for a new one', async () => {
  const setBack = await createWorld()
  await setBack.push(coach, 'slots', [slotDoc(coach, at)])

  expect(await pencil(setBack, undefined)).toBe('unknown-student')
  expect(await pencil(setBack, copy.signed)).toBe('granted')
  expect(await readBooking(setBack.databases, id)).toMatchObject({ state: 'confirmed', studentId: ada })

  const another = await createWorld()
  await another.push(coach, 'slots', [slotDoc(coach, later)])
  expect(await pencil(another, copy.signed, { bookingId: bookingIdOf(9), startsAt: later })).toBe('granted')
})

it('SB5 PC2 a signature is worth nothing for anybody else, or when anything of it was changed', async () => {
  const setBack = await createWorld()
  const { signed } = copy
  if (signed === undefined) throw new Error('not signed')
  const flipped = `${signed.mac.startsWith('A') ? 'B' : 'A'}${signed.mac.slice(1)}`

  expect(await pencil(setBack, signed, { student: bob })).toBe('unknown-student')
  expect(await pencil(setBack, signed, { by: otherCoach })).toBe('unknown-student')
  expect(await pencil(setBack, { ...signed, bookingId: bookingIdOf(8) })).toBe('unknown-student')
  expect(await pencil(setBack, { ...signed, slotId: `${coach}:${later}` })).toBe('unknown-student')
  expect(await pencil(setBack, { ...signed, mac: flipped })).toBe('unknown-student')
  expect(await pencil(setBack, { ...signed, mac: 'short' })).toBe('malformed')
})

it('SB5 a device that does not know the field keeps working, and does not take it away', async () => {
  const { signed, ...known } = copy
  before.now = at + hourMs
  const store = await before.databases.open(`calls-${coach}`)
  const [stored] = await store.read([id])
  const { id: _, ...fields } = known

  const [row] = await before.push(coach, `calls-${coach}`, [
    { ...fields, _id: id, _rev: stored?._rev ?? '', notes: 'typed on an old device' }
  ])

  expect(toOutcome(row)).toBe('granted')
  expect(await readCall(before.databases, coach, id)).toMatchObject({ notes: 'typed on an old device', signed })
})
