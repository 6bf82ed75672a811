import type { Deed, Did, Report } from '../device/protocol.ts'
import type { DeviceName } from '../plan/people.ts'

/** What people did and were not refused: nothing of it may be lost. */
export interface Entry {
  readonly device: DeviceName
  /** The server's time then, epoch ms. */
  readonly at: number
  /** Whether the device has had no answer of the server since its clock was set. */
  readonly isClockNew: boolean
  /** Whether the server's clock was set after that. */
  isServerClockNew: boolean
  /** Whether the server was set back, or lost data, after that. */
  isSetBack: boolean
  /** Otherwise the power went meanwhile: it may be that nothing was done. */
  readonly isCertain: boolean
  readonly did: Did
}

export interface Ledger {
  readonly entries: readonly Entry[]
  /** The earliest and the latest time that the server's clock has shown, epoch ms. */
  readonly serverTimes: { readonly earliest: number; readonly latest: number }
  /** The latest time that the server had reason to trust, epoch ms. */
  readonly latestTrusted: number
  /** What the server's clock shows now has been so for long, or since the start of the server. */
  noteTrustedTime(): void
  /** The server's clock was set. */
  noteServerClock(): void
  /** What each device showed when the server was set back or lost data, for each time. */
  readonly setBacks: readonly ReadonlyMap<DeviceName, Report>[]
  noteSetBack(shown: ReadonlyMap<DeviceName, Report>): void
  /** The server's clock has moved on. */
  noteTime(): void
  note(device: DeviceName, deed: Deed, isClockNew: boolean): void
}

export function createLedger(clock: { readonly now: number }): Ledger {
  const entries: Entry[] = []
  let latestTrusted = clock.now
  const setBacks: ReadonlyMap<DeviceName, Report>[] = []
  const serverTimes = { earliest: clock.now, latest: clock.now }
  function noteTime(): void {
    serverTimes.earliest = Math.min(serverTimes.earliest, clock.now)
    serverTimes.latest = Math.max(serverTimes.latest, clock.now)
  }
  return {
    entries,
    serverTimes,
    get latestTrusted() {
      return latestTrusted
    },
    noteTrustedTime() {
      latestTrusted = Math.max(latestTrusted, clock.now)
    },
    noteTime,
    noteServerClock() {
      noteTime()
      for (const entry of entries) entry.isServerClockNew = true
    },
    setBacks,
    noteSetBack(shown) {
      setBacks.push(shown)
      for (const entry of entries) entry.isSetBack = true
    },
    note(device, deed, isClockNew) {
      const note = (did: Did, isCertain: boolean): void =>
        void entries.push({
          device,
          at: clock.now,
          isClockNew,
          isServerClockNew: false,
          isSetBack: false,
          isCertain,
          did
        })
      const noteAll = ({ more = [], ...did }: Did, isCertain: boolean): void => {
        for (const one of [did, ...more]) note(one, isCertain)
      }
      if (deed.kind === 'done') noteAll(deed.did, true)
      // Nothing is promised of it, but what it was to take away may be gone.
      if (deed.kind === 'interrupted') noteAll(deed.givenUp, false)
    }
  }
}

export function deedToText(deed: Deed): string {
  switch (deed.kind) {
    case 'idle':
      return 'nothing to do it with'
    case 'refused':
      return `refused: ${deed.refusal}`
    case 'interrupted':
      return 'the power goes'
    default: {
      const { claimed, created, pencilled, reachedFor, removed, more = [] } = deed.did
      const slot = (id: string): string => new Date(Number(id.split(':')[1])).toISOString().slice(5, 16)
      return [
        'done',
        ...(claimed === undefined ? [] : [`${slot(claimed.slotId)} as ${claimed.bookingId.slice(0, 6)}`]),
        ...(pencilled === undefined ? [] : [`${slot(pencilled.slotId)} as ${pencilled.bookingId.slice(0, 6)}`]),
        ...(removed === undefined ? [] : [`from ${slot(removed)}`]),
        ...(created === undefined ? [] : [`at ${slot(created)}`]),
        ...(reachedFor === undefined ? [] : [`towards ${slot(reachedFor)}`]),
        ...more.map(did => `| ${deedToText({ kind: 'done', did })}`)
      ].join(' ')
    }
  }
}
