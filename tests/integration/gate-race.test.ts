import { describe, expect, it } from 'vitest'
import { isLiveBooking } from '#domain/model/booking.ts'
import type { SessionCopy, SessionRequest } from '#domain/model/session-copy.ts'
import { toWire } from '#domain/model/wire.ts'
import { createKeyedLock, type KeyedLock } from '#server/locks/keyed-lock.ts'
import { findCopyViolations, findViolations } from '../support/gate-invariants.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  listBookings,
  listNotices,
  listSlots,
  pencilDoc,
  pushCall,
  readBooking,
  readCall,
  readRev,
  requestIdOf,
  rescheduleTo,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const at = worldStart + dayMs

/** Lets everybody in at once. */
const noLock: KeyedLock = {
  acquire: () => ({ ready: Promise.resolve(), release: () => {} }),
  join: () => undefined
}

/**
 * Every student claims a slot of every coach at the same time, each claim in a request of its own. The slots overlap, so
 * each student can have one, and each slot one student.
 * @returns what is wrong afterwards
 */
async function race(locks: KeyedLock): Promise<{ readonly violations: readonly string[]; readonly granted: number }> {
  const world = await createGateWorld({ locks })
  const coaches = ['coach001', 'coach002', 'coach003', 'coach004', 'coach005']
  const students = ['student1', 'student2', 'student3', 'student4']
  for (const coach of coaches) await world.addPerson(coach, 'coach')
  for (const student of students) await world.addPerson(student, 'student')
  const starts = coaches.map((_, n) => at + (n * hourMs) / 4)
  for (const [n, coach] of coaches.entries()) await world.push(coach, 'slots', [slotDoc(coach, starts[n] ?? at)])

  const answers = await Promise.all(
    students.flatMap((student, s) =>
      coaches.map((coach, c) =>
        world.push(student, 'slots', [claimDoc(coach, starts[c] ?? at, bookingIdOf(s * 10 + c), world.now)])
      )
    )
  )
  const violations = await findViolations(world.databases)
  await world.gate.idle()
  await world.stop()
  return { violations, granted: answers.flat().filter(row => 'ok' in row).length }
}

describe('students who claim overlapping slots of several coaches at once', () => {
  it('BK13 are booked once each', async () => {
    expect(await race(createKeyedLock())).toEqual({ violations: [], granted: 4 })
  })

  it('BK13 are double-booked by a gate without locks, and this race notices', async () => {
    const { violations } = await race(noLock)
    expect(violations.filter(violation => violation.startsWith('sessions of student'))).not.toEqual([])
  })
})

