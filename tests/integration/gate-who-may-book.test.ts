import { afterEach, beforeEach, expect, it } from 'vitest'
import { productVersion } from '#domain/versions/product-version.ts'
import type { Databases, DocumentStore } from '#server/storage/document-store.ts'
import { createMemoryDatabases } from '#server/storage/memory-databases.ts'
import { systemStarts } from '../support/start-source.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  listDocs,
  listNotices,
  pencilDoc,
  readBooking,
  readCall,
  readRev,
  readSlot,
  requestIdOf,
  rescheduleTo,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const open = 'coach001'
const closed = 'coach002'
const ada = 'student1'
const bob = 'student2'
const at = worldStart + dayMs

let world: GateWorld
/** What the gate asked of storage, in order. */
let asked: string[]

beforeEach(async () => {
  asked = []
  world = await createGateWorld({ databases: watch(createMemoryDatabases(systemStarts)) })
  for (const coach of [open, closed]) await world.addPerson(coach, 'coach')
  for (const student of [ada, bob]) await world.addPerson(student, 'student')
  for (const coach of [open, closed])
    await world.push(
      coach,
      'slots',
      [0, 1, 2, 3].map(n => slotDoc(coach, at + n * 3 * hourMs))
    )
  await setWhoMayBook(closed, 'my-students')
})
afterEach(() => world.stop())

/** Says of every read and commit which databases and documents it is about. */
function watch(base: Databases): Databases {
  const watched = (store: DocumentStore): DocumentStore => ({
    ...store,
    read(ids) {
      asked.push(`read ${store.name} ${ids.join(' ')}`)
      return store.read(ids)
    }
  })
  return {
    ...base,
    open: async name => watched(await base.open(name)),
    commitInOrder(units) {
      asked.push(
        ...units.flat().map(({ database, docs }) => `commit ${database} ${docs.map(({ _id }) => _id).join(' ')}`)
      )
      return base.commitInOrder(units)
    }
  }
}

async function setWhoMayBook(coach: string, whoMayBook: string): Promise<void> {
  const [stored] = (await listDocs(world.databases, 'users')).filter(({ _id }) => _id === coach)
  // From a device of today: one that sends no version keeps what is stored (VE6).
  const user = { userId: coach, name: coach, role: 'coach', deviceVersion: productVersion } as const
  const docs = [{ ...stored, _id: coach, whoMayBook }]
  expect(await world.gate.write({ database: 'users', docs, newEdits: true, user })).toMatchObject([{ ok: true }])
}

async function block(coach: string, ...studentIds: string[]): Promise<readonly unknown[]> {
  const rev = await readRev(world.databases, `calls-${coach}`, 'blocks')
  const doc = { _id: 'blocks', kind: 'blocks', studentIds, ...(rev === undefined ? {} : { _rev: rev }) }
  return world.push(coach, `calls-${coach}`, [doc])
}

async function claim(student: string, coach: string, number: number, startsAt = at) {
  return (await world.push(student, 'slots', [claimDoc(coach, startsAt, bookingIdOf(number), world.now)]))[0]
}

/** Everything that is stored, and under which revision. */
async function readAll(): Promise<string> {
  const names = ['slots', 'users', 'bookings', ...[open, closed, ada, bob].map(id => `calls-${id}`)]
  return JSON.stringify(await Promise.all(names.map(async name => [name, await listDocs(world.databases, name)])))
}

it('BL1 who is a stranger to a coach of own students alone is told to ask, and whoever has met the coach books', async () => {
  expect(await claim(ada, closed, 1)).toMatchObject({ error: true, message: 'by-arrangement' })
  await setWhoMayBook(closed, 'everyone')
  expect(await claim(ada, closed, 2)).toMatchObject({ ok: true })
  await setWhoMayBook(closed, 'my-students')
  expect(await claim(ada, closed, 3, at + 3 * hourMs)).toMatchObject({ ok: true })
  expect(await claim(bob, closed, 4, at + 6 * hourMs)).toMatchObject({ message: 'by-arrangement' })
})

