import { minuteMs } from '#domain/time/durations.ts'
import type { HistoryEntry } from '../contract/screens.ts'
import { at, idOf, lena, maya, omar, sampleNow, slot } from './sample-data.ts'

/** What a coach did on a device: each kind of outcome, newest first. */
export function createSampleHistory(): readonly HistoryEntry[] {
  const changes: readonly Omit<HistoryEntry, 'id' | 'order' | 'at'>[] = [
    { kind: 'pencilled', outcome: 'waiting', slotIds: [slot(9, 9).id], bookingId: idOf(9), otherName: lena.name },
    {
      kind: 'wrapped-up',
      outcome: 'waiting',
      slotIds: [slot(-6, 14).id],
      bookingId: idOf(2),
      otherName: omar.name,
      after: JSON.stringify({ notes: 'Waited for half an hour. **Call him.**', status: 'no-show' })
    },
    { kind: 'slots-created', outcome: 'confirmed', slotIds: [slot(7, 10).id] },
    { kind: 'slot-moved', outcome: 'declined', reason: 'slot-booked', slotIds: [slot(3, 9).id, slot(3, 14).id] },
    {
      kind: 'reschedule-asked',
      outcome: 'confirmed',
      slotIds: [slot(1, 10).id, slot(2, 14).id],
      bookingId: idOf(4),
      otherName: lena.name
    },
    { kind: 'slot-removed', outcome: 'undone', undoneAs: 'reverted', slotIds: [slot(4, 11).id] },
    {
      kind: 'cancel-asked',
      outcome: 'confirmed',
      slotIds: [slot(-5, 9).id],
      bookingId: idOf(7),
      otherName: maya.name,
      after: JSON.stringify({ request: { reason: 'Down with a cold' } })
    },
    { kind: 'profile-saved', outcome: 'adjusted', slotIds: [] }
  ]
  return changes.map((change, index) => ({
    ...change,
    id: `sample-${index}`,
    order: changes.length - index,
    at: index < 4 ? sampleNow - (index + 1) * 17 * minuteMs : at(-index, 12)
  }))
}
