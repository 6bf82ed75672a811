import { afterAll, beforeAll, expect, it } from 'vitest'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { passwordOf, startTestServer, type TestServer } from '../support/test-server.ts'
import { lifeStart, recordedServerUrl } from './record/cast.ts'
import type { DeviceDump } from './support/protocol.ts'
import { isAtRest, type RecordedDevice, type Shown, startRecordedDevice } from './support/recorded-device.ts'
import { createTestClock } from './support/test-clock.ts'
import { olderDevice, todaysDevice } from './support/todays-devices.ts'

const hourMs = 3_600_000
const dayMs = 24 * hourMs
const clock = createTestClock(lifeStart)
const startsAt = lifeStart + 2 * dayMs
const notes = 'Long enough that a version which knew short notes alone cannot read them.'
const headline = 'First-time managers, and second-time ones'

let server: TestServer
let coachId: string
const devices: RecordedDevice[] = []

async function open(name: string, bundle: string, dump?: DeviceDump): Promise<RecordedDevice> {
  const start = { serverUrl: recordedServerUrl, target: server.url, ...(dump === undefined ? {} : { dump }) }
  const device = await startRecordedDevice({ name, bundle, clock, start })
  devices.push(device)
  return device
}

async function signIn(device: RecordedDevice, name = device.name): Promise<Shown> {
  expect(await device.signIn(name, passwordOf(name))).toMatchObject({ ok: true })
  return device.until('the first sync is done', isAtRest)
}

const ownPage = ({ coaches }: Shown) => coaches.find(({ id }) => id === coachId)

/** A session was held, and its coach has written of it, and of herself, what an older version cannot read. */
beforeAll(async () => {
  server = await startTestServer({ createBookingsEngine, clock })
  coachId = await server.addAccount('cara', 'coach')
  await server.addAccount('sam', 'student')
  const laptop = await open('cara', todaysDevice)
  const sam = await open('sam', todaysDevice)
  await signIn(laptop)
  await signIn(sam)
  await laptop.act('createSlot', startsAt)
  await sam.until('the slot', ({ slots }) => slots.length === 1)
  await sam.act('claimSlot', `${coachId}:${startsAt}`)
  const { calls } = await laptop.until('the session', shown => shown.calls[0]?.status === 'confirmed')
  clock.now = startsAt + hourMs
  for (const device of [laptop, sam]) await device.goOnline()
  await laptop.act('wrapUp', calls[0]?.id, { outcome: 'completed', satisfaction: 5, notes })
  const { id: _, ...page } = ownPage(await laptop.shown()) ?? { id: '' }
  await laptop.act('saveProfile', { ...page, headline })
  await laptop.until('everything is sent', isAtRest)
})
afterAll(async () => {
  await Promise.all(devices.map(device => device.stop()))
  await server.remove()
})

it('VE4 what a device has set aside is listed once a version opens its database that knows it, without a network', async () => {
  const before = await open('cara', olderDevice)
  await signIn(before)
  const older = await before.until('two documents are set aside', ({ setAside }) => setAside === 2)
  expect(older.calls).toEqual([])
  expect(ownPage(older)).toBeUndefined()
  // Neither holds up the others.
  await before.act('createSlot', startsAt + dayMs)
  await before.until('the new slot is sent', shown => isAtRest(shown) && shown.slots.length === 2)
  await before.signOut()
  const dump = await before.dump()
  devices.splice(devices.indexOf(before), 1)
  await before.stop()

  const updated = await open('cara', todaysDevice, dump)
  await updated.goOffline()
  expect(await updated.signIn('cara', passwordOf('cara'))).toMatchObject({ ok: true })
  const shown = await updated.until(
    'nothing is set aside',
    ({ calls, setAside }) => calls.length === 1 && setAside === 0
  )
  expect(shown.sync.kind).toBe('offline')
  expect(shown.calls).toMatchObject([{ status: 'completed', notes, satisfaction: 5, otherName: 'Person sam' }])
  expect(ownPage(shown)).toMatchObject({ headline })
  expect(shown.slots).toHaveLength(2)

  await updated.goOnline()
  const synced = await updated.until('it is at rest', isAtRest)
  expect(synced).toMatchObject({ setAside: 0, calls: [{ notes }] })
})