it('BL4 the answers to a blocked student and to a stranger are the same, byte for byte, whatever the slot is', async () => {
  await block(open, ada)
  await world.push(closed, `calls-${closed}`, [{ _id: 'blocks', kind: 'blocks', studentIds: [bob] }])
  await setWhoMayBook(closed, 'my-students')
  // Taken by somebody else, gone, and never a slot; each at both coaches.
  await world.addPerson('student3', 'student')
  for (const coach of [open, closed]) await setWhoMayBook(coach, 'everyone')
  for (const [n, coach] of [open, closed].entries())
    expect(await claim('student3', coach, 70 + n, at + (3 + 3 * n) * hourMs)).toMatchObject({ ok: true })
  await setWhoMayBook(closed, 'my-students')
  const before = await readAll()
  const tellApart = async (coach: string, more: object, newEdits: boolean) => {
    asked = []
    const started = [0, 1, 2, 50].map((n, i) => ({
      ...claimDoc(coach, at + n * 3 * hourMs, bookingIdOf(10 + i), world.now),
      ...more
    }))
    const rows = await world.push(ada, 'slots', started, newEdits)
    return {
      rows: JSON.stringify(rows).replaceAll(coach, 'coach'),
      asked: asked.map(line => line.replaceAll(coach, 'coach'))
    }
  }
  for (const more of [{}, { message: 'Please' }]) {
    // Once for each coach, so that what is in memory is the same.
    await tellApart(open, more, true)
    await tellApart(closed, more, true)
    const [blocked, stranger] = [await tellApart(open, more, true), await tellApart(closed, more, true)]
    expect(blocked).toEqual(stranger)
    expect(blocked.rows).toContain('by-arrangement')
    expect(blocked.asked.filter(line => line.startsWith('commit'))).toEqual([])
  }
  await world.gate.idle()
  expect(await readAll()).toBe(before)
})

it('BL4 a replica that brings its own revisions gets the same from both, with slots that were put right alike', async () => {
  await block(open, ada)
  const push = async (coach: string) => {
    const slot = await readSlot(world.databases, `${coach}:${at}`)
    const [own, parent] = [bookingIdOf(90), (slot?.rev ?? '').slice(2)]
    const doc = {
      ...claimDoc(coach, at, bookingIdOf(91), world.now),
      _rev: `2-${own}`,
      _revisions: { start: 2, ids: [own, parent] }
    }
    asked = []
    const rows = await world.push(ada, 'slots', [doc], false)
    const stored = await readSlot(world.databases, `${coach}:${at}`)
    return {
      rows: JSON.stringify(rows).replaceAll(coach, 'coach'),
      asked: asked.map(line => line.replaceAll(coach, 'coach')),
      stored: { ...stored, id: '', coachId: '', makingId: '', rev: stored?.rev.split('-')[0] }
    }
  }
  await world.push(closed, `calls-${closed}`, [{ _id: 'blocks', kind: 'blocks', studentIds: [] }])
  // What is read once for a coach is read.
  for (const coach of [open, closed]) await claim(bob, coach, coach === open ? 81 : 82, at + 9 * hourMs)
  expect(await push(open)).toEqual(await push(closed))
})

it('BL3 a claim that is judged after the block was stored sees it, in the same batch or under the same locks', async () => {
  const push = (studentIds: readonly string[], rev: string | undefined) =>
    world.push(open, `calls-${open}`, [
      { _id: 'blocks', kind: 'blocks', studentIds, ...(rev === undefined ? {} : { _rev: rev }) }
    ])
  const [blocked, claimed] = await Promise.all([push([ada], undefined), claim(ada, open, 1)])
  expect(blocked).toMatchObject([{ ok: true }])
  expect(claimed).toMatchObject({ message: 'by-arrangement' })
  const rev = await readRev(world.databases, `calls-${open}`, 'blocks')
  const [early, unblocked, again] = await Promise.all([claim(ada, open, 2), push([], rev), claim(ada, open, 3)])
  expect(early).toMatchObject({ message: 'by-arrangement' })
  expect(unblocked).toMatchObject([{ ok: true }])
  expect(again).toMatchObject({ ok: true })
})

