import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isLiveBooking } from '#domain/model/booking.ts'
import type { RescheduleRequest } from '#domain/model/session-copy.ts'
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
  readSlot,
  requestIdOf,
  rescheduleTo,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const otherCoach = 'coach002'
const ada = 'student1'
const bob = 'student2'
const minuteMs = 60_000
const at = worldStart + 5 * dayMs
/** Half of it is an open slot from `open` on. */
const free = at + 30 * hourMs
const open = free + hourMs
const id = bookingIdOf(1)
const idAt = (startsAt: number) => `${coach}:${startsAt}`

/** Ada has a session at `at`; at `open` the coach offers hours. */
async function prepare(locks?: KeyedLock): Promise<GateWorld> {
  const world = await createGateWorld(locks === undefined ? {} : { locks })
  await world.addPerson(coach, 'coach')
  await world.addPerson(otherCoach, 'coach')
  await world.addPerson(ada, 'student')
  await world.addPerson(bob, 'student')
  for (const who of [coach, otherCoach]) await world.setPolicy(who, { minimumNoticeMin: 0, rescheduleCutoffMin: 0 })
  await world.push(coach, 'slots', [slotDoc(coach, at), slotDoc(coach, open)])
  await world.push(ada, 'slots', [claimDoc(coach, at, id, world.now)])
  await world.gate.idle()
  return world
}

type More = Partial<Omit<RescheduleRequest, 'kind' | 'requestId' | 'toSlotId'>>
/** As a device does: where the copy has changed meanwhile, the request is sent again beside what it says now. */
async function moveTo(world: GateWorld, startsAt: number, request = 1, more: More = {}, by = coach) {
  for (;;) {
    const wish = rescheduleTo(coach, startsAt, request, { makesSlot: true, ...more })
    const row = await pushCall(world, by, id, { request: wish })
    if (row === undefined || 'ok' in row || row.name !== 'conflict') return row
  }
}
const cancelBy = (world: GateWorld, by: string, reopenSlot = true) =>
  pushCall(world, by, id, { request: { kind: 'cancel', requestId: requestIdOf(8), reason: 'ill', reopenSlot } })
const look = async (world: GateWorld) =>
  (await listSlots(world.databases)).map(({ startsAt, status }) => [(startsAt - at) / hourMs, status])
const reasonOf = async (world: GateWorld) => (await readBooking(world.databases, id))?.requests.at(-1)?.reason

