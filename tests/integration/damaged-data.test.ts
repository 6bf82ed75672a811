import { randomUUID } from 'node:crypto'
import PouchDB from 'pouchdb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { WritableDocument } from '../../sync-server/storage/document-store.ts'
import { createMemoryDatabases } from '../../sync-server/storage/memory-databases.ts'
import type { PouchDatabases } from '../../sync-server/storage/pouch-databases.ts'
import { checkData } from '../../sync-server/startup/check-data.ts'
import { findViolations } from '../support/gate-invariants.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  type GateWorld,
  hourMs,
  listBookings,
  listNotices,
  readBooking,
  readCall,
  readRev,
  readSlot,
  slotDoc
} from '../support/gate-world.ts'
import {
  ada,
  adasBooking,
  bob,
  booked,
  coach,
  free,
  idOf,
  mallory,
  otherCoach,
  prepareVictims
} from '../support/hostile-pushes.ts'
import { systemStarts } from '../support/start-source.ts'

let databases: PouchDatabases
let world: GateWorld

beforeEach(async () => {
  databases = createMemoryDatabases(`damaged-${randomUUID()}-`, () => 0, systemStarts)
  world = await createGateWorld({ databases })
  await prepareVictims(world)
})
afterEach(() => world.stop())

/** Writes past the gate, as it happened with version 0.1.0. */
async function store(database: string, docs: readonly WritableDocument[], newEdits = true): Promise<void> {
  const rows = await (await databases.open(database)).write(docs, { newEdits })
  expect(rows.filter(row => 'error' in row)).toEqual([])
}

async function overwrite(startsAt: number, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
  await store('slots', [
    { ...slotDoc(coach, startsAt, more), _rev: (await readRev(databases, 'slots', idOf(startsAt))) ?? '' }
  ])
}

async function remove(startsAt: number): Promise<void> {
  await store('slots', [
    { _id: idOf(startsAt), _deleted: true, _rev: (await readRev(databases, 'slots', idOf(startsAt))) ?? '' }
  ])
}

async function addSession(
  number: number,
  studentId: string,
  startsAt: number,
  more: Readonly<Record<string, unknown>> = {}
): Promise<void> {
  const times = { startsAt, endsAt: startsAt + 2 * hourMs, claimedAt: world.now + number }
  const entry = {
    slotId: idOf(startsAt),
    coachId: coach,
    studentId,
    state: 'confirmed',
    requests: [],
    ...times,
    ...more
  }
  await store('bookings', [{ _id: bookingIdOf(number), ...entry }])
}

const check = async () => (await checkData(databases, world.now)).problems
const claim = (by: string, startsAt: number, number: number) =>
  world.push(by, 'slots', [claimDoc(coach, startsAt, bookingIdOf(number), world.now)])

/** As the next start of the server finds it; then everything is at rest. */
async function startAgain(): Promise<void> {
  await world.restart()
  await world.gate.idle()
}

describe('a confirmed session without its slot', () => {
  it.each([
    ['is open', () => overwrite(booked)],
    ['was removed', () => remove(booked)],
    ['was declined', () => overwrite(booked, { status: 'declined', decline: { reason: 'slot-overlaps' } })]
  ])('BK17 that %s has it again after the start, and nobody else gets it', async (_name, damage) => {
    await damage()
    expect(await check()).toEqual([`session ${adasBooking} is confirmed, but slot ${idOf(booked)} is not its own`])
    await startAgain()
    expect(await readSlot(databases, idOf(booked))).toMatchObject({ status: 'booked', bookingId: adasBooking })
    expect(await claim(bob, booked, 2)).toMatchObject([{ message: 'slot-taken' }])
    expect(await findViolations(databases)).toEqual([])
    expect(await check()).toEqual([])
  })

  it('BK17 is reported where another slot has taken its hours, and nobody is booked beside it', async () => {
    await remove(booked)
    await store('slots', [slotDoc(coach, booked + hourMs)])
    await startAgain()
    expect(world.logged.join()).toContain(`session ${adasBooking} is confirmed, but slot`)
    expect(await claim(bob, booked + hourMs, 2)).toMatchObject([{ message: 'coach-overlap' }])
    // Documents carry a code that version 0.1.0 knows.
    await world.gate.idle()
    expect(await readBooking(databases, bookingIdOf(2))).toMatchObject({ decline: { reason: 'slot-taken' } })
    expect(await readCall(databases, bob, bookingIdOf(2))).toMatchObject({ decline: { reason: 'slot-taken' } })
    expect(await listNotices(databases, bob)).toMatchObject([{ topic: 'claim-lost', reason: 'slot-taken' }])
    expect(await claim(bob, booked + hourMs, 2)).toMatchObject([{ message: 'slot-taken' }])
  })
})

describe('a booked slot without its session', () => {
  it.each([
    ['was declined', { state: 'declined', decline: { reason: 'slot-taken' } }, 'which is declined'],
    [
      'is elsewhere',
      { slotId: idOf(booked), startsAt: booked, endsAt: booked + 2 * hourMs, state: 'completed' },
      'which is elsewhere'
    ]
  ] as const)('BK17 that %s is open again after the start', async (_name, entry, words) => {
    await addSession(9, bob, free, entry)
    await overwrite(free, { status: 'booked', bookingId: bookingIdOf(9) })
    expect(await check()).toContain(`slot ${idOf(free)} is booked by ${bookingIdOf(9)}, ${words}`)
    await startAgain()
    expect(await readSlot(databases, idOf(free))).toMatchObject({ status: 'open' })
  })

  it('BK17 that the journal does not know stays as it is', async () => {
    await overwrite(free, { status: 'booked', bookingId: bookingIdOf(9) })
    const problem = `slot ${idOf(free)} is booked by ${bookingIdOf(9)}, which the journal does not know`
    expect(await check()).toEqual([problem])
    await startAgain()
    expect(world.logged).toContain(`journal and calendar disagree: ${problem}`)
    expect(await readSlot(databases, idOf(free))).toMatchObject({ status: 'booked' })
  })
})