it('BL3 a block holds after a restart, and is where the coach’s own database has it', async () => {
  await block(open, bob, ada, bob)
  expect(await listDocs(world.databases, `calls-${open}`)).toMatchObject([{ _id: 'blocks', studentIds: [ada, bob] }])
  await world.restart()
  expect(await claim(ada, open, 1)).toMatchObject({ message: 'by-arrangement' })
  await block(open, bob)
  expect(await claim(ada, open, 2)).toMatchObject({ ok: true })
})

it('BL5 a blocked student keeps the sessions there are, may cancel them and not move them; the coach may move and book', async () => {
  await claim(ada, open, 1)
  await claim(ada, open, 2, at + 3 * hourMs)
  await block(open, ada)
  const before = await readBooking(world.databases, bookingIdOf(1))
  const ask = async (who: string, number: number, request: object) => {
    const call = await readCall(world.databases, who, bookingIdOf(number))
    const rev = await readRev(world.databases, `calls-${who}`, bookingIdOf(number))
    const { id: _, ...fields } = call ?? { id: '' }
    return (
      await world.push(who, `calls-${who}`, [{ _id: bookingIdOf(number), _rev: rev ?? '', ...fields, request }])
    )[0]
  }
  const move = rescheduleTo(open, at + 6 * hourMs, 1)
  expect(await ask(ada, 1, move)).toMatchObject({ error: true, message: 'by-arrangement' })
  // Nothing of it is anywhere: not in the journal, not for the coach, and it may be asked as often as one likes.
  expect(await readBooking(world.databases, bookingIdOf(1))).toEqual(before)
  expect(await readCall(world.databases, ada, bookingIdOf(1))).not.toHaveProperty('request')
  for (let n = 2; n < 30; n += 1) await ask(ada, 1, rescheduleTo(open, at + 6 * hourMs, n))
  expect([...(await listNotices(world.databases, ada)), ...(await listNotices(world.databases, open))]).toEqual([])
  const cancel = { kind: 'cancel', requestId: requestIdOf(40), reason: 'Ill', reopenSlot: true }
  expect(await ask(ada, 1, cancel)).toMatchObject({ ok: true })
  expect(await readBooking(world.databases, bookingIdOf(1))).toMatchObject({ state: 'cancelled' })
  // The coach moves, and books.
  expect(await ask(open, 2, rescheduleTo(open, at + 9 * hourMs, 50))).toMatchObject({ ok: true })
  expect(await readBooking(world.databases, bookingIdOf(2))).toMatchObject({ startsAt: at + 9 * hourMs })
  const pencil = pencilDoc(open, at, ada, bookingIdOf(60))
  expect(await world.push(open, `calls-${open}`, [pencil])).toMatchObject([{ ok: true }])
})

it('BL3 only a coach has a block list, and only the own one', async () => {
  const doc = { _id: 'blocks', kind: 'blocks', studentIds: [] }
  expect(await world.push(ada, `calls-${ada}`, [doc])).toMatchObject([{ message: 'coaches-only' }])
  expect(await world.push(closed, `calls-${open}`, [doc])).toMatchObject([{ message: 'not-yours' }])
  expect(await block(open, ...Array.from({ length: 501 }, (_, n) => `student${1_000 + n}`))).toMatchObject([
    { message: 'malformed' }
  ])
  expect(await world.push(open, `calls-${open}`, [{ ...doc, why: 'rude' }])).toMatchObject([
    { message: 'unknown-field' }
  ])
  expect(await block(open, ada)).toMatchObject([{ ok: true }])
  const rev = await readRev(world.databases, `calls-${open}`, 'blocks')
  expect(await world.push(open, `calls-${open}`, [{ _id: 'blocks', _rev: rev ?? '', _deleted: true }])).toMatchObject([
    { message: 'server-owned' }
  ])
  expect(await claim(ada, open, 1)).toMatchObject({ message: 'by-arrangement' })
})

it('BL3 the ids of blocked students are in the own database of their coach alone', async () => {
  await block(open, 'studentx', ada)
  await claim(ada, open, 1)
  await world.gate.idle()
  const names = ['slots', 'users', 'bookings', ...[closed, ada, bob].map(id => `calls-${id}`)]
  for (const name of names) expect(JSON.stringify(await listDocs(world.databases, name))).not.toContain('studentx')
  expect(JSON.stringify(await listDocs(world.databases, `calls-${open}`))).toContain('studentx')
})
