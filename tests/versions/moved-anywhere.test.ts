import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { findCopyViolations, findViolations } from '../support/gate-invariants.ts'
import { passwordOf, startTestServer, type TestServer } from '../support/test-server.ts'
import { expectReadable } from './support/expect-readable.ts'
import { isAtRest, type RecordedDevice, startRecordedDevice } from './support/recorded-device.ts'
import { recordedVersions } from './support/recorded-versions.ts'
import { openRecording } from './support/recording.ts'
import { createTestClock } from './support/test-clock.ts'
import { todaysDevice } from './support/todays-devices.ts'

const hourMs = 3_600_000
const minuteMs = 60_000
const dayMs = 24 * hourMs

describe.each(recordedVersions)('devices of %s read what today’s coach does to a day, and play on', version => {
  const recording = openRecording(version)
  const clock = createTestClock(recording.facts.clock.end)
  const soon = Math.ceil(clock.now / hourMs) * hourMs + 2 * dayMs
  /** Half over the slot that is three hours after the first one. */
  const free = soon + 4 * hourMs + 30 * minuteMs

  let server: TestServer
  let coachId: string
  let today: RecordedDevice
  let coach: RecordedDevice
  let sam: RecordedDevice
  const older: RecordedDevice[] = []
  const idAt = (startsAt: number): string => `${coachId}:${startsAt}`
  const slotAt = (hours: number): string => idAt(soon + hours * hourMs)
  const callIn = async (device: RecordedDevice, slotId: string) =>
    (
      await device.until(`a session in ${slotId}`, ({ calls }) => calls.some(call => call.slotId === slotId))
    ).calls.find(call => call.slotId === slotId)!

  async function open(name: string, bundle: string): Promise<RecordedDevice> {
    const start = { serverUrl: recording.facts.serverUrl, target: server.url }
    const device = await startRecordedDevice({ name: `${name} (${bundle})`, bundle, clock, start })
    expect(await device.signIn(name, passwordOf(name))).toMatchObject({ ok: true })
    await device.until('the first sync is done', isAtRest)
    return device
  }

  async function settle(): Promise<void> {
    const devices = [today, ...older]
    for (let round = 0; round < 2; round += 1) {
      for (const device of devices) await device.until('everything is sent', isAtRest)
      await server.server.bookings.idle()
      for (const device of devices) await device.act('syncNow')
    }
    for (const device of devices) await device.until('everything is received', isAtRest)
  }

  beforeAll(async () => {
    server = await startTestServer({ createBookingsEngine, clock })
    coachId = await server.addAccount('cara', 'coach', { phone: '+41 44 668 18 01' })
    await server.addAccount('sam', 'student', { phone: '+41 44 668 18 02' })
    today = await open('cara', todaysDevice)
    coach = await open('cara', recording.bundle('device'))
    sam = await open('sam', recording.bundle('device'))
    older.push(coach, sam)
    const hours = [0, 3, 6, 12, 48, 51, 72]
    await today.act(
      'createSlots',
      hours.map(hour => soon + hour * hourMs)
    )
    await settle()
    for (const hour of [0, 48]) await sam.act('claimSlot', slotAt(hour))
    await settle()
  })
  afterAll(async () => {
    await Promise.all([today, ...older].map(device => device.stop()))
    await server.remove()
  })

  it('RS12 RS13 RS16 a session comes to hours that were no slot, and what was open there is gone', async () => {
    const { id } = await callIn(today, slotAt(0))
    await today.act('rescheduleSession', id, {
      toSlotId: idAt(free),
      reason: 'The train is late.',
      reopenSlot: true,
      makesSlot: true
    })
    await settle()
    for (const device of older) {
      expect(await callIn(device, idAt(free))).toMatchObject({ id, status: 'confirmed', startsAt: free })
      const { slots, setAside } = await device.shown()
      const ids = slots.map(slot => slot.id)
      expect(ids).toEqual(expect.arrayContaining([slotAt(0), idAt(free)]))
      for (const hour of [3, 6]) expect(ids).not.toContain(slotAt(hour))
      expect(setAside).toBe(0)
    }
    expect((await sam.shown()).notices).toContainEqual(
      expect.objectContaining({ topic: 'session-moved', startsAt: free })
    )
  })

  it('RS14 its student moves it on with such a device, and its coach back to a slot: hours that were made are gone', async () => {
    const { id } = await callIn(sam, idAt(free))
    await sam.act('rescheduleSession', id, { toSlotId: slotAt(12), reason: 'Later, please.' })
    await settle()
    expect(await callIn(coach, slotAt(12))).toMatchObject({ id, status: 'confirmed' })
    for (const device of older) expect((await device.shown()).slots.map(slot => slot.id)).not.toContain(idAt(free))
    await coach.act('rescheduleSession', id, { toSlotId: slotAt(0), reason: 'I can do it then.', reopenSlot: true })
    await settle()
    expect(await callIn(sam, slotAt(0))).toMatchObject({ id, status: 'confirmed' })
  })

  it('JN9 a day that today’s device cancels: the session is off with its reason, and its open slot gone', async () => {
    const { id } = await callIn(today, slotAt(48))
    const day = { startsAt: soon + 47 * hourMs, endsAt: soon + 60 * hourMs }
    await today.act('cancelDay', day, 'I am ill.')
    await settle()
    for (const device of older) {
      const { calls, slots } = await device.shown()
      expect(calls.find(call => call.id === id)).toMatchObject({
        status: 'cancelled',
        cancellation: { by: 'coach', reason: 'I am ill.' }
      })
      expect(slots.map(slot => slot.id)).not.toContain(slotAt(48))
      expect(slots.map(slot => slot.id)).not.toContain(slotAt(51))
    }
    expect((await sam.shown()).notices.map(({ topic }) => topic)).toContain('session-cancelled')
  })

  it('they book, are wrapped up, and read all that came', async () => {
    await sam.act('claimSlot', slotAt(72))
    await settle()
    expect(await callIn(coach, slotAt(72))).toMatchObject({ status: 'confirmed' })
    const { id } = await callIn(coach, slotAt(0))
    clock.now = soon + 3 * hourMs
    for (const device of [today, ...older]) await device.goOnline()
    await settle()
    await coach.act('wrapUp', id, { outcome: 'completed', satisfaction: 5, notes: 'Breathe.' })
    await settle()
    expect((await sam.shown()).calls.find(call => call.id === id)).toMatchObject({ status: 'completed' })
    await expectReadable(older)
    expect(await findViolations(server.server.databases)).toEqual([])
    expect(await findCopyViolations(server.server.databases)).toEqual([])
  })
})
