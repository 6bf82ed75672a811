// Weekly hours at the real gate: one maker, one commit.
import { isFilledOpen } from '#domain/model/filled-making.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CoachAvailability } from '#domain/model/availability.ts'
import { busyTimesId } from '#domain/model/busy-times.ts'
import { coachProfileSchema } from '#domain/model/coach-profile.ts'
import { slotLengthMs } from '#domain/model/primitives.ts'
import { createMakingId } from '#domain/model/slot.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { fromWire } from '#domain/model/wire.ts'
import { findCopyViolations, findViolations } from '../support/gate-invariants.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  listSlots,
  pencilDoc,
  pushCall,
  readRev,
  readSlot,
  requestIdOf,
  rescheduleTo,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const ada = 'student1'
// Amsterdam is an hour ahead: Tuesdays at nine, at twelve and at three.
const nine = worldStart + dayMs
const noon = nine + 3 * hourMs
const three = nine + 6 * hourMs
const week = 7 * dayMs
const generation = '0000000a'
const tuesdays = (
  starts: readonly number[] = [540, 720, 900],
  more: Partial<CoachAvailability> = {}
): CoachAvailability => ({
  weekly: starts.length === 0 ? [] : [{ weekday: 2, starts: [...starts], generation }],
  overrides: [],
  weeksAhead: 2,
  skips: [],
  ...more
})

let world: GateWorld
beforeEach(async () => {
  world = await createGateWorld()
  await world.addPerson(coach, 'coach')
  await world.addPerson('coach002', 'coach')
  await world.addPerson(ada, 'student')
  await world.addPerson('student2', 'student')
})
afterEach(async () => {
  await world.gate.idle()
  expect(await findViolations(world.databases)).toEqual([])
  expect(await findCopyViolations(world.databases)).toEqual([])
  expect(world.logged.filter(line => line.includes('bug') || line.includes('not filled'))).toEqual([])
  await world.stop()
})

async function readProfile() {
  const [doc] = await (await world.databases.open('users')).read([coach])
  if (doc === undefined) throw new Error('no profile')
  return { doc, profile: coachProfileSchema.parse(fromWire(doc)) }
}

async function saveProfile(fields: Readonly<Record<string, unknown>>) {
  const { doc } = await readProfile()
  return (await world.push(coach, 'users', [{ ...doc, ...fields }]))[0]
}

async function listStarts(status = 'open') {
  const slots = await listSlots(world.databases)
  return slots
    .filter(slot => slot.status === status)
    .map(slot => slot.startsAt)
    .toSorted((a, b) => a - b)
}

async function remove(startsAt: number) {
  const id = createSlotId(coach, startsAt)
  const rev = await readRev(world.databases, 'slots', id)
  return (
    await world.push(coach, 'slots', [{ _id: id, _deleted: true, ...(rev === undefined ? {} : { _rev: rev }) }])
  )[0]
}

const listSkips = async () => (await readProfile()).profile.availability?.skips.map(({ startsAt }) => startsAt)
const book = (startsAt: number, number = 1, student = ada) =>
  world.push(student, 'slots', [claimDoc(coach, startsAt, bookingIdOf(number), world.now)])
const cancel = (by: string, reopenSlot: boolean, number = 1) =>
  pushCall(world, by, bookingIdOf(number), {
    request: { kind: 'cancel', requestId: requestIdOf(number), reason: 'ill', reopenSlot }
  })

