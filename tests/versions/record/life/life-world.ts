import type { SessionCopy } from '#domain/model/session-copy.ts'
import { isAtRest, type RecordedDevice, type Shown, startRecordedDevice } from '../../support/recorded-device.ts'
import type { RecordedServer } from '../../support/recorded-server.ts'
import type { TestClock } from '../../support/test-clock.ts'
import { passwordOf, recordedServerUrl } from '../cast.ts'

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs

/** Devices of a version at a server of that version, which live from one day to the next. */
export interface LifeWorld {
  readonly clock: TestClock
  readonly server: RecordedServer
  /** Starts a device and signs its owner in. @param name `mara`, or `mara-2` for a second one */
  open(name: string): Promise<RecordedDevice>
  /** Lets time pass; every device that is online is in step afterwards. */
  passUntil(instant: number): Promise<void>
  /** Waits until every device that is online has sent and received all. */
  settle(): Promise<void>
  goOffline(device: RecordedDevice): Promise<void>
  goOnline(device: RecordedDevice): Promise<void>
  close(device: RecordedDevice): Promise<void>
}

export function createLifeWorld(bundle: string, clock: TestClock, server: RecordedServer): LifeWorld {
  const online = new Set<RecordedDevice>()

  async function settle(): Promise<void> {
    // What one device sends changes what another one shows, and what that one has to send.
    for (let round = 0; round < 2; round += 1) {
      for (const device of online) await device.until('everything is sent', isAtRest)
      await server.idle()
      for (const device of online) await device.act('syncNow')
    }
    for (const device of online) await device.until('everything is received', isAtRest)
  }

  return {
    clock,
    server,
    settle,
    async open(name) {
      const start = { serverUrl: recordedServerUrl, target: server.url, seed: seedOf(name) }
      const device = await startRecordedDevice({ name, bundle, clock, start })
      const person = name.split('-')[0] ?? name
      const done = await device.signIn(person, passwordOf(person))
      if (!done.ok) throw new Error(`${name} cannot sign in: ${done.refusal}`)
      await device.until('the first sync is done', isAtRest)
      online.add(device)
      return device
    },
    async passUntil(instant) {
      if (instant < clock.now) throw new Error('time runs forward')
      await settle()
      clock.now = instant
      for (const device of online) await device.goOnline()
      await settle()
    },
    async goOffline(device) {
      online.delete(device)
      await device.goOffline()
      await device.until('it is offline', ({ sync }) => sync.kind === 'offline')
    },
    async goOnline(device) {
      online.add(device)
      await device.goOnline()
      await settle()
    },
    async close(device) {
      online.delete(device)
      await device.stop()
    }
  }
}

export async function readUserId(device: RecordedDevice): Promise<string> {
  const { session } = await device.shown()
  if (session.account === undefined) throw new Error(`nobody is signed in on ${device.name}`)
  return session.account.userId
}

/** The session that stands in a slot. */
export function findCall({ calls }: Shown, slotId: string, status: SessionCopy['status'] = 'confirmed'): SessionCopy {
  const found = calls.find(call => call.slotId === slotId && call.status === status)
  if (found === undefined) {
    const there = calls.map(call => `${call.slotId} ${call.status} ${call.decline?.reason ?? ''}`)
    throw new Error([`there is no ${status} session in ${slotId}, only`, ...there].join('\n'))
  }
  return found
}

function seedOf(name: string): number {
  return Buffer.from(name).reduce((sum, byte) => (sum * 31 + byte) % 1_000_000, 7)
}
