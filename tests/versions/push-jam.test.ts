import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { productVersion } from '#domain/versions/product-version.ts'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { passwordOf, startTestServer, type TestServer } from '../support/test-server.ts'
import { lifeStart, recordedServerUrl } from './record/cast.ts'
import { type ChangingLine, startChangingLine, withFields } from './support/changing-line.ts'
import { isAtRest, type RecordedDevice, type Shown, startRecordedDevice } from './support/recorded-device.ts'
import { isAfterFirst, recordedVersions } from './support/recorded-versions.ts'
import { openRecording } from './support/recording.ts'
import { createTestClock } from './support/test-clock.ts'
import { todaysDevice } from './support/todays-devices.ts'

const hourMs = 3_600_000

/** Whether a push waits for a document that the device cannot read, and with it all that was to be sent together. */
const isJammed = ({ collections }: Shown): boolean =>
  collections.some(({ waiting, lastError }) => waiting > 1 && JSON.stringify(lastError ?? '').includes('unknown shape'))

const devices = [
  ...recordedVersions.map(version => ({ version, bundle: openRecording(version).bundle('device') })),
  { version: productVersion, bundle: todaysDevice }
]

describe.each(devices)('a push of $version that meets a document of unknown shape', ({ version, bundle }) => {
  const clock = createTestClock(lifeStart)
  const startsAt = Math.ceil(clock.now / hourMs) * hourMs + 48 * hourMs
  let server: TestServer
  let line: ChangingLine
  let device: RecordedDevice
  let changedId: string
  let madeId: string

  const readSlot = async (id: string) => {
    const store = await server.server.databases.open('slots')
    return (await store.read([id]))[0]
  }

  beforeAll(async () => {
    server = await startTestServer({ createBookingsEngine, clock })
    const coachId = await server.addAccount('cara', 'coach')
    changedId = `${coachId}:${startsAt}`
    madeId = `${coachId}:${startsAt + 4 * hourMs}`
    line = await startChangingLine(server.url, text => text)
    const start = { serverUrl: recordedServerUrl, target: line.url }
    device = await startRecordedDevice({ name: 'cara', bundle, clock, start })
    expect(await device.signIn('cara', passwordOf('cara'))).toMatchObject({ ok: true })
    await device.until('the first sync is done', isAtRest)
    await device.act('createSlot', startsAt)
    await device.until('the slot is sent', shown => isAtRest(shown) && shown.slots.length === 1)

    // Without a network one slot is removed and one is made; the server's version writes the first in another way by now.
    await device.goOffline()
    await device.act('removeSlot', changedId)
    await device.act('createSlot', startsAt + 4 * hourMs)
    line.change = withFields(changedId, { endsAt: 'after lunch' })
    await device.goOnline()
  })
  afterAll(async () => {
    await device.stop()
    await line.stop()
    await server.remove()
  })

  if (isAfterFirst(version)) {
    it('VE5 goes on: what can be sent is sent, and what met it gives way', async () => {
      await device.until('everything is sent', isAtRest)
      expect(await readSlot(madeId)).toMatchObject({ status: 'open' })
      expect(await readSlot(changedId)).toMatchObject({ status: 'open' })
      expect(isJammed(await device.shown())).toBe(false)
    })
  } else {
    it('is jammed, which is what VE5 forbids: what was to be sent with it is not', async () => {
      await device.until('the push has failed', isJammed)
      expect(await readSlot(madeId)).toBeUndefined()
      line.change = text => text
      await device.until('everything is sent', isAtRest)
      expect(await readSlot(madeId)).toMatchObject({ status: 'open' })
      expect(await readSlot(changedId)).toMatchObject({ _deleted: true })
    })
  }
})
