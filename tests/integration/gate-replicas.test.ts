import { randomUUID } from 'node:crypto'
import PouchDB from 'pouchdb'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { createMemoryDatabases } from '#server/storage/memory-databases.ts'
import type { PouchDatabases } from '#server/storage/pouch-databases.ts'
import { createMemoryPouch } from '../support/memory-pouch.ts'
import { systemStarts } from '../support/start-source.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  listBookings,
  readCall,
  readRev,
  readSlot,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const ada = 'student1'
const bob = 'student2'
const at = worldStart + dayMs
const slotId = `${coach}:${at}`

let databases: PouchDatabases
let world: GateWorld
let replicas: PouchDB.Database[]

beforeEach(async () => {
  databases = createMemoryDatabases(systemStarts)
  world = await createGateWorld({ databases })
  await world.addPerson(coach, 'coach')
  await world.addPerson(ada, 'student')
  await world.addPerson(bob, 'student')
  replicas = []
})
afterEach(async () => {
  await Promise.all(replicas.map(replica => replica.destroy()))
  await world.stop()
})

function createReplica(): PouchDB.Database {
  const replica = createMemoryPouch(`replica-${randomUUID()}`)
  replicas.push(replica)
  return replica
}

function pull(replica: PouchDB.Database, database = 'slots') {
  return databases.usePouch(database, pouch =>
    PouchDB.replicate(pouch, replica, { checkpoint: 'target' }).then(() => undefined)
  )
}

/** What a replicating client sends, with its outcome. `denied` are the reasons of refused documents. */
async function push(replica: PouchDB.Database, userId: string, database = 'slots') {
  const denied: string[] = []
  /** As `_bulk_docs` does it: a replicator is told refusals alone. */
  const bulkDocs = async ({ docs }: { readonly docs: Parameters<GateWorld['push']>[2] }) => {
    const rows = await world.push(userId, database, docs, false)
    const refusals = rows.filter(row => 'error' in row)
    denied.push(...refusals.map(({ message }) => message))
    return refusals
  }
  const done = await databases
    .usePouch(database, pouch => {
      const target = Object.assign(Object.create(pouch) as PouchDB.Database, { bulkDocs })
      return PouchDB.replicate(replica, target, { checkpoint: 'source' }).then(() => 'ended')
    })
    .catch(() => 'failed')
  return { denied, done }
}

async function edit(replica: PouchDB.Database, change: (doc: Record<string, unknown>) => object, id = slotId) {
  const doc = await replica.get<Record<string, unknown>>(id)
  await replica.put(change(doc) as PouchDB.Core.PutDocument<object>)
}

const claimIn = (replica: PouchDB.Database, number: number) =>
  edit(replica, doc => ({ ...claimDoc(coach, at, bookingIdOf(number), world.now), _rev: doc['_rev'] }))

async function expectSameWinner(replica: PouchDB.Database, id = slotId) {
  const mine = await replica.get<Record<string, unknown>>(id, { conflicts: true })
  expect(mine._rev).toBe(await readRev(databases, 'slots', id))
  expect(mine._conflicts).toBeUndefined()
  return mine
}

it('BK1 BK2 a plain PouchDB that wins and one that loses both end with the server’s state', async () => {
  await world.push(coach, 'slots', [slotDoc(coach, at), slotDoc(coach, at + 3 * hourMs)])
  const neighbour = await readRev(databases, 'slots', `${coach}:${at + 3 * hourMs}`)
  const [winner, loser] = [createReplica(), createReplica()]
  await Promise.all([pull(winner), pull(loser)])
  await claimIn(winner, 1)
  await claimIn(loser, 2)

  expect(await push(winner, ada)).toEqual({ denied: [], done: 'ended' })
  expect(await push(loser, bob)).toEqual({ denied: ['slot-taken'], done: 'ended' })
  await Promise.all([pull(winner), pull(loser)])

  for (const replica of [winner, loser]) {
    expect(await expectSameWinner(replica)).toMatchObject({ status: 'booked', bookingId: bookingIdOf(1) })
  }
  expect((await listBookings(databases)).map(booking => booking.state).sort()).toEqual(['confirmed', 'declined'])
  expect(await readSlot(databases, slotId)).toEqual({
    id: slotId,
    coachId: coach,
    startsAt: at,
    endsAt: at + 2 * hourMs,
    status: 'booked',
    bookingId: bookingIdOf(1),
    rev: await readRev(databases, 'slots', slotId)
  })
  expect(await readRev(databases, 'slots', `${coach}:${at + 3 * hourMs}`)).toBe(neighbour)
})

