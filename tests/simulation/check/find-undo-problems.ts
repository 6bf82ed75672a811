import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { TakenBack } from '../device/protocol.ts'
import type { Entry, Ledger } from '../world/ledger.ts'
import type { Settled } from '../world/settle.ts'

/**
 * SE12 Undo of a move puts a session back from where that move had brought it, and from nowhere else. A move without words is an undo's:
 * whoever moves a session here gives a reason.
 */
export function findUndoProblems({
  settled,
  ledger
}: {
  readonly settled: Settled
  readonly ledger: Ledger
}): readonly string[] {
  const undone = ledger.entries.filter(({ isSetBack }) => !isSetBack).flatMap(listUndoneMoves)
  const found = undone.flatMap(({ device, bookingId, slotIds: [from] }) => {
    const left = undone.filter(one => one.bookingId === bookingId && one.slotIds[0] === from)
    const moves = settled.truth.bookings.find(({ id }) => id === bookingId)?.moves ?? []
    return moves
      .filter(({ reason, toSlotId }) => reason === '' && toSlotId === from)
      .filter(({ fromSlotId }) => !left.some(({ slotIds }) => slotIds[1] === fromSlotId))
      .map(
        ({ fromSlotId }) =>
          `${bookingId} was put back by an undo of ${device} from where it had been moved since: ${fromSlotId}`
      )
  })
  return [...new Set(found)]
}

function listUndoneMoves({ device, did }: Entry): readonly (TakenBack & Pick<Entry, 'device'>)[] {
  return [did, ...(did.more ?? [])].flatMap(({ takenBack }) => {
    if (takenBack === undefined || takenBack.after === '') return []
    const { request } = JSON.parse(takenBack.after) as Partial<SessionCopy>
    return request?.kind === 'reschedule' ? [{ ...takenBack, device }] : []
  })
}
