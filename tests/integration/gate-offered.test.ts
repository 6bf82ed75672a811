// What is recorded of slots when they begin, at the real gate.
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createSlotId } from '#domain/model/slot-id.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { createFailingDatabases } from '../support/failing-databases.ts'
import { findCopyViolations, findViolations } from '../support/gate-invariants.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  pushCall,
  readRev,
  requestIdOf,
  rescheduleTo,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'
import { readOffered } from '../support/read-offered.ts'

const coach = 'coach001'
const ada = 'student1'
const nine = worldStart + dayMs
const noon = nine + 3 * hourMs
const three = nine + 6 * hourMs

let world: GateWorld
/** What ended before has left `slots`. */
let sweptUntil: number | undefined
beforeEach(async () => {
  sweptUntil = undefined
  world = await createGateWorld()
  await world.addPerson(coach, 'coach')
  await world.addPerson(ada, 'student')
  await world.push(coach, 'slots', [slotDoc(coach, nine), slotDoc(coach, noon), slotDoc(coach, three)])
})
afterEach(async () => {
  await world.gate.idle()
  expect(await findViolations(world.databases, sweptUntil)).toEqual([])
  expect(await findCopyViolations(world.databases)).toEqual([])
  await world.stop()
})

const book = (startsAt: number, number = 1) =>
  world.push(ada, 'slots', [claimDoc(coach, startsAt, bookingIdOf(number), world.now)])
const cancel = (by: string, reopenSlot: boolean, number = 1) =>
  pushCall(world, by, bookingIdOf(number), {
    request: { kind: 'cancel', requestId: requestIdOf(number), reason: 'ill', reopenSlot }
  })

async function remove(startsAt: number) {
  const id = createSlotId(coach, startsAt)
  const rev = await readRev(world.databases, 'slots', id)
  return (await world.push(coach, 'slots', [{ _id: id, _deleted: true, ...(rev && { _rev: rev }) }]))[0]
}

/** All months together, as lists of starts. */
async function recorded() {
  const records = await readOffered(world.databases, coach)
  return { booked: records.flatMap(({ booked }) => booked), open: records.flatMap(({ open }) => open) }
}

describe('what is recorded when slots begin', () => {
  it('IN7 is what they were then: nothing before, and all that began within the next minute', async () => {
    await book(nine)
    world.now = nine - 1
    await world.gate.countOffered()
    expect(await readOffered(world.databases, coach)).toEqual([])
    world.now = noon
    await world.gate.countOffered()
    expect(await readOffered(world.databases, coach)).toEqual([
      { id: 'offered:2027-03', kind: 'offered', since: worldStart, booked: [nine], open: [noon] }
    ])
  })

  it('IN7 an open slot that is removed, moved or made again after its start was open', async () => {
    world.now = three + hourMs
    expect(await remove(nine)).toMatchObject({ ok: true })
    await world.push(coach, 'slots', [slotDoc(coach, three + dayMs, { movesFrom: createSlotId(coach, noon) })])
    await world.push(coach, 'slots', [slotDoc(coach, three, { makingId: 'a'.repeat(32) })])
    await world.gate.countOffered()
    expect(await recorded()).toEqual({ booked: [], open: [nine, noon, three] })
  })

  it('IN7 a session that is called off after its start, or missed, was booked', async () => {
    await book(nine)
    await book(noon, 2)
    world.now = noon + hourMs
    expect(await cancel(coach, false)).toMatchObject({ ok: true })
    await pushCall(world, coach, bookingIdOf(2), {
      request: { kind: 'outcome', requestId: requestIdOf(2), outcome: 'no-show' }
    })
    await world.gate.countOffered()
    expect(await recorded()).toEqual({ booked: [nine, noon], open: [] })
  })

  it('IN7 hours that a session left before count as what became of them', async () => {
    await book(nine)
    await book(noon, 2)
    await book(three, 3)
    await cancel(ada, true)
    await cancel(coach, false, 2)
    // Moved by its coach, and the hours that it leaves are withdrawn.
    await pushCall(world, coach, bookingIdOf(3), {
      request: rescheduleTo(coach, three + dayMs, 3, { makesSlot: true, reopenSlot: false })
    })
    world.now = three + 2 * dayMs
    await world.gate.countOffered()
    expect(await recorded()).toEqual({ booked: [three + dayMs], open: [nine] })
  })

  it('IN7 a declined slot is no offer', async () => {
    await world.push(coach, 'slots', [slotDoc(coach, nine + hourMs)])
    world.now = three
    await world.gate.countOffered()
    expect((await recorded()).open).toEqual([nine, noon, three])
  })

  it('IN7 what began while the server was down is recorded as it was left, and the months of UTC are apart', async () => {
    const may = Date.UTC(2027, 4, 1)
    await world.push(coach, 'slots', [slotDoc(coach, may), slotDoc(coach, may - 2 * hourMs)])
    await book(nine)
    world.now = may + dayMs
    await world.restart()
    await world.gate.countOffered()
    const records = await readOffered(world.databases, coach)
    expect(records.map(({ id, booked, open }) => [id, booked, open])).toEqual([
      ['offered:2027-03', [nine], [noon, three]],
      ['offered:2027-04', [], [may - 2 * hourMs]],
      ['offered:2027-05', [], [may]]
    ])
  })

  it('IN7 nothing is swept before it is recorded', async () => {
    await book(noon)
    world.now = worldStart + 40 * dayMs
    sweptUntil = world.now
    await world.gate.sweep({ now: world.now, certain: world.now })
    expect(await (await world.databases.open('slots')).info()).toMatchObject({ docCount: 0 })
    expect(await recorded()).toEqual({ booked: [noon], open: [nine, three] })
  })

  it('IN7 what cannot be recorded is not swept, and holds up no write', async () => {
    const own = createCallsName(coach)
    const failing = createFailingDatabases(world.databases, 0, 'refuse', { counts: name => name === own })
    world.now = worldStart + 40 * dayMs
    await world.restart({ databases: failing })
    await world.gate.idle()
    await world.gate.sweep({ now: world.now, certain: world.now })
    expect(failing.hasFailed()).toBe(true)
    expect(await (await world.databases.open('slots')).info()).toMatchObject({ docCount: 3 })
    expect(await world.push(coach, 'slots', [slotDoc(coach, world.now + dayMs)])).toMatchObject([{ ok: true }])
    await world.restart()
    await world.gate.countOffered()
    expect((await recorded()).open).toEqual([nine, noon, three])
  })

  it('IN7 only the server writes it, whoever asks', async () => {
    world.now = noon
    await world.gate.countOffered()
    const [stored] = await (await world.databases.open(createCallsName(coach))).read(['offered:2027-03'])
    const refused = [{ error: true, message: 'server-owned' }]
    const { _rev = '', ...fields } = stored ?? { _id: 'offered:2027-03' }
    expect(await world.push(coach, createCallsName(coach), [{ ...fields, _rev, open: [] }])).toMatchObject(refused)
    expect(await world.push(coach, createCallsName(coach), [{ _id: fields._id, _rev, _deleted: true }])).toMatchObject(
      refused
    )
    const own = { _id: 'offered:2027-04', kind: 'offered', since: 0, booked: [1], open: [] }
    expect(await world.push(ada, createCallsName(ada), [own])).toMatchObject(refused)
    expect(await world.push(ada, createCallsName(coach), [own])).toMatchObject([{ error: true, message: 'not-yours' }])
    const replicated = { ...fields, _rev: `9-${'a'.repeat(32)}`, open: [] }
    expect(await world.push(coach, createCallsName(coach), [replicated], false)).toMatchObject(refused)
    expect((await recorded()).open).toEqual([nine, noon])
  })
})

