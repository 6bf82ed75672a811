import type { Deed, Did } from '../device/protocol.ts'
import type { DeviceName } from '../plan/people.ts'

/** What people did and were not refused: nothing of it may be lost. */
export interface Entry {
  readonly device: DeviceName
  /** The server's time then, epoch ms. */
  readonly at: number
  /** Whether the device has had no answer of the server since its clock was set. */
  readonly isClockNew: boolean
  readonly did: Did
}

export interface Ledger {
  readonly entries: readonly Entry[]
  note(device: DeviceName, deed: Deed, isClockNew: boolean): void
}

export function createLedger(clock: { readonly now: number }): Ledger {
  const entries: Entry[] = []
  return {
    entries,
    note(device, deed, isClockNew) {
      const note = (did: Did): void => void entries.push({ device, at: clock.now, isClockNew, did })
      if (deed.kind === 'done') note(deed.did)
      // Nothing is promised of it, but what it was to take away may be gone.
      if (deed.kind === 'interrupted') note(deed.givenUp)
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
      const { claimed, created, pencilled, removed } = deed.did
      const slot = (id: string): string => new Date(Number(id.split(':')[1])).toISOString().slice(5, 16)
      return [
        'done',
        ...(claimed === undefined ? [] : [`${slot(claimed.slotId)} as ${claimed.bookingId.slice(0, 6)}`]),
        ...(pencilled === undefined ? [] : [`${slot(pencilled.slotId)} as ${pencilled.bookingId.slice(0, 6)}`]),
        ...(removed === undefined ? [] : [`from ${slot(removed)}`]),
        ...(created === undefined ? [] : [`at ${slot(created)}`])
      ].join(' ')
    }
  }
}
