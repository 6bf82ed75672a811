import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Notice } from '#domain/model/notice.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { DeviceCommand, DeviceDump, DeviceThreadData, Received } from './protocol.ts'
import type { TestClock } from './test-clock.ts'
import { startThread } from './thread.ts'

/** What a recorded device shows its person; the lists are empty while no account is open. */
export interface Shown {
  readonly session: { readonly kind: string; readonly refusal?: string; readonly account?: { readonly userId: string } }
  readonly slots: readonly Slot[]
  readonly coaches: readonly CoachProfile[]
  readonly calls: readonly SessionCopy[]
  readonly notices: readonly Notice[]
  readonly drafts: readonly { readonly bookingId: string; readonly notes: string }[]
  readonly sync: { readonly kind: string; readonly waiting?: number }
  readonly collections: readonly {
    readonly collection: string
    readonly waiting: number
    readonly lastError?: object
  }[]
  /** How many documents only a newer version can read; 0.1.0 does not say. */
  readonly setAside: number
  /** Ids of documents that are not confirmed. */
  readonly pending: readonly string[]
  /** The time by the server's clock as this device sees it. */
  readonly now: number
}

/** What an action of that version answered. */
export type Done = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly refusal: string }

/** A device of an earlier version, in a thread of its own. */
export interface RecordedDevice {
  readonly name: string
  signIn(name: string, password: string): Promise<Done>
  signOut(): Promise<void>
  /** What a screen of that version does. Gives what it gave; rejects where it was refused. */
  act(action: string, ...args: readonly unknown[]): Promise<unknown>
  goOffline(): Promise<void>
  goOnline(target?: string): Promise<void>
  shown(): Promise<Shown>
  /** Waits until the device shows something. @param what is to be seen, for the failure's message */
  until(what: string, condition: (shown: Shown) => boolean): Promise<Shown>
  received(): Promise<Received>
  dump(): Promise<DeviceDump>
  stop(): Promise<void>
}

/** Whether a device has sent all and knows of nothing that it has not received. */
export function isAtRest({ sync, pending }: Shown): boolean {
  return sync.kind === 'synced' && pending.length === 0
}

const patienceMs = 60_000
const closed: Omit<Shown, 'session'> = {
  slots: [],
  coaches: [],
  calls: [],
  notices: [],
  drafts: [],
  collections: [],
  setAside: 0,
  pending: [],
  sync: { kind: 'closed' },
  now: 0
}

export async function startRecordedDevice(parts: {
  /** For messages: `mara's laptop`. */
  readonly name: string
  readonly bundle: string
  readonly clock: TestClock
  readonly start: Omit<DeviceThreadData, 'clock'>
}): Promise<RecordedDevice> {
  const { name, bundle, clock, start } = parts
  const data: DeviceThreadData = { ...start, clock: clock.shared }
  const thread = await startThread<DeviceCommand>(bundle, data)

  const shown = async (): Promise<Shown> => ({ ...closed, ...((await thread.ask({ kind: 'report' })) as Shown) })

  async function until(what: string, condition: (state: Shown) => boolean): Promise<Shown> {
    const deadline = performance.now() + patienceMs
    for (;;) {
      const known = thread.changes
      const state = await shown()
      if (condition(state)) return state
      const left = deadline - performance.now()
      if (left <= 0) throw new Error(describeWait(name, what, state, await received()))
      await thread.nextChange(known, left)
    }
  }

  const received = async (): Promise<Received> => (await thread.ask({ kind: 'received' })) as Received

  return {
    name,
    signIn: async (person, password) => (await thread.ask({ kind: 'sign-in', name: person, password })) as Done,
    signOut: async () => void (await thread.ask({ kind: 'sign-out' })),
    async act(action, ...args) {
      const done = (await thread.ask({ kind: 'call', action, args })) as Done | undefined
      if (done?.ok === false) throw new Error(`${name}: ${action} was refused: ${done.refusal}`)
      return done !== undefined && 'value' in done ? done.value : done
    },
    goOffline: async () => void (await thread.ask({ kind: 'network', isUp: false })),
    goOnline: async target =>
      void (await thread.ask({ kind: 'network', isUp: true, ...(target === undefined ? {} : { target }) })),
    shown,
    until,
    received,
    dump: async () => (await thread.ask({ kind: 'dump' })) as DeviceDump,
    async stop() {
      await thread.ask({ kind: 'stop' })
      await thread.end()
    }
  }
}

function describeWait(name: string, what: string, { sync, collections, pending, notices }: Shown, received: Received) {
  const facts = { sync, collections, pending, notices: notices.map(({ topic, reason }) => [topic, reason]) }
  const { unreadable, brokenAnswers, failures } = received
  return [
    `${name}, a device of an earlier version, does not show after ${patienceMs / 1_000} s: ${what}.`,
    `It shows ${JSON.stringify(facts)}`,
    `It received ${JSON.stringify({ unreadable: unreadable.slice(0, 3), brokenAnswers, failures })}`,
    'Look at what the server sends since the last change: see tests/versions/README.md.'
  ].join('\n')
}
