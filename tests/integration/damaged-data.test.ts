import { randomUUID } from 'node:crypto'
import PouchDB from 'pouchdb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { DocumentStore, StoredDocument, WritableDocument } from '#server/storage/document-store.ts'
import { markJournalLost } from '#server/gate/start/restore-journal.ts'
import { createMemoryDatabases } from '#server/storage/memory-databases.ts'
import type { PouchDatabases } from '#server/storage/pouch-databases.ts'
import { StorageUnavailableError } from '#server/storage/storage-unavailable.ts'
import { checkData } from '#server/startup/check-data.ts'
import { breakTree } from '../support/broken-trees.ts'
import { findCopyViolations, findViolations } from '../support/gate-invariants.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  type GateWorld,
  hourMs,
  listBookings,
  listNotices,
  pushCall,
  readBooking,
  readCall,
  readRev,
  readSlot,
  requestIdOf,
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
  prepareVictims,
  spare
} from '../support/hostile-pushes.ts'
import { createMemoryPouch } from '../support/memory-pouch.ts'
import { systemStarts } from '../support/start-source.ts'

let databases: PouchDatabases
let world: GateWorld

beforeEach(async () => {
  databases = createMemoryDatabases(systemStarts)
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

  it('BK17 that was closed before its end has it again until then', async () => {
    world.now = booked + hourMs
    await pushCall(world, coach, adasBooking, {
      request: { kind: 'outcome', requestId: requestIdOf(1), outcome: 'completed' }
    })
    await remove(booked)
    expect(await check()).toEqual([`session ${adasBooking} is completed, but slot ${idOf(booked)} is not its own`])
    await startAgain()
    expect(await readSlot(databases, idOf(booked))).toMatchObject({ status: 'booked', bookingId: adasBooking })
    expect(await findViolations(databases)).toEqual([])
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

  const unknown = `slot ${idOf(free)} is booked by ${bookingIdOf(9)}, which the journal does not know`

  it('BK17 that neither the journal nor anybody’s copy knows is open again after the start', async () => {
    await overwrite(free, { status: 'booked', bookingId: bookingIdOf(9) })
    expect(await check()).toEqual([unknown])
    await startAgain()
    expect(await readSlot(databases, idOf(free))).toMatchObject({ status: 'open' })
    expect(await claim(bob, free, 2)).toMatchObject([{ ok: true }])
    expect(await check()).toEqual([])
  })

  it('BK17 SB7 that a copy knows is its session’s again', async () => {
    const store = await databases.open('bookings')
    const _rev = (await readRev(databases, 'bookings', adasBooking)) ?? ''
    await store.write([{ _id: adasBooking, _rev, _deleted: true }], { newEdits: true })
    await startAgain()
    expect(await readBooking(databases, adasBooking)).toMatchObject({ state: 'confirmed', studentId: ada })
    expect(await readSlot(databases, idOf(booked))).toMatchObject({ status: 'booked', bookingId: adasBooking })
    expect(await check()).toEqual([])
  })

  it('BK17 stays as it is where not all copies can be read', async () => {
    await overwrite(free, { status: 'booked', bookingId: bookingIdOf(9) })
    const unavailable = new StorageUnavailableError({ cause: new Error('not now') })
    const open = (name: string) => (name === `calls-${ada}` ? Promise.reject(unavailable) : databases.open(name))
    await world.restart({ databases: { ...databases, open } })
    expect(world.logged).toContain(`journal and calendar disagree: ${unknown}`)
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
    // Nothing but that the copies of what this test has put into the journal are missing.
    expect((await check()).filter(line => !line.includes('copy of booking'))).toEqual([])
  })
})

describe('what clients pushed with revisions of their own', () => {
  const stored = { start: 1_000_000_000, ids: ['aa', 'ff'] }

  it('RV2 a slot whose generation is a billion is rebuilt, and pulled, booked and removed with a plain PouchDB', async () => {
    const unwanted = free + 4 * hourMs
    const over = { _rev: '1000000000-aa', _revisions: stored }
    await store(
      'slots',
      [slotDoc(coach, free), slotDoc(coach, unwanted)].map(doc => ({ ...doc, ...over })),
      false
    )
    await (await databases.open('slots')).removeLocal('looked-through')
    expect(await check()).toContain(`slots/${idOf(free)} has an over-long revision`)
    await startAgain()
    expect(await check()).toEqual([])
    const replica = createMemoryPouch(`damaged-${randomUUID()}`)
    const pull = () => databases.usePouch('slots', pouch => PouchDB.replicate(pouch, replica).then(() => undefined))
    await pull()
    const doc = await replica.get(idOf(free))
    expect(doc._rev).toMatch(/^\d-/)
    const start = Number.parseInt(doc._rev, 10) + 1
    const pushed = { ...claimDoc(coach, free, bookingIdOf(2), world.now), _rev: `${start}-bb` }
    const _revisions = { start, ids: ['bb', doc._rev.slice(2)] }
    expect(await world.push(bob, 'slots', [{ ...pushed, _revisions }], false)).toMatchObject([{ ok: true }])
    await pull()
    expect(await replica.get(idOf(free), { conflicts: true })).toMatchObject({ status: 'booked' })
    const removal = { _id: idOf(unwanted), _rev: (await replica.get(idOf(unwanted)))._rev, _deleted: true }
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

  it('RV2 one that cannot be ended is named, the others are ended, and the next start goes on', async () => {
    const fork = { _rev: '7-aa', _revisions: { start: 7, ids: ['aa', 'ff'] } }
    await store(
      'slots',
      [booked, spare].map(startsAt => ({ ...slotDoc(coach, startsAt), ...fork })),
      false
    )
    const slots = await databases.open('slots')
    await slots.removeLocal('forks-ended')
    const stubborn = {
      ...slots,
      write: (docs, options) =>
        docs.some(({ _id }) => _id === idOf(spare)) ? Promise.resolve([]) : slots.write(docs, options),
      rebuild: () => Promise.reject(new Error('no'))
    } satisfies DocumentStore
    await world.restart({
      databases: { ...databases, open: async name => (name === 'slots' ? stubborn : databases.open(name)) }
    })
    expect(world.logged).toContain(`a second live revision was not ended: ${idOf(spare)}`)
    expect((await slots.readLeaves(idOf(booked))).filter(({ deleted }) => !deleted)).toHaveLength(1)
    expect(await check()).toContain(`slot ${idOf(spare)} has 2 live revisions where it should have one`)
    await startAgain()
    expect((await slots.readLeaves(idOf(spare))).filter(({ deleted }) => !deleted)).toHaveLength(1)
  })
})

describe('a document that cannot be read', () => {
  const damage = (database: string, id: string) => breakTree(databases, database, id)
  const words = { notes: 'What was said' } as const
  /** As the gate does it for a device. */
  const write = async (more: object = words): Promise<void> => {
    const [doc] = await (await databases.open(`calls-${ada}`)).read([adasBooking])
    await store(`calls-${ada}`, [{ ...doc, _id: adasBooking, ...more }])
  }

  it('DM1 of a slot that was removed is removed after the start, and can be made again', async () => {
    await damage('slots', idOf(free))
    expect(await check()).toEqual([`slots/${idOf(free)} cannot be read`])
    await startAgain()
    expect(world.logged.join()).toContain(`slots/${idOf(free)} could not be read`)
    expect(await check()).toEqual([])
    expect(await readSlot(databases, idOf(free))).toBeUndefined()
    expect(await world.push(coach, 'slots', [slotDoc(coach, free)])).toMatchObject([{ ok: true }])
    expect(await claim(bob, free, 2)).toMatchObject([{ ok: true }])
  })

  it('DM1 of a booked slot is as the journal says, and nobody else gets it', async () => {
    await damage('slots', idOf(booked))
    await startAgain()
    expect(await readSlot(databases, idOf(booked))).toMatchObject({ status: 'booked', bookingId: adasBooking })
    expect(await claim(bob, booked, 2)).toMatchObject([{ message: 'slot-taken' }])
    expect(await check()).toEqual([])
  })

  it('DM1 SB7 of the journal is as both parties’ copies say', async () => {
    const before = await readBooking(databases, adasBooking)
    await damage('bookings', adasBooking)
    expect(await check()).toContain(`bookings/${adasBooking} cannot be read`)
    await startAgain()
    expect(await readBooking(databases, adasBooking)).toEqual(before)
    expect(await check()).toEqual([])
    expect(await findCopyViolations(databases)).toEqual([])
  })

  it('DM1 SB7 of a journal that was set back, too, is as both parties’ copies say', async () => {
    await startAgain()
    const before = await readBooking(databases, adasBooking)
    await damage('bookings', adasBooking)
    await markJournalLost(await databases.open('slots'))
    await startAgain()
    expect(await readBooking(databases, adasBooking)).toEqual(before)
    expect(await check()).toEqual([])
  })

  it('DM1 SB1 of a person is made again from the journal, as another past; what no device brought back is named', async () => {
    const mine = await databases.open(`calls-${ada}`)
    const [before] = (await mine.readStarts()).starts
    await damage(`calls-${ada}`, adasBooking)
    expect(await check()).toContain(`calls-${ada}/${adasBooking} cannot be read`)
    await startAgain()
    expect(await readCall(databases, ada, adasBooking)).toMatchObject({ status: 'confirmed', slotId: idOf(booked) })
    expect((await mine.readStarts()).starts.map(({ id }) => id)).not.toContain(before?.id)
    const { notes, problems } = await checkData(databases, world.now)
    expect(problems).toEqual([])
    expect(notes.join()).toContain(`no device has brought it back yet: ${adasBooking}`)
    await write()
    expect((await checkData(databases, world.now)).notes.join()).not.toContain('no device has brought it back')
  })

  it('DM1 of a person is kept with its words where a body of it can be read', async () => {
    await write()
    const mine = await databases.open(`calls-${ada}`)
    const [doc] = await mine.read([adasBooking])
    const { _rev: _, ...body } = doc as StoredDocument
    // A revision beside the one that will be lost, with the words of then.
    await mine.write([{ ...body, _id: adasBooking, _rev: '2-aa', _revisions: { start: 2, ids: ['aa', 'ff'] } }], {
      newEdits: false
    })
    await damage(`calls-${ada}`, adasBooking)
    await startAgain()
    expect(await readCall(databases, ada, adasBooking)).toMatchObject({ status: 'confirmed', ...words })
    expect(await check()).toEqual([])
  })
})