describe('the one maker', () => {
  it('AV1 fills the calendar in the commit that stores the hours, and nothing twice', async () => {
    expect(await saveProfile({ availability: tuesdays() })).toMatchObject({ ok: true })
    const all = [nine, noon, three, nine + week, noon + week, three + week]
    expect(await listStarts()).toEqual(all)
    expect((await listSlots(world.databases)).every(isFilledOpen)).toBe(true)
    const revs = await Promise.all(
      all.map(startsAt => readRev(world.databases, 'slots', createSlotId(coach, startsAt)))
    )
    await world.gate.fillHours()
    await saveProfile({ bio: 'New words' })
    await world.restart()
    await world.gate.fillHours()
    expect(
      await Promise.all(all.map(startsAt => readRev(world.databases, 'slots', createSlotId(coach, startsAt))))
    ).toEqual(revs)
  })

  it('AV1 fills a day more each day', async () => {
    await saveProfile({ availability: tuesdays([540]) })
    world.now += week
    await world.gate.fillHours()
    expect(await listStarts()).toEqual([nine, nine + week, nine + 2 * week])
  })

  it('AV6 takes open slots away with their hours, and leaves what was booked or made by hand', async () => {
    await saveProfile({ availability: tuesdays() })
    await book(noon)
    await world.push(coach, 'slots', [slotDoc(coach, nine + 2 * dayMs)])
    await saveProfile({ availability: tuesdays([]) })
    expect(await listStarts()).toEqual([nine + 2 * dayMs])
    expect(await listStarts('booked')).toEqual([noon])
  })

  it('AV6 a day off and its end: what was there is there again', async () => {
    await saveProfile({ availability: tuesdays() })
    const before = await listStarts()
    const override = { date: '2027-03-02', starts: [], generation, note: 'On holiday' }
    await saveProfile({ availability: tuesdays(undefined, { overrides: [override] }) })
    expect(await listStarts()).toEqual([nine + week, noon + week, three + week])
    await saveProfile({ availability: tuesdays() })
    expect(await listStarts()).toEqual(before)
    expect((await listSlots(world.databases)).every(isFilledOpen)).toBe(true)
  })

  it('AV8 another zone replaces open slots in one commit, and what is booked stays', async () => {
    await saveProfile({ availability: tuesdays([540], { weeksAhead: 1 }) })
    await saveProfile({ zone: 'Europe/Lisbon' })
    expect(await listStarts()).toEqual([nine + hourMs])
    await book(nine + hourMs)
    await saveProfile({ zone: 'Europe/Amsterdam' })
    expect([await listStarts(), await listStarts('booked')]).toEqual([[], [nine + hourMs]])
  })

  it('SL6 a slot that another device makes over filled hours waits for its coach', async () => {
    await saveProfile({ availability: tuesdays() })
    await world.push(coach, 'slots', [slotDoc(coach, nine + hourMs)])
    expect(await readSlot(world.databases, createSlotId(coach, nine + hourMs))).toMatchObject({
      status: 'declined',
      decline: { reason: 'slot-overlaps' }
    })
  })

  it('AV1 hours and claims in one request’s time: each is judged upon the other', async () => {
    const { doc } = await readProfile()
    const [[saved], [booked], [late]] = await Promise.all([
      world.push(coach, 'users', [{ ...doc, availability: tuesdays() }]),
      book(nine),
      book(nine, 2, 'student2')
    ])
    expect(saved).toMatchObject({ ok: true })
    expect([booked, late].filter(row => row !== undefined && 'ok' in row).length).toBeLessThanOrEqual(1)
  })

  it('AV12 more than one commit takes is filled all the same', async () => {
    const starts = Array.from({ length: 12 }, (_, n) => n * 120)
    const weekly = [1, 2, 3, 4, 5, 6, 7].map(weekday => ({ weekday, starts, generation }))
    const policy = { ...(await readProfile()).profile.policy, horizonDays: 730 }
    expect(
      await saveProfile({ policy, availability: { weekly, overrides: [], weeksAhead: 26, skips: [] } })
    ).toMatchObject({ ok: true })
    expect((await listStarts()).length).toBe(400)
    await world.gate.idle()
    // Without those of today that have begun, and the one that clashes where the clock is put forward.
    expect((await listStarts()).length).toBe(26 * 7 * 12 - 5 - 1)
    await saveProfile({ availability: { weekly: [], overrides: [], weeksAhead: 26, skips: [] } })
    await world.gate.idle()
    expect(await listStarts()).toEqual([])
  })

  it.each([
    [
      'ten thousand starts',
      { weekly: [{ weekday: 1, starts: Array.from({ length: 10_000 }, (_, n) => n), generation }] }
    ],
    ['a flood of skips', { skips: Array.from({ length: 2_501 }, (_, n) => ({ startsAt: n, generation })) }],
    ['an unknown part', { places: [] }]
  ])('AV12 refuses %s, and stores nothing', async (what, fields) => {
    expect(await saveProfile({ availability: { ...tuesdays(), ...fields } })).toMatchObject({
      message: what === 'an unknown part' ? 'unknown-field' : 'malformed'
    })
    expect(await listStarts()).toEqual([])
  })

  it('PR1 nobody sets another coach’s hours', async () => {
    const { doc } = await readProfile()
    for (const who of ['coach002', ada]) {
      expect((await world.push(who, 'users', [{ ...doc, availability: tuesdays() }]))[0]).toMatchObject({ error: true })
    }
    expect(await listStarts()).toEqual([])
  })

  it('AV11 a coach who takes part no more loses open filled slots, and is filled again afterwards', async () => {
    await saveProfile({ availability: tuesdays([540, 720]) })
    await book(noon)
    await world.addPerson(coach, 'coach', { disabled: true })
    world.gate.fillHoursOf(coach)
    await world.gate.idle()
    expect([await listStarts(), await listStarts('booked')]).toEqual([[], [noon]])
    await world.gate.fillHours()
    expect(await listStarts()).toEqual([])
    await world.addPerson(coach, 'coach')
    world.gate.fillHoursOf(coach)
    await world.gate.idle()
    expect(await listStarts()).toEqual([nine, nine + week, noon + week])
  })
})