describe('what is recorded once', () => {
  it('IN9 a kill before or after any write of it leaves all of it to the next run, once', async () => {
    await book(nine)
    world.now = three
    for (const fault of ['crash', 'lose-answer'] as const) {
      const failing = createFailingDatabases(world.databases, 0, fault, {
        counts: name => name === createCallsName(coach)
      })
      await world.restart({ databases: failing })
      await world.gate.countOffered()
      expect(failing.hasFailed()).toBe(true)
    }
    await world.restart()
    await world.gate.countOffered()
    await world.gate.countOffered()
    const rev = await readRev(world.databases, createCallsName(coach), 'offered:2027-03')
    expect(await recorded()).toEqual({ booked: [nine], open: [noon, three] })
    await world.restart()
    await world.gate.countOffered()
    expect(await readRev(world.databases, createCallsName(coach), 'offered:2027-03')).toBe(rev)
  })

  it('IN9 what a clock that was ahead recorded is taken back, and recorded as it is at its time', async () => {
    world.now = three
    await world.gate.countOffered()
    world.now = nine + hourMs
    await book(noon)
    await remove(three)
    expect(await recorded()).toEqual({ booked: [], open: [nine] })
    world.now = three + hourMs
    await world.gate.countOffered()
    expect(await recorded()).toEqual({ booked: [noon], open: [nine] })
  })
})

describe('since when it is recorded', () => {
  it('IN10 begins anew where the folder was put back from a copy', async () => {
    world.now = noon
    await world.gate.countOffered()
    for (const name of await world.databases.list()) await (await world.databases.open(name)).noteRestored()
    world.now = three + 40 * dayMs
    await world.restart()
    await world.gate.countOffered()
    const records = await readOffered(world.databases, coach)
    expect(records).toEqual([
      { id: 'offered:2027-03', kind: 'offered', since: world.now, booked: [], open: [nine, noon] },
      { id: 'offered:2027-04', kind: 'offered', since: world.now, booked: [], open: [] }
    ])
    await world.restart()
    world.now += dayMs
    await world.gate.countOffered()
    expect(await readOffered(world.databases, coach)).toEqual(records)
  })

  it('IN10 begins anew for a coach whose own record was lost', async () => {
    world.now = noon
    await world.gate.countOffered()
    const own = await world.databases.open(createCallsName(coach))
    const [stored] = await own.read(['offered:2027-03'])
    await own.write([{ _id: 'offered:2027-03', _rev: stored?._rev ?? '', _deleted: true }], { newEdits: true })
    world.now = three
    await world.restart()
    await world.gate.countOffered()
    expect(await readOffered(world.databases, coach)).toEqual([
      { id: 'offered:2027-03', kind: 'offered', since: three, booked: [], open: [three] }
    ])
  })

  it('IN10 a slot that began before recording did is none of it', async () => {
    await (await world.databases.open('slots')).removeLocal('offered')
    world.now = noon
    await world.restart()
    world.now = three
    await world.gate.countOffered()
    expect(await recorded()).toEqual({ booked: [], open: [noon, three] })
  })
})