describe('a coach moves a session to any time', () => {
  let world: GateWorld
  beforeEach(async () => {
    world = await prepare()
  })
  afterEach(async () => {
    await world.gate.idle()
    expect(await findViolations(world.databases)).toEqual([])
    expect(await findCopyViolations(world.databases)).toEqual([])
    await world.stop()
  })

  it('RS12 RS13 the slot is made, what is open there goes, the old hours open, and the student is told', async () => {
    expect(await moveTo(world, free, 1, { reason: 'Train' })).toMatchObject({ ok: true })
    expect(await look(world)).toEqual([
      [0, 'open'],
      [30, 'booked']
    ])
    await world.gate.idle()
    for (const person of [coach, ada]) {
      expect(await readCall(world.databases, person, id)).toMatchObject({
        startsAt: free,
        madeSlot: { gaveWay: [idAt(open)] },
        moves: [{ by: 'coach', reason: 'Train', toSlotId: idAt(free) }]
      })
    }
    expect(await listNotices(world.databases, ada)).toMatchObject([{ topic: 'session-moved', startsAt: free }])
  })

  it('RS16 the copy keeps what version 0.1.0 reads, and a repetition moves nothing', async () => {
    await moveTo(world, free, 1, { restores: [] })
    await world.gate.idle()
    const request = (await readCall(world.databases, coach, id))?.request
    expect(request).toEqual({ kind: 'reschedule', requestId: requestIdOf(1), toSlotId: idAt(free) })
    await world.restart()
    expect(await moveTo(world, free, 1)).toMatchObject({ ok: true })
    expect((await readBooking(world.databases, id))?.moves).toHaveLength(1)
  })

  it('RS13 a shift by half an hour is one commit, and the old hours do not open', async () => {
    await moveTo(world, at + 30 * minuteMs)
    expect(await look(world)).toEqual([
      [0.5, 'booked'],
      [31, 'open']
    ])
  })

  it('RS14 closes what was made as either party cancels, or as the student moves away', async () => {
    await moveTo(world, free)
    await world.push(coach, 'slots', [slotDoc(coach, at + 60 * hourMs)])
    await world.gate.idle()
    await pushCall(world, ada, id, { request: rescheduleTo(coach, at + 60 * hourMs, 2) })
    expect(await look(world)).toEqual([
      [0, 'open'],
      [60, 'booked']
    ])
    await world.gate.idle()
    await moveTo(world, free, 3)
    await world.gate.idle()
    await cancelBy(world, ada)
    expect(await readSlot(world.databases, idAt(free))).toBeUndefined()
  })

  it('RS15 a move back restores what gave way, over its tombstone, and can be booked', async () => {
    await moveTo(world, free)
    await world.gate.idle()
    await moveTo(world, at, 2, { restores: [{ slotId: idAt(open), makingId: bookingIdOf(77) }] })
    expect(await look(world)).toEqual([
      [0, 'booked'],
      [31, 'open']
    ])
    expect(await readSlot(world.databases, idAt(open))).toMatchObject({ makingId: bookingIdOf(77) })
    const rows = await world.push(bob, 'slots', [claimDoc(coach, open, bookingIdOf(2), world.now)])
    expect(rows).toMatchObject([{ ok: true }])
  })

  it('RS15 a removal from before concerns no slot that was restored (SL16)', async () => {
    const before = await readSlot(world.databases, idAt(open))
    await moveTo(world, free)
    await world.gate.idle()
    await moveTo(world, at, 2, { restores: [{ slotId: idAt(open), makingId: bookingIdOf(77) }] })
    const rows = await world.push(coach, 'slots', [{ _id: idAt(open), _rev: before?.rev ?? '1-a', _deleted: true }])
    expect(rows).toMatchObject([{ name: 'conflict' }])
  })

  it.each([
    ['slot-off-grid', free + minuteMs],
    ['slot-started', worldStart - hourMs]
  ])('RS12 refuses %s, stores no slot, and tells who asked', async (reason, startsAt) => {
    await moveTo(world, startsAt)
    expect(await reasonOf(world)).toBe(reason)
    expect(await look(world)).toEqual([
      [0, 'booked'],
      [31, 'open']
    ])
    expect(await listNotices(world.databases, coach)).toMatchObject([{ topic: 'request-refused', reason }])
  })

  it('RS12 refuses another session’s hours, of the coach and of the student', async () => {
    await world.push(bob, 'slots', [claimDoc(coach, open, bookingIdOf(2), world.now)])
    await moveTo(world, free)
    expect(await reasonOf(world)).toBe('slot-taken')
    await world.push(otherCoach, 'slots', [slotDoc(otherCoach, at + 60 * hourMs)])
    await world.push(ada, 'slots', [claimDoc(otherCoach, at + 60 * hourMs, bookingIdOf(3), world.now)])
    await world.gate.idle()
    await moveTo(world, at + 61 * hourMs, 2)
    expect(await reasonOf(world)).toBe('student-overlap')
  })

  it('RS12 a student who sends makesSlot moves nothing, and nothing gives way', async () => {
    await moveTo(world, free, 1, {}, ada)
    expect(await reasonOf(world)).toBe('coaches-only')
    await world.gate.idle()
    await pushCall(world, ada, id, {
      request: rescheduleTo(coach, open, 2, {
        restores: [{ slotId: idAt(open + 5 * hourMs), makingId: bookingIdOf(7) }]
      })
    })
    expect(await reasonOf(world)).toBe('coaches-only')
    expect(await look(world)).toEqual([
      [0, 'booked'],
      [31, 'open']
    ])
  })

  it('RS12 RS15 a coach makes and restores nothing in another coach’s calendar', async () => {
    await pushCall(world, coach, id, { request: rescheduleTo(otherCoach, free, 1, { makesSlot: true }) })
    expect(await reasonOf(world)).toBe('other-coach')
    await world.gate.idle()
    await moveTo(world, free, 2, { restores: [{ slotId: `${otherCoach}:${at}`, makingId: bookingIdOf(7) }] })
    expect((await listSlots(world.databases)).filter(({ coachId }) => coachId === otherCoach)).toEqual([])
  })

  it('FB5 madeSlot in a push is ignored', async () => {
    await pushCall(world, coach, id, { madeSlot: { requestId: requestIdOf(9), gaveWay: [] } })
    await world.gate.idle()
    expect(await readCall(world.databases, coach, id)).not.toHaveProperty('madeSlot')
  })

  it('RS13 slots that are made, and a move over them, share one turn', async () => {
    const [held, made, row] = await Promise.all([
      world.push(bob, 'slots', [claimDoc(coach, open, bookingIdOf(2), world.now)]),
      world.push(coach, 'slots', [slotDoc(coach, at + 50 * hourMs), slotDoc(coach, at + 52 * hourMs)]),
      moveTo(world, at + 51 * hourMs)
    ])
    expect([...held, ...made, row].filter(one => one !== undefined && 'error' in one)).toEqual([])
    expect(await look(world)).toEqual([
      [0, 'open'],
      [31, 'booked'],
      [51, 'booked']
    ])
  })
})

type Act = (world: GateWorld) => Promise<unknown>
/** Both at once, in either order of arrival, then everything comes to rest. */
async function meet(acts: readonly [Act, Act], check: (world: GateWorld) => Promise<void>): Promise<void> {
  for (const ordered of [acts, acts.toReversed()]) {
    const world = await prepare()
    await Promise.all(ordered.map(act => act(world)))
    await world.gate.idle()
    expect(await findViolations(world.databases)).toEqual([])
    expect(await findCopyViolations(world.databases)).toEqual([])
    await check(world)
    await world.stop()
  }
}
const liveOf = async (world: GateWorld) =>
  (await listBookings(world.databases)).filter(isLiveBooking).map(({ startsAt }) => (startsAt - at) / hourMs)

