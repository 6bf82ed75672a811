import { blockListId } from '#domain/model/block-list.ts'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Databases, WritableDocument } from '#server/storage/document-store.ts'
import { StorageUnavailableError } from '#server/storage/storage-unavailable.ts'
import { findCopyViolations, findViolations } from '../support/gate-invariants.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  listDocs,
  pushCall,
  readBooking,
  readCall,
  readRev,
  requestIdOf,
  rescheduleTo,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const [ada, bob] = ['student1', 'student2']
const at = worldStart + 3 * dayMs
const id = bookingIdOf(1)

let world: GateWorld
beforeEach(async () => {
  world = await createGateWorld()
  await world.addPerson(coach, 'coach')
  for (const student of [ada, bob]) await world.addPerson(student, 'student')
  await world.push(coach, 'slots', [slotDoc(coach, at), slotDoc(coach, at + 3 * hourMs)])
  await world.push(ada, 'slots', [claimDoc(coach, at, id, world.now)])
})
afterEach(() => world.stop())

const cancelBy = (by: string, number = 1) =>
  pushCall(world, by, bookingIdOf(number), {
    request: { kind: 'cancel', requestId: requestIdOf(number), reason: 'ill', reopenSlot: true }
  })

describe('a database of copies that cannot be read', () => {
  const unreadable = (base: Databases, name: string): Databases => ({
    ...base,
    async open(opened) {
      const store = await base.open(opened)
      const fail = () => Promise.reject(new StorageUnavailableError({ cause: new Error('damaged') }))
      // What a coach's claims are judged by is no copy: see below.
      const read: typeof store.read = ids => (ids.includes(blockListId) ? store.read(ids) : fail())
      return opened === name ? { ...store, read, findUnsound: fail } : store
    }
  })

  it('BL3 nobody is booked, or told anything, by a block list that cannot be read: the claim fails, and is sent again', async () => {
    const base = unreadable(world.databases, 'nobody')
    const open = async (name: string) => {
      const store = await base.open(name)
      const fail = () => Promise.reject(new StorageUnavailableError({ cause: new Error('damaged') }))
      return name === `calls-${coach}` ? { ...store, read: fail } : store
    }
    await world.restart({ databases: { ...base, open } })
    const push = () => world.push(bob, 'slots', [claimDoc(coach, at + 3 * hourMs, bookingIdOf(3), world.now)])
    expect(await push()).toMatchObject([{ error: true, name: 'storage_unavailable' }])
    expect(await readBooking(world.databases, bookingIdOf(3))).toBeUndefined()
    // A cancellation asks for no such list.
    expect(await cancelBy(ada)).toMatchObject({ ok: true })
    await world.restart()
    expect(await push()).toMatchObject([{ ok: true }])
  })

  it('OC2 keeps the other party from nothing, and is made up for once it can be read', async () => {
    await world.restart({ databases: unreadable(world.databases, `calls-${ada}`) })
    expect(await cancelBy(coach)).toMatchObject({ ok: true })
    expect(await readBooking(world.databases, id)).toMatchObject({ state: 'cancelled' })
    expect(await readCall(world.databases, coach, id)).toMatchObject({ status: 'cancelled' })
    expect(await readCall(world.databases, ada, id)).toMatchObject({ status: 'confirmed' })

    await world.restart()
    await world.gate.idle()
    expect(await readCall(world.databases, ada, id)).toMatchObject({ status: 'cancelled' })
    expect(await findCopyViolations(world.databases)).toEqual([])
  })

  it('OC2 keeps nobody from anything who shares a turn with its owner', async () => {
    await world.addPerson('student3', 'student')
    const [copy] = await (await world.databases.open(`calls-${ada}`)).read([id])
    if (copy === undefined) throw new Error('no copy')
    await world.restart({ databases: unreadable(world.databases, `calls-${ada}`) })
    const claim = (student: string, startsAt: number, number: number) =>
      world.push(student, 'slots', [claimDoc(coach, startsAt, bookingIdOf(number), world.now)])
    for (const [n, student] of [bob, 'student3'].entries()) await claim(student, at, 8 + n)

    // The first claim holds the coach's calendar, so that what follows waits for it together.
    const [, own, other] = await Promise.allSettled([
      claim(bob, at, 7),
      world.push(ada, `calls-${ada}`, [copy]),
      claim('student3', at + 3 * hourMs, 5)
    ])

    expect(own).toMatchObject({ status: 'rejected', reason: { name: 'storage_unavailable' } })
    expect(other).toMatchObject({ status: 'fulfilled', value: [{ ok: true }] })
  })

  it('OC2 still owes the copy of a claim that is stored while what is owed is tried', async () => {
    const base = unreadable(world.databases, `calls-${coach}`)
    let tries = 0
    await world.restart({
      databases: {
        ...base,
        async commitInOrder(units) {
          tries += 1
          await world.gate.idle()
          return base.commitInOrder(units)
        }
      }
    })
    const rows = await world.push(bob, 'slots', [claimDoc(coach, at + 3 * hourMs, bookingIdOf(2), world.now)])
    expect([tries, rows]).toMatchObject([1, [{ ok: true }]])

    await world.restart()
    await world.gate.idle()
    expect(await readCall(world.databases, coach, bookingIdOf(2))).toMatchObject({ status: 'confirmed' })
  })

  it('OC2 owes the copy before the rest is stored: a kill right after it loses nothing', async () => {
    const base = unreadable(world.databases, `calls-${ada}`)
    const owedAtCommit: unknown[] = []
    await world.restart({
      databases: {
        ...base,
        async commitInOrder(units) {
          owedAtCommit.push(await (await base.open('bookings')).readLocal('projector'))
          return base.commitInOrder(units)
        }
      }
    })
    await cancelBy(coach)
    expect(owedAtCommit).toMatchObject([{ failed: [id] }])
  })
})

