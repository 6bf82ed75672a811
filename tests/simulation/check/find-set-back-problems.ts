import type { SessionCopy } from '#domain/model/session-copy.ts'
import { isFilledSlot } from '#domain/model/filled-making.ts'
import { type Slot, slotFromId } from '#domain/model/slot.ts'
import { overlaps } from '#domain/time/interval.ts'
import { devicesOf, ownerOf, type PersonName } from '../plan/people.ts'
import type { Ledger } from '../world/ledger.ts'
import type { Settled } from '../world/settle.ts'

interface Facts {
  readonly settled: Settled
  readonly ledger: Ledger
}

/**
 * What may not be lost by a set-back: a session that a device showed is in the journal, or its person is told that it is not (SB5);
 * hours that were removed do not come back (SB3). Words and slots are looked for as always: their author's device has them.
 */
export function findSetBackProblems(facts: Facts): readonly string[] {
  return [...findForgottenSessions(facts), ...findReturned(facts)]
}

/**
 * Whether the journal may lack a booking of before a set-back: its person is told, or knew it as called off or taken back. So it is with
 * one that was answered by the session that the two had in that slot already (BK6, PC9): that session may be the one that is told.
 */
export function isForgottenRightly(
  { bookingId, slotId }: { readonly bookingId: string; readonly slotId: string },
  person: PersonName,
  { settled, ledger }: Facts
): boolean {
  const known = listKnown(ledger, person)
  const ids = [bookingId, ...known.filter(call => call.slotId === slotId).map(({ id }) => id)]
  const notices = devicesOf(person).flatMap(device => settled.reportByDevice.get(device)?.notices ?? [])
  return (
    notices.some(notice => ids.includes(notice.bookingId ?? '') || ids.includes(notice.subject.id)) ||
    known.some(({ id, status }) => ids.includes(id) && status === 'cancelled')
  )
}

/** Whether hours of before a set-back need not come back: they are over, or were those of a session that their coach knew (SB2, SB5). */
export function isLeftRightly(slotId: string, person: PersonName, ledger: Ledger): boolean {
  const slot = slotFromId(slotId)
  if (slot === undefined) return false
  if (slot.startsAt <= ledger.serverTimes.latest) return true
  return listKnown(ledger, person).some(
    call =>
      call.slotId === slotId || call.moves?.some(({ fromSlotId }) => fromSlotId === slotId) || overlaps(call, slot)
  )
}

/** Copies of sessions on a person's devices when the server was set back. */
function listKnown({ setBacks }: Ledger, person: PersonName): readonly SessionCopy[] {
  return setBacks.flatMap(shown => devicesOf(person).flatMap(device => shown.get(device)?.calls ?? []))
}

function findForgottenSessions({ settled, ledger }: Facts): readonly string[] {
  const known = new Set(settled.truth.bookings.map(({ id }) => id))
  return ledger.setBacks.flatMap(shown =>
    [...shown].flatMap(([device, { calls }]) => {
      const told = new Set(settled.reportByDevice.get(device)?.notices.map(({ subject }) => subject.id))
      return calls
        .filter(({ id, status }) => status === 'confirmed' && !known.has(id) && !told.has(id))
        .map(({ id }) => `${device} showed the session ${id}, which is nowhere`)
    })
  )
}

/** Only hours that were made once, and that nobody reached for: all else has reasons of its own to open them again. */
function findReturned({ settled, ledger }: Facts): readonly string[] {
  // What hours fill has a check of its own.
  const isMade = (slot: Slot): boolean => slot.status === 'open' && !isFilledSlot(slot)
  const open = new Set(settled.truth.slots.filter(isMade).map(({ id }) => id))
  const other = ledger.entries.flatMap(({ did }) => [
    ...(did.takenBack?.slotIds ?? []),
    did.claimed?.slotId,
    did.pencilled?.slotId,
    did.reachedFor
  ])
  const made = ledger.entries.map(({ did }) => did.created)
  return ledger.entries.flatMap(({ device, isCertain, did: { created, removed } }, at) => {
    if (removed === undefined || created !== undefined || !isCertain || !open.has(removed)) return []
    // What hours had filled may be made by hand after it was removed.
    const isMadeBefore = made.indexOf(removed) < at
    if (other.includes(removed) || !isMadeBefore || made.filter(id => id === removed).length !== 1) return []
    return [`${ownerOf(device)} removed ${removed}, which is open again`]
  })
}