describe('what meets a move to any time', () => {
  const claim: Act = world => world.push(bob, 'slots', [claimDoc(coach, open, bookingIdOf(2), world.now)])

  it('RS13 BK2 of a claim for a slot that is to give way, and the move, one is granted and the other told', async () => {
    await meet([world => moveTo(world, free), claim], async world => {
      const [moved, claimed] = await Promise.all([1, 2].map(n => readBooking(world.databases, bookingIdOf(n))))
      expect(moved?.startsAt === free).toBe(claimed?.state === 'declined')
      const told = (await Promise.all([coach, bob].map(who => listNotices(world.databases, who)))).flat()
      expect(told.filter(({ topic }) => topic === 'request-refused' || topic === 'claim-lost')).toHaveLength(1)
    })
  })

  it('RS13 PC1 of a pencil for such a slot, and the move, one is granted', async () => {
    const pencil: Act = world => world.push(coach, `calls-${coach}`, [pencilDoc(coach, open, ada, bookingIdOf(4))])
    await meet([world => moveTo(world, free), pencil], async world => {
      expect(await liveOf(world)).toHaveLength((await readBooking(world.databases, id))?.startsAt === free ? 1 : 2)
    })
  })

  it('RS9 two devices of the coach move one session to different times: the last that was granted stands', async () => {
    await meet([world => moveTo(world, free), world => moveTo(world, free + 40 * hourMs, 2)], async world => {
      expect(await liveOf(world)).toHaveLength(1)
      expect((await readBooking(world.databases, id))?.moves).toHaveLength(2)
      // The hours of the first one were made for the session, and are no offer.
      expect((await look(world)).filter(([, status]) => status === 'open')).toEqual(
        (await liveOf(world))[0] === 30 ? [[0, 'open']] : expect.arrayContaining([[0, 'open']])
      )
    })
  })

  it('RS9 a student moves at the same time: each is answered, and the session is in one place', async () => {
    const byStudent: Act = world => pushCall(world, ada, id, { request: rescheduleTo(coach, open, 2) })
    await meet([world => moveTo(world, free), byStudent], async world => {
      expect(await liveOf(world)).toHaveLength(1)
      const { slotId, madeSlot } = (await readBooking(world.databases, id)) ?? {}
      expect(madeSlot === undefined).toBe(slotId === idAt(open))
    })
  })

  it('MG5 a cancellation stands in either order, and no hours stay held', async () => {
    await meet([world => moveTo(world, free), world => cancelBy(world, ada)], async world => {
      const { state } = (await readBooking(world.databases, id)) ?? {}
      if (state !== 'cancelled') await cancelBy(world, ada)
      expect((await listSlots(world.databases)).filter(({ status }) => status === 'booked')).toEqual([])
    })
  })

  it('SL6 a slot made there by another device at the same moment: the later arrival gives way or is declined', async () => {
    const make: Act = world => world.push(coach, 'slots', [slotDoc(coach, free - hourMs)])
    await meet([world => moveTo(world, free), make], async world => {
      expect(await liveOf(world)).toEqual([30])
      const made = await readSlot(world.databases, idAt(free - hourMs))
      expect([undefined, 'declined']).toContain(made?.status)
    })
  })
})

describe('every coach moves one student’s session at once, to free hours that overlap', () => {
  const coaches = ['coach003', 'coach004', 'coach005', 'coach006']
  /** Lets everybody in at once. */
  const noLock: KeyedLock = {
    acquire: () => ({ ready: Promise.resolve(), release: () => {} }),
    join: () => undefined
  }

  async function race(locks: KeyedLock): Promise<readonly string[]> {
    const world = await createGateWorld({ locks })
    await world.addPerson(ada, 'student')
    for (const [n, who] of coaches.entries()) {
      await world.addPerson(who, 'coach')
      await world.push(who, 'slots', [slotDoc(who, at + n * 3 * hourMs)])
      await world.push(ada, 'slots', [claimDoc(who, at + n * 3 * hourMs, bookingIdOf(n), world.now)])
    }
    await world.gate.idle()
    await Promise.all(
      coaches.map((who, n) =>
        pushCall(world, who, bookingIdOf(n), {
          request: rescheduleTo(who, free + (n * hourMs) / 4, n, { makesSlot: true })
        })
      )
    )
    const violations = await findViolations(world.databases)
    await world.gate.idle()
    await world.stop()
    return violations
  }

  it('RS12 leaves that student with sessions that do not overlap', async () => {
    expect(await race(createKeyedLock())).toEqual([])
  })

  it('RS12 overbooks that student at a gate without locks, and this race notices', async () => {
    const violations = await race(noLock)
    expect(violations.filter(violation => violation.startsWith('sessions of student'))).not.toEqual([])
  })
})