describe('sessions that overlap', () => {
  const topics = async (who: string) =>
    (await listNotices(databases, who)).map(({ topic, reason }) => `${topic} ${reason}`)

  it('NT3 BK17 two students in one slot are both kept, the first one has it, and all three are told once', async () => {
    await overwrite(booked)
    await addSession(2, bob, booked)
    await startAgain()
    expect(await readSlot(databases, idOf(booked))).toMatchObject({ bookingId: adasBooking })
    expect((await listBookings(databases)).map(({ state }) => state)).toEqual(['confirmed', 'confirmed'])
    expect(await check()).toContainEqual(expect.stringContaining(`coach ${coach} has two sessions at once`))
    const told = ['request-refused slot-taken']
    expect([await topics(ada), await topics(bob)]).toEqual([told, told])
    expect(await topics(coach)).toEqual([...told, ...told])
    expect(await topics(mallory)).toEqual([])
    const [notice] = await listNotices(databases, ada)
    const _rev = (await readRev(databases, `calls-${ada}`, notice?.id ?? '')) ?? ''
    const { id: _id = '', ...fields } = notice ?? {}
    await world.push(ada, `calls-${ada}`, [{ _id, _rev, ...fields, dismissed: true }])
    await startAgain()
    expect(await listNotices(databases, ada)).toMatchObject([{ dismissed: true }])
    expect(await claim(mallory, booked, 3)).toMatchObject([{ message: 'slot-taken' }])
  })

  it('NT3 BK13 one student with two coaches at once is told, and both coaches', async () => {
    await addSession(2, ada, booked, { coachId: otherCoach, slotId: `${otherCoach}:${booked}` })
    await store('slots', [slotDoc(otherCoach, booked, { status: 'booked', bookingId: bookingIdOf(2) })])
    await startAgain()
    expect(await check()).toEqual([expect.stringContaining(`student ${ada} has two sessions at once`)])
    const told = 'request-refused student-overlap'
    expect(await topics(ada)).toEqual([told, told])
    expect([await topics(coach), await topics(otherCoach)]).toEqual([[told], [told]])
  })

  it('BK17 that have ended are history', async () => {
    await overwrite(booked)
    await addSession(2, bob, booked)
    world.now = booked + 3 * hourMs
    expect(await check()).toEqual([])
  })
})

describe('what clients pushed with revisions of their own', () => {
  const stored = { start: 1_000_000_000, ids: ['aa', 'ff'] }

  it('RV2 a slot whose generation is a billion is pulled, booked and removed with a plain PouchDB', async () => {
    const unwanted = free + 4 * hourMs
    const over = { _rev: '1000000000-aa', _revisions: stored }
    await store(
      'slots',
      [slotDoc(coach, free), slotDoc(coach, unwanted)].map(doc => ({ ...doc, ...over })),
      false
    )
    await startAgain()
    const replica = new PouchDB(`damaged-${randomUUID()}`, { adapter: 'memory' })
    const pull = () => databases.usePouch('slots', pouch => PouchDB.replicate(pouch, replica).then(() => undefined))
    await pull()
    const doc = await replica.get(idOf(free))
    expect(doc._rev).toBe('1000000000-aa')
    const pushed = { ...claimDoc(coach, free, bookingIdOf(2), world.now), _rev: '1000000001-bb' }
    const _revisions = { start: 1_000_000_001, ids: ['bb', 'aa', 'ff'] }
    expect(await world.push(bob, 'slots', [{ ...pushed, _revisions }], false)).toMatchObject([{ ok: true }])
    await pull()
    expect(await replica.get(idOf(free), { conflicts: true })).toMatchObject({ status: 'booked' })
    const removal = { _id: idOf(unwanted), _rev: over._rev, _deleted: true }
    expect(await world.push(coach, 'slots', [removal], true)).toMatchObject([{ ok: true }])
    await pull()
    await expect(replica.get(idOf(unwanted))).rejects.toMatchObject({ reason: 'deleted' })
    await replica.destroy()
    expect(await findViolations(databases)).toEqual([])
  })

  it('RV2 a slot with two live revisions has one after the start, and the other never comes back', async () => {
    const fork = { _rev: '7-aa', _revisions: { start: 7, ids: ['aa', 'ff'] } }
    await store('slots', [{ ...slotDoc(coach, booked), ...fork }], false)
    await (await databases.open('slots')).removeLocal('forks-ended')
    expect(await check()).toContain(`slot ${idOf(booked)} has 2 live revisions where it should have one`)
    await startAgain()
    expect(await readSlot(databases, idOf(booked))).toMatchObject({ status: 'booked', bookingId: adasBooking })
    const leaves = await (await databases.open('slots')).readLeaves(idOf(booked))
    expect(leaves.filter(({ deleted }) => !deleted)).toHaveLength(1)
    await remove(booked)
    expect(await readSlot(databases, idOf(booked))).toBeUndefined()
  })
})