describe('storage that holds something else than was judged by', () => {
  it('OC1 is read, and the write is judged again', async () => {
    const slots = await world.databases.open('slots')
    const later = slotDoc(coach, at + 3 * hourMs)
    const _rev = await readRev(world.databases, 'slots', later._id)
    await slots.write([{ _id: later._id, _rev: _rev ?? '', _deleted: true }], { newEdits: true })

    const rows = await world.push(bob, 'slots', [claimDoc(coach, at + 3 * hourMs, bookingIdOf(2), world.now)])

    expect(rows).toMatchObject([{ error: true, message: 'slot-gone' }])
    expect(await readBooking(world.databases, bookingIdOf(2))).toMatchObject({ state: 'declined' })
    expect(await findViolations(world.databases)).toEqual([])
  })

  it('OC1 stores what was judged before it, and judges what comes after it by what is there', async () => {
    const slots = await world.databases.open('slots')
    const times = [10, 13, 16].map(hours => at + hours * hourMs)
    const [first, middle, last] = times.map(startsAt => slotDoc(coach, startsAt))
    if (first === undefined || middle === undefined || last === undefined) throw new Error('no slots')
    await slots.write([{ ...middle, status: 'booked', bookingId: bookingIdOf(7) }], {
      newEdits: true
    })

    const rows = await world.push(coach, 'slots', [first, middle, last])

    expect(rows.map(row => ('ok' in row ? 'ok' : row.message))).toEqual(['ok', 'Document update conflict.', 'ok'])
    const [stored] = await slots.read([middle._id])
    expect(stored).toMatchObject({ status: 'booked', bookingId: bookingIdOf(7) })
  })

  it('OC1 that conflicts each time fails one write alone', async () => {
    const { databases } = world
    const isOfBob = (unit: Parameters<Databases['commitInOrder']>[0][number]): boolean =>
      unit.some(({ docs }) => docs.some(({ studentId }) => studentId === bob))
    await world.restart({
      databases: {
        ...databases,
        async commitInOrder(units) {
          const position = units.findIndex(isOfBob)
          if (position === -1) return databases.commitInOrder(units)
          return [...(await databases.commitInOrder(units.slice(0, position))), { stored: false, rows: [] }]
        }
      }
    })
    await world.push(coach, 'slots', [slotDoc(coach, at + 6 * hourMs)])
    const [lost, granted] = await Promise.all([
      world.push(bob, 'slots', [claimDoc(coach, at + 3 * hourMs, bookingIdOf(2), world.now)]),
      world.push(ada, 'slots', [claimDoc(coach, at + 6 * hourMs, bookingIdOf(3), world.now)])
    ])
    expect(lost).toMatchObject([{ name: 'internal_error' }])
    expect(granted).toMatchObject([{ ok: true }])
    expect(world.logged.join()).toContain('a bug: a claim conflicts')
  })
})

