import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { passwordOf, startTestServer, type TestServer } from '../support/test-server.ts'
import { type ChangingLine, startChangingLine } from './support/changing-line.ts'
import { describeUnreadable } from './support/expect-readable.ts'
import { isAtRest, startRecordedDevice } from './support/recorded-device.ts'
import { isAfterFirst, recordedVersions } from './support/recorded-versions.ts'
import { openRecording } from './support/recording.ts'
import { createTestClock } from './support/test-clock.ts'

const hourMs = 3_600_000

describe.each(recordedVersions)('a server that sends what %s cannot read is found out', version => {
  const recording = openRecording(version)
  const clock = createTestClock(recording.facts.clock.end)
  const startsAt = Math.ceil(clock.now / hourMs) * hourMs + 48 * hourMs

  let server: TestServer
  let coachId: string
  const lines: ChangingLine[] = []

  /** What a fresh device could not read of what came over a line. */
  async function readOver(change: (text: string) => string): Promise<string> {
    const line = await startChangingLine(server.url, change)
    lines.push(line)
    const device = await startRecordedDevice({
      name: `a device of ${version}`,
      bundle: recording.bundle('device'),
      clock,
      start: { serverUrl: recording.facts.serverUrl, target: line.url }
    })
    expect(await device.signIn('cara', passwordOf('cara'))).toMatchObject({ ok: true })
    await device.until('the first sync is done', ({ sync }) => sync.kind === 'synced')
    const received = await device.received()
    await device.stop()
    return describeUnreadable(device.name, received)
  }

  beforeAll(async () => {
    server = await startTestServer({ createBookingsEngine, clock })
    coachId = await server.addAccount('cara', 'coach')
    const device = await startRecordedDevice({
      name: 'cara',
      bundle: recording.bundle('device'),
      clock,
      start: { serverUrl: recording.facts.serverUrl, target: server.url }
    })
    await device.signIn('cara', passwordOf('cara'))
    await device.until('the first sync is done', isAtRest)
    await device.act('createSlot', startsAt)
    await device.until('the slot is sent', shown => isAtRest(shown) && shown.slots.length === 1)
    await device.stop()
  })

  afterAll(async () => {
    for (const line of lines) await line.stop()
    await server.remove()
  })

  it('not by what it sends today, nor by a new field at the top level', async () => {
    expect(await readOver(text => text)).toBe('')
    expect(await readOver(text => text.replaceAll('"status":"open"', '"status":"open","colour":"red"'))).toBe('')
  })

  const withStatus = (text: string): string => text.replaceAll('"status":"open"', '"status":"offered"')
  const withReason = (text: string): string =>
    text.replaceAll('"status":"open"', '"status":"declined","decline":{"reason":"coach-overlap"}')
  const withFieldBelow = (text: string): string => text.replaceAll('"dailyCap":', '"breakMin":30,"dailyCap":')

  if (!isAfterFirst(version)) {
    it('by a new status', async () => {
      const found = await readOver(withStatus)
      expect(found).toContain(`slots/${coachId}:${startsAt}`)
      expect(found).toContain('status: ')
    })

    it('by a new reason in a document', async () => {
      expect(await readOver(withReason)).toContain('decline.reason: ')
    })

    it('by a new field below the top level', async () => {
      const found = await readOver(withFieldBelow)
      expect(found).toContain(`users/${coachId}`)
      expect(found).toContain('policy')
    })
    return
  }

  it('not by a new status, a new reason, or a new field at any depth', async () => {
    for (const change of [withStatus, withReason, withFieldBelow]) expect(await readOver(change)).toBe('')
  })

  it('by a status that is no word, and by a field that is missing', async () => {
    const found = await readOver(text => text.replaceAll('"status":"open"', '"status":7'))
    expect(found).toContain(`slots/${coachId}:${startsAt}`)
    expect(found).toContain('status: ')
    expect(await readOver(text => text.replaceAll(`"endsAt":`, `"ends":`))).toContain('endsAt: ')
  })
})
