import { afterEach, describe, expect, it } from 'vitest'
import type { SessionMove } from '#domain/model/booking.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { slotLengthMs } from '#domain/model/primitives.ts'
import type { WritableDocument } from '#server/storage/document-store.ts'
import { createFailingDatabases } from '../support/failing-databases.ts'
import { describeStorage, findCopyViolations, findViolations } from '../support/gate-invariants.ts'
import {
  bookingIdOf,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  listSlots,
  readBooking,
  requestIdOf,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const ada = 'student1'
const terms = { cancelCutoffMin: 60, rescheduleCutoffMin: 60 }
const startOf = (n: number): number => worldStart + 3 * dayMs + n * 3 * hourMs
const slotIdOf = (n: number): string => createSlotId(coach, startOf(n))

/** A slot as it is stored; `by`: the booking that has it. */
function slot(n: number, by?: number): WritableDocument {
  const hours = { coachId: coach, startsAt: startOf(n), endsAt: startOf(n) + slotLengthMs }
  const holder = by === undefined ? { status: 'open' } : { status: 'booked', bookingId: bookingIdOf(by) }
  return { _id: slotIdOf(n), ...hours, ...holder }
}

/** An entry of the journal as version 0.1.0 stored it. */
function entry(n: number, at: number, more: Readonly<Record<string, unknown>>): WritableDocument {
  const people = { coachId: coach, studentId: ada }
  const hours = { slotId: slotIdOf(at), startsAt: startOf(at), endsAt: startOf(at) + slotLengthMs }
  return { _id: bookingIdOf(n), ...people, ...hours, claimedAt: worldStart, requests: [], ...more }
}

const moveOf = (from: number, to: number): SessionMove => ({
  requestId: requestIdOf(from),
  by: 'coach',
  at: worldStart,
  reason: '',
  fromSlotId: slotIdOf(from),
  toSlotId: slotIdOf(to),
  reopenSlot: true
})
const cancellation = { by: 'student', at: worldStart, reason: 'ill', late: false, reopenSlot: true }

/** What a run of version 0.1.0 could leave when it was killed at each of its stages. */
const left = {
  slots: [slot(0, 1), slot(1), slot(3, 3), slot(4, 3), slot(5, 4), slot(6), slot(7, 5), slot(8, 6)],
  bookings: [
    entry(1, 0, { state: 'intent', terms }),
    entry(2, 1, { state: 'intent', terms }),
    entry(3, 3, { state: 'confirmed', terms, moving: moveOf(3, 4), movingTerms: terms }),
    entry(4, 5, { state: 'confirmed', terms, moving: moveOf(5, 6) }),
    entry(5, 7, { state: 'cancelled', terms, cancellation }),
    entry(6, 8, { state: 'confirmed', terms })
  ]
}

let world: GateWorld
afterEach(() => world.stop())

async function createOlderWorld(): Promise<void> {
  world = await createGateWorld()
  await world.addPerson(coach, 'coach')
  await world.addPerson(ada, 'student')
  await world.gate.stop()
  for (const [name, docs] of Object.entries(left)) {
    const store = await world.databases.open(name)
    await store.write(docs, { newEdits: true })
  }
  const bookings = await world.databases.open('bookings')
  await bookings.writeLocal('projector', { seq: 0, failed: [], people: [], setBack: [] })
}

async function start(databases = world.databases): Promise<void> {
  await world.restart({ databases })
  await world.gate.idle()
}

describe('a folder that a run of version 0.1.0 left half done', () => {
  it('BK1 RS5 SE3 is settled by what the slots say', async () => {
    await createOlderWorld()
    await start()

    const states = await Promise.all([1, 2, 3, 4, 5].map(n => readBooking(world.databases, bookingIdOf(n))))
    expect(states.map(booking => booking && [booking.state, booking.slotId])).toEqual([
      ['confirmed', slotIdOf(0)],
      undefined,
      ['confirmed', slotIdOf(4)],
      ['confirmed', slotIdOf(5)],
      ['cancelled', slotIdOf(7)]
    ])
    const open = (await listSlots(world.databases)).filter(({ status }) => status === 'open')
    expect(open.map(({ id }) => id)).toEqual([1, 3, 6, 7].map(slotIdOf))
    expect(await findViolations(world.databases)).toEqual([])
    expect(world.logged).toContain('settled bookings of an interrupted run')
  })

  it('PJ1 gives both parties the copies that had not followed yet', async () => {
    await createOlderWorld()
    await start()
    expect(await findCopyViolations(world.databases)).toEqual([])
  })

  it('ends the same when the server is killed at any write of that', async () => {
    await createOlderWorld()
    await start()
    const end = await describeStorage(world.databases)
    await world.stop()
    for (let failAt = 0; ; failAt += 1) {
      await createOlderWorld()
      const failing = createFailingDatabases(world.databases, failAt, 'crash')
      const first = start(failing)
      await first.catch(() => undefined)
      await start()
      expect(await findViolations(world.databases)).toEqual([])
      expect(await findCopyViolations(world.databases)).toEqual([])
      expect(await describeStorage(world.databases), `killed at write ${failAt}`).toBe(end)
      if (!failing.hasFailed()) return expect(failAt).toBeGreaterThan(3)
      await world.stop()
    }
  })

  it('is looked at once', async () => {
    await createOlderWorld()
    await start()
    const bookings = await world.databases.open('bookings')
    const before = (await bookings.info()).updateSeq
    await start()
    expect((await bookings.info()).updateSeq).toBe(before)
    expect(world.logged.filter(line => line === 'settled bookings of an interrupted run')).toHaveLength(1)
  })
})
