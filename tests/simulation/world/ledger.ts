import type { Deed, Did } from '../device/protocol.ts'
import type { DeviceName } from '../plan/people.ts'

/** What people did and were not refused: nothing of it may be lost. */
export interface Entry {
  readonly device: DeviceName
  readonly did: Did
}

export interface Ledger {
  readonly entries: readonly Entry[]
  note(device: DeviceName, deed: Deed): void
}

export function createLedger(): Ledger {
  const entries: Entry[] = []
  return {
    entries,
    note(device, deed) {
      if (deed.kind === 'done') entries.push({ device, did: deed.did })
    }
  }
}

export function deedToText(deed: Deed): string {
  switch (deed.kind) {
    case 'idle':
      return 'nothing to do it with'
    case 'refused':
      return `refused: ${deed.refusal}`
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