describe('what meets at one slot at the same time', () => {
  const [coach, ada, bob] = ['coach001', 'student1', 'student2'] as const
  const places = [0, 3, 6].map(hours => at + hours * hourMs)
  const [first, second, third] = places as [number, number, number]

  /** Ada and Bob have a session each with one coach, at the first two of three slots. */
  async function prepare(): Promise<GateWorld> {
    const world = await createGateWorld()
    await world.addPerson(coach, 'coach')
    for (const student of [ada, bob]) await world.addPerson(student, 'student')
    await world.setPolicy(coach, { minimumNoticeMin: 0, cancelCutoffMin: 0, rescheduleCutoffMin: 0 })
    await world.push(
      coach,
      'slots',
      places.map(startsAt => slotDoc(coach, startsAt))
    )
    await world.push(ada, 'slots', [claimDoc(coach, first, bookingIdOf(1), world.now)])
    await world.push(bob, 'slots', [claimDoc(coach, second, bookingIdOf(2), world.now)])
    await world.gate.idle()
    return world
  }
  /** As a device does: where the copy has changed meanwhile, the request is sent again beside what it says now. */
  async function ask(world: GateWorld, by: string, number: number, request: SessionRequest): Promise<void> {
    for (;;) {
      const row = await pushCall(world, by, bookingIdOf(number), { request })
      if (row === undefined || 'ok' in row || row.name !== 'conflict') return
    }
  }
  const reschedule = (world: GateWorld, by: string, number: number, request: number, to = third) =>
    ask(world, by, number, rescheduleTo(coach, to, request))
  const cancel = (world: GateWorld, by: string) =>
    ask(world, by, 1, { kind: 'cancel', requestId: requestIdOf(8), reason: 'ill', reopenSlot: true })
  const claim = async (world: GateWorld, by: string) =>
    (await world.push(by, 'slots', [claimDoc(coach, third, bookingIdOf(3), world.now)]))[0]
  const pencil = async (world: GateWorld) =>
    (await world.push(coach, `calls-${coach}`, [pencilDoc(coach, third, ada, bookingIdOf(4))]))[0]

  type Act = (world: GateWorld) => Promise<unknown>
  /** Both at once, in either order of arrival, then everything comes to rest. */
  async function meet(acts: readonly [Act, Act], look: (world: GateWorld) => Promise<void>): Promise<void> {
    for (const ordered of [acts, acts.toReversed()]) {
      const world = await prepare()
      await Promise.all(ordered.map(act => act(world)))
      await world.gate.idle()
      expect(await findViolations(world.databases)).toEqual([])
      expect(await findCopyViolations(world.databases)).toEqual([])
      await look(world)
      await world.stop()
    }
  }
  const liveAt = async (world: GateWorld, startsAt: number) =>
    (await listBookings(world.databases)).filter(booking => isLiveBooking(booking) && booking.startsAt === startsAt)

  it('RS1 of two students who move into one slot one is there, the other is told and stays', async () => {
    await meet([world => reschedule(world, ada, 1, 1), world => reschedule(world, bob, 2, 2)], async world => {
      expect(await liveAt(world, third)).toHaveLength(1)
      expect((await listBookings(world.databases)).filter(isLiveBooking)).toHaveLength(2)
      const topics = (await Promise.all([ada, bob].map(who => listNotices(world.databases, who)))).flat()
      expect(topics).toMatchObject([{ topic: 'request-refused', reason: 'slot-taken' }])
    })
  })

  it('RS1 BK2 of a claim and a reschedule for one slot one is granted', async () => {
    await meet([world => reschedule(world, ada, 1, 1), world => claim(world, bob)], async world => {
      expect(await liveAt(world, third)).toHaveLength(1)
      const [moved, claimed] = await Promise.all([1, 3].map(n => readBooking(world.databases, bookingIdOf(n))))
      expect(moved?.startsAt === third).toBe(claimed?.state === 'declined')
    })
  })

  it('MG5 of a cancellation and a reschedule the cancellation stands, and no slot stays held', async () => {
    await meet([world => reschedule(world, coach, 1, 1), world => cancel(world, ada)], async world => {
      expect(await readBooking(world.databases, bookingIdOf(1))).toMatchObject({ state: 'cancelled' })
      expect((await listSlots(world.databases)).map(({ status }) => status)).toEqual(['open', 'booked', 'open'])
      const told = (await listNotices(world.databases, coach)).map(({ topic }) => topic)
      expect(told).toContain('session-cancelled')
    })
  })

  it('PC1 MG3 of a pencil and a claim for one slot one is granted, and the coach is told where it was the claim', async () => {
    await meet([pencil, world => claim(world, bob)], async world => {
      expect(await liveAt(world, third)).toHaveLength(1)
      const pencilled = await readBooking(world.databases, bookingIdOf(4))
      const told = (await listNotices(world.databases, coach)).map(({ topic }) => topic)
      expect(told).toEqual(pencilled?.state === 'declined' ? ['pencil-lost'] : [])
    })
  })

  /** Bob's claim holds the coach's calendar, so that what follows waits for it together. */
  const hold = (world: GateWorld) => world.push(bob, 'slots', [claimDoc(coach, third, bookingIdOf(6), world.now)])
  const [fresh, other] = [at + 30 * hourMs, at + 33 * hourMs]
  const makeSlots = (world: GateWorld) => world.push(coach, 'slots', [slotDoc(coach, fresh), slotDoc(coach, other)])
  /** Read before anything is under way. */
  async function prepareMove(world: GateWorld): Promise<Act> {
    const database = `calls-${ada}`
    const copy = await readCall(world.databases, ada, bookingIdOf(1))
    const rev = (await readRev(world.databases, database, bookingIdOf(1))) ?? ''
    if (copy === undefined) throw new Error('no copy')
    const wanting: SessionCopy = { ...copy, request: rescheduleTo(coach, fresh, 1) }
    return w => w.push(ada, database, [{ ...toWire(wanting), _rev: rev }])
  }

  it('RS1 slots, a move into them and a claim of what it leaves share one turn', async () => {
    const world = await prepare()
    await world.addPerson('student3', 'student')
    const move = await prepareMove(world)
    const rows = await Promise.all([
      hold(world),
      makeSlots(world),
      move(world),
      world.push('student3', 'slots', [claimDoc(coach, first, bookingIdOf(5), world.now)])
    ])
    expect(rows.flat().filter(row => 'error' in (row as object))).toEqual([])
    expect(await findViolations(world.databases)).toEqual([])
    const slots = await listSlots(world.databases)
    expect(slots.map(({ status }) => status)).toEqual(['booked', 'booked', 'booked', 'booked', 'open'])
    await world.gate.idle()
    await world.stop()
  })

  it.each([
    ['the move', [0, 1]],
    ['the pencil', [1, 0]]
  ] as const)('RS1 PC1 a move and a pencil share one turn, %s first', async (_name, order) => {
    const world = await prepare()
    await makeSlots(world)
    const move = await prepareMove(world)
    const acts = [
      move,
      (w: GateWorld) => w.push(coach, `calls-${coach}`, [pencilDoc(coach, other, ada, bookingIdOf(4))])
    ]
    const rows = await Promise.all([hold(world), ...order.map(position => acts[position]?.(world))])
    expect((rows.flat() as readonly object[]).filter(row => 'error' in row)).toEqual([])
    expect(await findViolations(world.databases)).toEqual([])
    const slots = await listSlots(world.databases)
    expect(slots.map(({ status }) => status)).toEqual(['open', 'booked', 'booked', 'booked', 'booked'])
    await world.gate.idle()
    await world.stop()
  })

  it('RS9 of two parties who move one session each is answered, and it is in one place', async () => {
    await meet([world => reschedule(world, ada, 1, 1), world => reschedule(world, coach, 1, 2)], async world => {
      const booking = await readBooking(world.databases, bookingIdOf(1))
      expect(booking?.requests.map(({ verdict }) => verdict).toSorted()).toEqual(['accepted', 'declined'])
      expect(booking?.requests.find(({ verdict }) => verdict === 'declined')?.reason).toBe('already-there')
      expect((await listSlots(world.databases)).map(({ status }) => status)).toEqual(['open', 'booked', 'booked'])
    })
  })
})

