import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { findCopyViolations, findViolations } from '../support/gate-invariants.ts'
import { passwordOf, startTestServer, type TestServer } from '../support/test-server.ts'
import { tellFigures } from '../support/tell-figures.ts'
import { expectReadable } from './support/expect-readable.ts'
import { isAtRest, type RecordedDevice, startRecordedDevice } from './support/recorded-device.ts'
import { recordedVersions } from './support/recorded-versions.ts'
import { openRecording } from './support/recording.ts'
import { createTestClock } from './support/test-clock.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs

describe.each(recordedVersions)("devices of %s live with today's server", version => {
  const recording = openRecording(version)
  const clock = createTestClock(recording.facts.clock.end)
  /** A whole hour two days ahead: within every policy. */
  const soon = Math.ceil(clock.now / hourMs) * hourMs + 2 * dayMs

  let server: TestServer
  let coachId: string
  let coach: RecordedDevice
  let sam: RecordedDevice
  let sue: RecordedDevice
  const devices: RecordedDevice[] = []

  const slotAt = (hours: number): string => `${coachId}:${soon + hours * hourMs}`
  const callIn = async (device: RecordedDevice, slotId: string) =>
    (
      await device.until(`a session in ${slotId}`, ({ calls }) => calls.some(call => call.slotId === slotId))
    ).calls.find(call => call.slotId === slotId)!

  async function openDevice(name: string): Promise<RecordedDevice> {
    const device = await startRecordedDevice({
      name: `${name}'s device of ${recording.facts.version}`,
      bundle: recording.bundle('device'),
      clock,
      start: { serverUrl: recording.facts.serverUrl, target: server.url }
    })
    devices.push(device)
    expect(await device.signIn(name, passwordOf(name))).toMatchObject({ ok: true })
    await device.until('the first sync is done', isAtRest)
    return device
  }

  /** All is sent, judged, copied and received. */
  async function settle(): Promise<void> {
    for (let round = 0; round < 2; round += 1) {
      for (const device of devices) await device.until('everything is sent', isAtRest)
      await server.server.bookings.idle()
      for (const device of devices) await device.act('syncNow')
    }
    for (const device of devices) await device.until('everything is received', isAtRest)
  }

  /** Time passes; whoever was away is there again. */
  async function passUntil(instant: number): Promise<void> {
    clock.now = instant
    for (const device of devices) await device.goOnline()
    await settle()
  }

  beforeAll(async () => {
    server = await startTestServer({ createBookingsEngine, clock })
    coachId = await server.addAccount('cara', 'coach', { phone: '+41 44 668 18 01' })
    await server.addAccount('sam', 'student', { phone: '+41 44 668 18 02' })
    await server.addAccount('sue', 'student', { phone: '+41 44 668 18 03' })
    coach = await openDevice('cara')
    sam = await openDevice('sam')
    sue = await openDevice('sue')
  })

  afterAll(async () => {
    await Promise.all(devices.map(device => device.stop()))
    await server.remove()
  })

  it('slots that the coach creates without a network reach everybody', async () => {
    await coach.goOffline()
    await coach.act(
      'createSlots',
      [0, 3, 6, 24, 27].map(hours => soon + hours * hourMs)
    )
    expect((await coach.shown()).pending).toHaveLength(5)
    await coach.goOnline()
    await settle()
    for (const student of [sam, sue]) {
      expect((await student.shown()).slots.map(({ status }) => status)).toEqual(Array(5).fill('open'))
    }
  })

  it('a claim is granted, and both see the other one’s phone', async () => {
    await sam.act('claimSlot', slotAt(0))
    await settle()
    expect(await callIn(sam, slotAt(0))).toMatchObject({ status: 'confirmed', otherPhone: '+41446681801' })
    expect(await callIn(coach, slotAt(0))).toMatchObject({ status: 'confirmed', otherPhone: '+41446681802' })
    const { slots } = await sue.shown()
    expect(slots.find(({ id }) => id === slotAt(0))).toMatchObject({ status: 'booked' })
  })

  it('of two claims at once one is lost, and its student is told why', async () => {
    await Promise.all([sam.act('claimSlot', slotAt(3)), sue.act('claimSlot', slotAt(3))])
    await settle()
    const calls = await Promise.all([sam, sue].map(student => callIn(student, slotAt(3))))
    expect(calls.map(({ status }) => status).toSorted()).toEqual(['confirmed', 'declined'])
    const loser = calls[0]?.status === 'declined' ? sam : sue
    const { notices } = await loser.until('a notice of the lost claim', shown =>
      shown.notices.some(({ topic }) => topic === 'claim-lost')
    )
    expect(notices).toEqual([expect.objectContaining({ topic: 'claim-lost', reason: 'slot-taken', slotId: slotAt(3) })])
  })

  it('a coach pencils a known student in, and both have the session', async () => {
    const { otherId } = await callIn(coach, slotAt(0))
    await coach.act('pencilIn', slotAt(6), otherId)
    await settle()
    expect(await callIn(coach, slotAt(6))).toMatchObject({ status: 'confirmed', pencilled: true })
    expect(await callIn(sam, slotAt(6))).toMatchObject({ status: 'confirmed' })
  })

  it('a session is moved by its coach, and the student is told', async () => {
    const { id } = await callIn(coach, slotAt(6))
    await coach.act('rescheduleSession', id, { toSlotId: slotAt(24), reason: 'The train is late.', reopenSlot: true })
    await settle()
    expect(await callIn(sam, slotAt(24))).toMatchObject({ id, status: 'confirmed' })
    const { notices, slots } = await sam.shown()
    expect(notices.map(({ topic }) => topic)).toContain('session-moved')
    expect(slots.find(slot => slot.id === slotAt(6))).toMatchObject({ status: 'open' })
  })

  it('a session is called off by its student, and its coach is told', async () => {
    await sue.act('claimSlot', slotAt(27))
    await settle()
    const { id } = await callIn(sue, slotAt(27))
    await sue.act('cancelSession', id, { reason: 'I am ill.', reopenSlot: true })
    await settle()
    const { calls, notices, slots } = await coach.shown()
    expect(calls.find(call => call.id === id)).toMatchObject({ cancellation: { by: 'student', reason: 'I am ill.' } })
    expect(notices.map(({ topic }) => topic)).toContain('session-cancelled')
    expect(slots.find(slot => slot.id === slotAt(27))).toMatchObject({ status: 'open' })
  })

  it('what was asked in time and comes too late comes back with its reason and its words', async () => {
    const { id } = await callIn(sam, slotAt(24))
    await sam.goOffline()
    await sam.act('rescheduleSession', id, { toSlotId: slotAt(27), reason: 'Later, please.' })
    await passUntil(soon + 23 * hourMs)
    const { calls, notices } = await sam.until('a notice of the refusal', shown =>
      shown.notices.some(({ topic }) => topic === 'request-refused')
    )
    expect(calls.find(call => call.id === id)).toMatchObject({ status: 'confirmed', slotId: slotAt(24) })
    const refused = notices.find(({ topic }) => topic === 'request-refused')
    expect(refused).toMatchObject({ reason: 'past-reschedule-cutoff', bookingId: id })
    expect(refused?.mine).toContain('Later, please.')
  })

  it('after the session the coach wraps it up without a network, and the student reviews it', async () => {
    const { id } = await callIn(coach, slotAt(0))
    await passUntil(soon + 2 * dayMs)
    await coach.goOffline()
    await coach.act('wrapUp', id, { outcome: 'completed', satisfaction: 5, notes: 'Breathe *before* it.' })
    await coach.goOnline()
    await settle()
    await sam.act('saveReview', id, { score: 4, text: 'Thank you!' })
    await settle()
    expect((await sam.shown()).calls.find(call => call.id === id)).toMatchObject({ status: 'completed' })
    expect((await coach.shown()).calls.find(call => call.id === id)).toMatchObject({
      status: 'completed',
      satisfaction: 5,
      notes: 'Breathe *before* it.',
      otherReview: { score: 4, text: 'Thank you!' }
    })
  })

  it('nothing arrived that those devices cannot read, and storage is sound', async () => {
    const { documents, unknownFields, unknownReasons } = await expectReadable(devices)
    expect(await findViolations(server.server.databases)).toEqual([])
    expect(await findCopyViolations(server.server.databases)).toEqual([])
    tellFigures(
      `${version} devices, main job: documents read ${documents}, unread 0, fields unknown to them: ` +
        `${[...unknownFields].join(', ') || 'none'}, reasons without words: ${[...unknownReasons].join(', ') || 'none'}`
    )
  })
})