describe('who else writes to the same copies', () => {
  it.each([
    ['before', [0, 1]],
    ['after', [1, 0]]
  ] as const)(
    'OC1 a notice that a replica puts aside %s a move that changes it has one live end, and stays put aside',
    async (_when, order) => {
      const [taken, free] = [at + 6 * hourMs, at + 3 * hourMs]
      expect(await pushCall(world, ada, id, { request: rescheduleTo(coach, taken, 1) })).toMatchObject({ ok: true })
      const database = `calls-${ada}`
      const notice = (await listDocs(world.databases, database)).find(({ _id }) => _id.startsWith('notice:'))
      const copy = (await listDocs(world.databases, `calls-${coach}`)).find(({ _id }) => _id === id)
      if (notice === undefined || copy === undefined) throw new Error('nothing to put aside')
      const ids = ['aaaa', notice._rev.slice(2)]
      const aside = { ...notice, dismissed: true, _rev: '2-aaaa', _revisions: { start: 2, ids } }
      const acts = [
        () => world.push(ada, database, [aside], false),
        () => world.push(coach, `calls-${coach}`, [{ ...copy, request: rescheduleTo(coach, free, 2) }])
      ]

      // Everybody's copies were looked through before. A claim holds the coach's calendar, so that both wait and share one turn.
      await world.push(bob, 'slots', [claimDoc(coach, at, bookingIdOf(8), world.now)])
      const claiming = world.push(bob, 'slots', [claimDoc(coach, taken, bookingIdOf(9), world.now)])
      const rows = await Promise.all([...order.map(n => acts[n]?.()), claiming])

      expect(rows[order.indexOf(1)]).toMatchObject([{ ok: true }])
      const store = await world.databases.open(database)
      expect((await store.readLeaves(notice._id)).filter(({ deleted }) => !deleted)).toHaveLength(1)
      const [stored] = await store.read([notice._id])
      expect(stored).toMatchObject({ slotId: slotDoc(coach, free)._id })
      if ((rows[order.indexOf(0)] ?? []).length > 0) expect(stored).toMatchObject({ dismissed: order[0] === 0 })
    }
  )

  it('does not hold up a cancellation: a student who sends without end takes turns with everybody', async () => {
    const calls = await world.databases.open(`calls-${ada}`)
    const [copy] = await calls.read([id])
    if (copy === undefined) throw new Error('no copy')
    let answered = 0
    const write = async (n: number) => {
      await world.push(ada, `calls-${ada}`, [{ ...copy, wordsEditedAt: world.now + n }])
      answered += 1
    }
    const busy = Array.from({ length: 500 }, (_, n) => write(n))
    await busy[0]
    const before = answered

    await cancelBy(coach)

    const meanwhile = answered - before
    await Promise.all(busy)
    expect(meanwhile).toBeLessThan(50)
    expect(await readBooking(world.databases, id)).toMatchObject({ state: 'cancelled' })
  })

  it('PJ2 a coach with many sessions who is renamed is claimed from meanwhile, and every copy has the new name', async () => {
    const count = 400
    const bookings = await world.databases.open('bookings')
    const [known] = await bookings.read([id])
    await world.gate.stop()
    await bookings.write(
      Array.from({ length: count }, (_, n): WritableDocument => {
        const startsAt = worldStart - (n + 1) * dayMs
        const hours = { startsAt, endsAt: startsAt + 2 * hourMs, slotId: slotDoc(coach, startsAt)._id }
        const { _rev: _known, ...fields } = known ?? {}
        return { ...fields, ...hours, _id: n.toString(16).padStart(32, 'a'), state: 'completed' }
      }),
      { newEdits: true }
    )
    await bookings.removeLocal('projector')
    await world.restart()
    await world.gate.idle()
    const users = await world.databases.open('users')
    const [profile] = await users.read([coach])

    await world.push(coach, 'users', [{ ...profile, _id: coach, displayName: 'Coach Carla' }])
    let isRefreshed = false
    const refreshing = world.gate.idle().then(() => {
      isRefreshed = true
    })
    const rows = await world.push(bob, 'slots', [claimDoc(coach, at + 3 * hourMs, bookingIdOf(2), world.now)])

    expect(rows).toMatchObject([{ ok: true }])
    expect(isRefreshed).toBe(false)
    await refreshing
    const names = await Promise.all(
      [id, bookingIdOf(2), '0'.padStart(32, 'a')].map(
        async (booking, n) => (await readCall(world.databases, n === 1 ? bob : ada, booking))?.otherName
      )
    )
    expect(names).toEqual(['Coach Carla', 'Coach Carla', 'Coach Carla'])
    expect(await findCopyViolations(world.databases)).toEqual([])
  })
})