describe('what a coach takes away', () => {
  beforeEach(async () => {
    await saveProfile({ availability: tuesdays() })
  })

  it('AV4 a removal is a skip in the same commit, and is not filled again', async () => {
    expect(await remove(noon)).toMatchObject({ ok: true })
    expect(await listSkips()).toEqual([noon])
    await world.gate.fillHours()
    await saveProfile({ bio: 'New' })
    expect(await listStarts()).not.toContain(noon)
  })

  it('AV4 many removals in one request are all skips', async () => {
    const starts = [nine, noon, three, nine + week]
    const docs = await Promise.all(
      starts.map(async startsAt => {
        const _id = createSlotId(coach, startsAt)
        return { _id, _deleted: true, _rev: (await readRev(world.databases, 'slots', _id)) ?? '' }
      })
    )
    expect((await world.push(coach, 'slots', docs)).every(row => 'ok' in row)).toBe(true)
    expect(await listSkips()).toEqual(starts)
    expect(await listStarts()).toEqual([noon + week, three + week])
  })

  it('AV4 a move is a skip, and the moved slot is the coach’s own: it stays without the hours', async () => {
    const old = await readSlot(world.databases, createSlotId(coach, noon))
    const to = noon + dayMs
    const makingId = createMakingId('f'.repeat(32), old)
    const moved = slotDoc(coach, to, { movesFrom: createSlotId(coach, noon), movesMakingId: old?.makingId, makingId })
    expect((await world.push(coach, 'slots', [moved]))[0]).toMatchObject({ ok: true })
    expect(await listSkips()).toEqual([noon])
    await saveProfile({ availability: { ...(await readProfile()).profile.availability, weekly: [] } })
    expect(await listStarts()).toEqual([to])
  })

  it('AV4 a slot made by hand where hours want one is not filled again either, once it is removed', async () => {
    await saveProfile({ availability: tuesdays([]) })
    await world.push(coach, 'slots', [slotDoc(coach, noon)])
    await saveProfile({ availability: tuesdays() })
    await remove(noon)
    await world.gate.fillHours()
    expect(await listStarts()).not.toContain(noon)
  })

  it('AV4 hours withdrawn with a session are skipped; hours that open again are filled ones still', async () => {
    await book(noon)
    expect(await cancel(coach, false)).toMatchObject({ ok: true })
    expect(await listSkips()).toEqual([noon])
    await book(three, 2)
    expect(await cancel(ada, true, 2)).toMatchObject({ ok: true })
    expect(await listSkips()).toEqual([noon])
    expect(isFilledOpen((await readSlot(world.databases, createSlotId(coach, three))) as never)).toBe(true)
    await world.gate.fillHours()
    expect(await listStarts()).not.toContain(noon)
  })

  it('AV4 a coach who moves a session away and withdraws the hours takes them away', async () => {
    await book(noon)
    const request = rescheduleTo(coach, three, 5, { reopenSlot: false })
    expect(await pushCall(world, coach, bookingIdOf(1), { request })).toMatchObject({ ok: true })
    expect(await listSkips()).toEqual([noon])
    await world.gate.fillHours()
    expect([await listStarts('booked'), (await listStarts()).includes(noon)]).toEqual([[three], false])
  })

  it('AV6 a session that leaves hours which are wanted no more does not open them again', async () => {
    await book(noon)
    const override = { date: '2027-03-02', starts: [], generation }
    await saveProfile({ availability: tuesdays(undefined, { overrides: [override] }) })
    expect(await cancel(ada, true)).toMatchObject({ ok: true })
    expect(await listStarts()).toEqual([nine + week, noon + week, three + week])
  })

  it('AV4 new hours of that day lift the skips, and a push of an older state does not', async () => {
    const stale = await readProfile()
    await remove(noon)
    expect((await world.push(coach, 'users', [{ ...stale.doc, bio: 'Offline' }]))[0]).toMatchObject({
      name: 'conflict'
    })
    expect(await saveProfile({ availability: tuesdays() })).toMatchObject({ ok: true })
    expect(await listSkips()).toEqual([noon])
    const weekly = [{ weekday: 2, starts: [540, 720], generation: '0000000b' }]
    await saveProfile({ availability: tuesdays(undefined, { weekly }) })
    expect(await listStarts()).toContain(noon)
  })

  it('MG14 a removal that is built on the making before leaves what new hours have filled', async () => {
    const stale = await readRev(world.databases, 'slots', createSlotId(coach, noon))
    await saveProfile({ availability: tuesdays([540]) })
    const weekly = [{ weekday: 2, starts: [540, 720], generation: '0000000b' }]
    await saveProfile({ availability: tuesdays(undefined, { weekly }) })
    const [row] = await world.push(coach, 'slots', [
      { _id: createSlotId(coach, noon), _deleted: true, _rev: stale ?? '' }
    ])
    expect(row).toMatchObject({ name: 'conflict' })
    expect(await listStarts()).toContain(noon)
  })

  it('PC1 a pencil into filled hours is a session, and filling goes around it', async () => {
    await book(nine)
    await cancel(ada, true)
    const row = await world.push(coach, `calls-${coach}`, [pencilDoc(coach, noon, ada, bookingIdOf(7))])
    expect(row[0]).toMatchObject({ ok: true })
    await world.gate.fillHours()
    expect(await listStarts('booked')).toEqual([noon])
  })

  it('AV2 a claim decides nothing about whose making a slot is', async () => {
    const makingId = 'c'.repeat(32)
    await world.push(ada, 'slots', [claimDoc(coach, noon, bookingIdOf(1), world.now, { makingId })])
    const booked = await readSlot(world.databases, createSlotId(coach, noon))
    expect(booked?.status).toBe('booked')
    expect(booked?.makingId).not.toBe(makingId)
  })
})

