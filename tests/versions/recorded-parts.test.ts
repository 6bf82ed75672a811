import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectReadable } from './support/expect-readable.ts'
import { isAtRest, startRecordedDevice } from './support/recorded-device.ts'
import { startRecordedServer } from './support/recorded-server.ts'
import { recordedVersions } from './support/recorded-versions.ts'
import { openRecording } from './support/recording.ts'
import { createTestClock } from './support/test-clock.ts'

describe.each(recordedVersions)('what is recorded of %s can be used', version => {
  const recording = openRecording(version)
  const { facts } = recording
  let scratch: string

  beforeAll(() => {
    scratch = mkdtempSync(path.join(tmpdir(), 'coachdesk-recorded-'))
  })
  afterAll(() => rmSync(scratch, { recursive: true, force: true }))

  it('its server runs in memory with all that its data folder holds, and its devices work with it', async () => {
    const clock = createTestClock(facts.clock.end)
    const bundle = recording.bundle('server')
    const server = await startRecordedServer({ bundle, clock, start: { documents: recording.documents() } })
    const device = await startRecordedDevice({
      name: 'mara',
      bundle: recording.bundle('device'),
      clock,
      start: { serverUrl: facts.serverUrl, target: server.url, dump: recording.deviceDump('coach') }
    })
    expect(await device.signIn('mara', 'coachdesk-demo')).toMatchObject({ ok: true })
    const { unsent } = facts.coachDevice
    const { slots } = await device.until(
      'all is sent',
      shown => isAtRest(shown) && shown.notices.some(({ topic }) => topic === 'slot-booked-meanwhile')
    )
    expect(slots.map(({ id }) => id)).toEqual(expect.arrayContaining([...unsent.created, unsent.moved.to]))
    await expectReadable([device])
    await device.stop()
    await server.stop()
  })

  it('its web edition is a page with its scripts and its service worker', () => {
    recording.unpack('web', path.join(scratch, 'web'))
    const page = readFileSync(path.join(scratch, 'web/index.html'), 'utf8')
    const [, script = 'none'] = /src="\/app\/([^"]+\.js)"/.exec(page) ?? []
    for (const file of [script, 'sw.js']) expect(existsSync(path.join(scratch, 'web', file))).toBe(true)
  })

  it('its desktop profile has settings, secrets, what is remembered, and databases', () => {
    const profile = path.join(scratch, 'profile')
    recording.unpack('desktop-profile', profile)
    const remembered = JSON.parse(readFileSync(path.join(profile, 'remembered.json'), 'utf8')) as object
    expect(remembered).toMatchObject({ 'coachdesk.open-account': expect.stringContaining(facts.desktop.serverUrl) })
    for (const entry of ['settings.json', 'secrets', 'recovery', 'keyring', 'chromium/Default/IndexedDB']) {
      expect(existsSync(path.join(profile, entry))).toBe(true)
    }
  })
})