it('BK2 many plain PouchDBs at once: one wins, one live leaf is left', async () => {
  await world.push(coach, 'slots', [slotDoc(coach, at)])
  const rev = await readRev(databases, 'slots', slotId)
  const hash = rev?.slice(2) ?? ''
  const students = Array.from({ length: 20 }, (_, n) => `racer${String(n).padStart(4, '0')}`)
  for (const student of students) await world.addPerson(student, 'student')

  const rows = await Promise.all(
    students.map((student, n) => {
      const own = `abcd${n}`
      const history = { _rev: `2-${own}`, _revisions: { start: 2, ids: [own, hash] } }
      return world.push(student, 'slots', [claimDoc(coach, at, bookingIdOf(n), world.now, history)], false)
    })
  )

  expect(rows.flat().filter(row => 'ok' in row)).toHaveLength(1)
  const tree = await databases.usePouch('slots', pouch => pouch.get(slotId, { open_revs: 'all' }))
  const leaves = tree as readonly { readonly ok: { readonly _deleted?: boolean } }[]
  expect(leaves.filter(leaf => leaf.ok._deleted !== true)).toHaveLength(1)
  const confirmed = (await listBookings(databases)).filter(booking => booking.state === 'confirmed')
  expect(await readSlot(databases, slotId)).toMatchObject({ status: 'booked', bookingId: confirmed[0]?.id })
})

it('BK4 a claim whose answer was lost is pushed again and ends as granted', async () => {
  await world.push(coach, 'slots', [slotDoc(coach, at)])
  const replica = createReplica()
  await pull(replica)
  await claimIn(replica, 1)
  const { _rev, _revisions, ...doc } = (await replica.get(slotId, { revs: true })) as unknown as Record<string, unknown>
  const again = { ...doc, _rev, _revisions } as Parameters<GateWorld['push']>[2][number]
  await world.push(ada, 'slots', [again], false)
  const rev = await readRev(databases, 'slots', slotId)

  expect(await world.push(ada, 'slots', [again], false)).toMatchObject([{ ok: true, rev }])
  expect(await push(replica, ada)).toEqual({ denied: [], done: 'ended' })
  await pull(replica)
  await expectSameWinner(replica)
})

it('BK8 a claim for a slot that was removed meanwhile ends as removed on the client', async () => {
  await world.push(coach, 'slots', [slotDoc(coach, at)])
  const replica = createReplica()
  await pull(replica)
  await claimIn(replica, 1)
  const rev = await readRev(databases, 'slots', slotId)
  await world.push(coach, 'slots', [{ _id: slotId, _rev: rev ?? '', _deleted: true }])

  expect(await push(replica, ada)).toMatchObject({ denied: ['slot-gone'] })
  await pull(replica)

  await expect(replica.get(slotId)).rejects.toMatchObject({ status: 404 })
  expect(await readSlot(databases, slotId)).toBeUndefined()
})

it('BK6 a second claim of the holder leaves the slot as it is and the client with it', async () => {
  await world.push(coach, 'slots', [slotDoc(coach, at)])
  const replica = createReplica()
  await pull(replica)
  await claimIn(replica, 2)
  await world.push(ada, 'slots', [claimDoc(coach, at, bookingIdOf(1), world.now)])

  expect(await push(replica, ada)).toMatchObject({ denied: ['already-yours'] })
  await pull(replica)

  expect(await expectSameWinner(replica)).toMatchObject({ status: 'booked', bookingId: bookingIdOf(1) })
})

it('SL14 takes a coach’s plain edits forward only', async () => {
  const [first, second] = [createReplica(), createReplica()]
  await first.put(slotDoc(coach, at))
  expect(await push(first, coach)).toEqual({ denied: [], done: 'ended' })
  await pull(second)
  expect(await expectSameWinner(second)).toMatchObject({ status: 'open' })
  await first.remove(await first.get(slotId))
  expect(await push(first, coach)).toEqual({ denied: [], done: 'ended' })
  await edit(second, doc => ({ ...doc, movesFrom: `${coach}:${at + hourMs}` }))

  expect(await push(second, coach)).toEqual({ denied: ['outdated'], done: 'ended' })

  expect(await readSlot(databases, slotId)).toBeUndefined()
})

