import { isFilledOpen } from '#domain/model/filled-making.ts'
import { findWantedStart } from '#domain/hours/list-starts.ts'
import { coachProfileSchema } from '#domain/model/coach-profile.ts'
import { ownerOf } from '../plan/people.ts'
import type { Ledger } from '../world/ledger.ts'
import type { Settled } from '../world/settle.ts'

/**
 * A start that hours want and that its coach took away is not filled again as long as the hours of that day are those (AV4). What somebody
 * reached for, or its coach took back, has reasons of its own to be open again; a server whose clock jumped may take a start for over.
 */
export function findHoursProblems({
  settled,
  ledger
}: {
  readonly settled: Settled
  readonly ledger: Ledger
}): readonly string[] {
  const { truth } = settled
  const filled = new Map(truth.slots.filter(isFilledOpen).map(slot => [slot.id, slot]))
  const coaches = new Map(truth.coaches.map(({ id, ...fields }) => [id, coachProfileSchema.parse({ id, ...fields })]))
  const reachedFor = new Set(
    ledger.entries.flatMap(({ did }) => [
      ...(did.takenBack?.slotIds ?? []),
      did.claimed?.slotId,
      did.pencilled?.slotId,
      did.reachedFor
    ])
  )
  // A move that met something is declined, and told: its slot stays where it was, or goes with its hours.
  const isMoved = (created: string | undefined): boolean =>
    created === undefined || truth.slots.some(({ id, status }) => id === created && status !== 'declined')
  return ledger.entries.flatMap(({ device, isCertain, isServerClockNew, did: { created, removed, skipped } }) => {
    const slot = filled.get(removed ?? '')
    const coach = coaches.get(slot?.coachId ?? '')
    if (slot === undefined || skipped === undefined || coach?.availability === undefined || !isCertain) return []
    if (!isMoved(created)) return []
    if (isServerClockNew || reachedFor.has(slot.id)) return []
    const wanted = findWantedStart(coach.availability, coach.zone, slot.startsAt)
    if (wanted?.generation !== skipped.generation) return []
    return [`${ownerOf(device)} took ${slot.id} away, which hours fill again`]
  })
}