/** Every coach moves one student's session at the same time, into hours that overlap those of the others. */
async function raceOfMoves(locks: KeyedLock): Promise<readonly string[]> {
  const world = await createGateWorld({ locks })
  const coaches = ['coach001', 'coach002', 'coach003', 'coach004']
  await world.addPerson('student1', 'student')
  for (const [n, coach] of coaches.entries()) {
    await world.addPerson(coach, 'coach')
    const starts = [at + n * 3 * hourMs, at + 30 * hourMs + (n * hourMs) / 4]
    await world.push(
      coach,
      'slots',
      starts.map(startsAt => slotDoc(coach, startsAt))
    )
    await world.push('student1', 'slots', [claimDoc(coach, starts[0] ?? at, bookingIdOf(n), world.now)])
  }
  await world.gate.idle()
  await Promise.all(
    coaches.map((coach, n) =>
      pushCall(world, coach, bookingIdOf(n), {
        request: rescheduleTo(coach, at + 30 * hourMs + (n * hourMs) / 4, n)
      })
    )
  )
  const violations = await findViolations(world.databases)
  await world.gate.idle()
  await world.stop()
  return violations
}

describe('coaches who move one student’s sessions into overlapping hours at once', () => {
  it('RS3 leave that student with sessions that do not overlap', async () => {
    expect(await raceOfMoves(createKeyedLock())).toEqual([])
  })

  it('RS3 overbook that student at a gate without locks, and this race notices', async () => {
    const violations = await raceOfMoves(noLock)
    expect(violations.filter(violation => violation.startsWith('sessions of student'))).not.toEqual([])
  })
})
