import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { findCopyViolations } from '../support/gate-invariants.ts'
import { passwordOf, startTestServer, type TestServer } from '../support/test-server.ts'
import { isAtRest, type RecordedDevice, startRecordedDevice } from './support/recorded-device.ts'
import { isAfterFirst, recordedVersions } from './support/recorded-versions.ts'
import { openRecording } from './support/recording.ts'
import { createTestClock } from './support/test-clock.ts'
import { todaysDevice } from './support/todays-devices.ts'

const hourMs = 3_600_000

describe.each(recordedVersions)('devices of %s beside one of today that keeps dossiers', version => {
  const recording = openRecording(version)
  const clock = createTestClock(recording.facts.clock.end)
  const soon = Math.ceil(clock.now / hourMs) * hourMs + 48 * hourMs

  let server: TestServer
  let coachId: string
  let studentId: string
  const devices: RecordedDevice[] = []

  async function open(name: string, bundle: string): Promise<RecordedDevice> {
    const start = { serverUrl: recording.facts.serverUrl, target: server.url }
    const device = await startRecordedDevice({ name: `${name} (${bundle})`, bundle, clock, start })
    devices.push(device)
    expect(await device.signIn(name, passwordOf(name))).toMatchObject({ ok: true })
    await device.until('the first sync is done', isAtRest)
    return device
  }

  async function settle(): Promise<void> {
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
    studentId = await server.addAccount('sam', 'student', { phone: '+41 44 668 18 02' })
  })
  afterAll(async () => {
    await Promise.all(devices.map(device => device.stop()))
    await server.remove()
  })

  it('DO1 VE4 the coach’s older device counts it or leaves it out, and goes on; the student’s hears of nothing', async () => {
    const today = await open('cara', todaysDevice)
    const older = await open('cara', recording.bundle('device'))
    const sam = await open('sam', recording.bundle('device'))
    const slotId = `${coachId}:${soon}`
    await today.act('createSlot', soon)
    await settle()
    await sam.act('claimSlot', slotId)
    await settle()
    const words = { goals: 'To speak up.', tags: ['board'], agreedToLog: true }
    await today.act('saveDossier', { id: studentId, name: 'Sam' }, words)
    await settle()

    expect((await older.shown()).setAside).toBe(isAfterFirst(version) ? 1 : 0)
    expect(JSON.stringify(await sam.received())).not.toContain('speak up')
    // What it shows and does beside is as before.
    const { id } = (await older.until('the session', ({ calls }) => calls.length === 1)).calls[0] ?? { id: '' }
    clock.now = soon + 3 * hourMs
    for (const device of devices) await device.goOnline()
    await settle()
    await older.act('wrapUp', id, { outcome: 'completed', satisfaction: 5, notes: 'Breathe.' })
    await settle()
    expect((await today.shown()).calls).toMatchObject([{ id, status: 'completed', notes: 'Breathe.' }])
    await today.act('saveDossier', { id: studentId, name: 'Sam' }, { ...words, goals: 'To ask.' })
    await settle()
    expect(await findCopyViolations(server.server.databases)).toEqual([])
  })
})
