import type { Watch } from '#domain/model/watch.ts'
import { createWatchId } from '#domain/model/watch.ts'
import { dayMs, minuteMs } from '#domain/time/durations.ts'
import { addDays, dayInterval } from '#domain/time/wall-clock.ts'
import type { DeviceAccount, WorkspaceData } from '../contract/screens.ts'
import { coachAccount } from './fake-accounts.ts'
import { idOf, sampleNow } from './sample-data.ts'

/** A student who waits for slots: one of them made without a network, one over, one made on another clock. */
export function createSampleWatches({ zone }: DeviceAccount): Partial<WorkspaceData> {
  const until = (days: number) => dayInterval(addDays('2026-11-18', days), zone).endsAt
  const wishes: readonly Omit<Watch, 'id' | 'kind' | 'madeAt'>[] = [
    { zone, until: until(-3) },
    { coachId: coachAccount.userId, weekdays: [1, 3], part: 'morning', zone, until: until(28) },
    { zone: 'Australia/Sydney', weekdays: [6], until: until(60) },
    { part: 'evening', zone, until: until(14) }
  ]
  const watches = wishes.map(
    (wish, n): Watch => ({ ...wish, id: createWatchId(idOf(n)), kind: 'watch', madeAt: sampleNow - 20 * dayMs + n })
  )
  const last = watches.at(-1)
  return {
    watches,
    sync: { kind: 'offline', since: sampleNow - 20 * minuteMs, waiting: 1 },
    syncByRecord: new Map(last === undefined ? [] : [[last.id, 'saved-here']])
  }
}