it('SL6 a slot that is kept as declined supersedes what was pushed', async () => {
  await world.push(coach, 'slots', [slotDoc(coach, at)])
  const replica = createReplica()
  await replica.put(slotDoc(coach, at + hourMs))

  expect(await push(replica, coach)).toEqual({ denied: [], done: 'ended' })
  await pull(replica)

  expect(await expectSameWinner(replica, `${coach}:${at + hourMs}`)).toMatchObject({
    status: 'declined',
    decline: { reason: 'slot-overlaps', slotId }
  })
})

it('SL7 an edit of a booked slot is refused and the client has the booked slot again', async () => {
  await world.push(coach, 'slots', [slotDoc(coach, at)])
  await world.push(ada, 'slots', [claimDoc(coach, at, bookingIdOf(1), world.now)])
  const replica = createReplica()
  await pull(replica)
  await replica.remove(await replica.get(slotId))

  expect(await push(replica, coach)).toMatchObject({ denied: ['slot-booked'] })
  await pull(replica)

  expect(await expectSameWinner(replica)).toMatchObject({ status: 'booked' })
})

it('SL9 moves a slot with a plain PouchDB: new and old together', async () => {
  await world.push(coach, 'slots', [slotDoc(coach, at)])
  const replica = createReplica()
  await pull(replica)
  await replica.put(slotDoc(coach, at + hourMs, { movesFrom: slotId }))

  await push(replica, coach)
  await pull(replica)

  await expect(replica.get(slotId)).rejects.toMatchObject({ status: 404 })
  await expectSameWinner(replica, `${coach}:${at + hourMs}`)
})

it('SL13 a slot made anew over a tombstone by a replica that never knew it is accepted', async () => {
  await world.push(coach, 'slots', [slotDoc(coach, at, { movesFrom: `${coach}:${at - hourMs}` })])
  const rev = await readRev(databases, 'slots', slotId)
  await world.push(coach, 'slots', [{ _id: slotId, _rev: rev ?? '', _deleted: true }])
  const replica = createReplica()
  await replica.put(slotDoc(coach, at))

  expect(await push(replica, coach)).toEqual({ denied: [], done: 'ended' })
  expect(await readSlot(databases, slotId)).toMatchObject({ status: 'open' })
})

it('FB5 an adjusted copy supersedes what was pushed', async () => {
  await world.push(coach, 'slots', [slotDoc(coach, at)])
  await world.push(ada, 'slots', [claimDoc(coach, at, bookingIdOf(1), world.now)])
  await world.gate.idle()
  const calls = `calls-${coach}`
  const replica = createReplica()
  await pull(replica, calls)
  world.now = at + 3 * hourMs
  await edit(replica, doc => ({ ...doc, satisfaction: 4, otherName: 'Forged' }), bookingIdOf(1))

  expect(await push(replica, coach, calls)).toEqual({ denied: [], done: 'ended' })
  await pull(replica, calls)

  const mine = await replica.get<Record<string, unknown>>(bookingIdOf(1), { conflicts: true })
  expect(mine).toMatchObject({ satisfaction: 4, otherName: `Name of ${ada}`, wordsStamp: { by: coach } })
  expect(mine._conflicts).toBeUndefined()
  expect(await readCall(databases, coach, bookingIdOf(1))).toMatchObject({ satisfaction: 4 })
})

it.each([
  ['a history of another revision', { _rev: '2-aa', _revisions: { start: 2, ids: ['bb', 'cc'] } }],
  ['a history longer than its generation', { _rev: '1-aa', _revisions: { start: 1, ids: ['aa', 'bb'] } }],
  ['no revision', {}],
  ['a revision without a number', { _rev: 'aa' }],
  ['a history of the wrong shape', { _rev: '2-aa', _revisions: { start: 2 } as never }]
])('refuses a pushed revision with %s', async (_name, revision) => {
  const rows = await world.push(
    coach,
    'slots',
    [slotDoc(coach, at, revision), slotDoc(coach, at, { _rev: '1-ab' })],
    false
  )
  expect(rows).toMatchObject([{ error: true, message: 'malformed' }, { ok: true }])
})