describe('busy times', () => {
  const database = `calls-${coach}`
  const busy = (startsAt: number, more: Readonly<Record<string, unknown>> = {}) => ({
    _id: busyTimesId,
    kind: 'busy',
    intervals: [{ startsAt, endsAt: startsAt + slotLengthMs / 2 }],
    source: 'work.ics',
    importedAt: worldStart,
    ...more
  })

  it('AV10 hours are filled around them in the commit that stores them', async () => {
    await saveProfile({ availability: tuesdays([540, 720], { weeksAhead: 1 }) })
    expect((await world.push(coach, database, [busy(noon)]))[0]).toMatchObject({ ok: true })
    expect(await listStarts()).toEqual([nine])
    await world.gate.fillHours()
    await saveProfile({ bio: 'New' })
    expect(await listStarts()).toEqual([nine])
    const rev = await readRev(world.databases, database, busyTimesId)
    await world.push(coach, database, [{ ...busy(nine), _rev: rev ?? '' }])
    expect(await listStarts()).toEqual([noon])
  })

  it('AV12 a hundred thousand of them are refused, and nothing is stored or taken away', async () => {
    await saveProfile({ availability: tuesdays([540], { weeksAhead: 1 }) })
    const intervals = Array.from({ length: 100_000 }, (_, n) => ({ startsAt: n * 10, endsAt: n * 10 + 5 }))
    const [row] = await world.push(coach, database, [busy(nine, { intervals })])
    expect(row).toMatchObject({ message: 'malformed' })
    expect(await readRev(world.databases, database, busyTimesId)).toBeUndefined()
    expect(await listStarts()).toEqual([nine])
  })

  it('AV10 they are a coach’s own, and of the shape that has no titles', async () => {
    expect((await world.push(ada, `calls-${ada}`, [busy(noon)]))[0]).toMatchObject({ message: 'coaches-only' })
    expect((await world.push(ada, database, [busy(noon)]))[0]).toMatchObject({ message: 'not-yours' })
    expect((await world.push(coach, database, [busy(noon, { title: 'Doctor' })]))[0]).toMatchObject({
      message: 'unknown-field'
    })
    expect((await world.push(coach, database, [{ ...busy(noon), _id: 'busy:other' }]))[0]).toMatchObject({
      message: 'malformed'
    })
  })
})
