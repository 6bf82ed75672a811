import { createNoticeId, type Notice } from '../model/notice.ts'
import type { BookingId } from '../model/primitives.ts'
import { isLaterMaking, isReplacementOf, type Slot, slotFromId, toIndependentSlot } from '../model/slot.ts'
import { writeKept } from '../notices/notice-payload.ts'
import { isFilledOpen, isFilledSlot } from '../model/filled-making.ts'
import { isClaim } from '../rules/judge-claim.ts'
import type { Current } from '../rules/verdict.ts'
import { findOverlap, type Interval } from '../time/interval.ts'
import { createForgottenClaimNotice } from './forgotten-session.ts'
import { keepLocal, type Known, type Recall, type Recalled, takeServers } from './recall.ts'

export interface SlotRecall extends Recall {
  /** Sessions ahead that this device knows. */
  readonly sessions: readonly Interval[]
  /** Live slots of this device. */
  readonly slots: readonly Slot[]
  /** Bookings that this device has claimed and holds no copy of, with what was written to the coach. */
  readonly claims: ReadonlyMap<BookingId, Slot['message']>
  /** Live slots at the server. */
  readonly serverSlots: readonly Slot[]
  readonly findServers: (slotId: string) => Current<Slot>
}

/** A slot after a set-back (SB2 to SB5). Everything that is kept passes the gate as a new arrival. */
export function recallSlot(known: Known<Slot>, recall: SlotRecall): Recalled<Slot> {
  const { local, isUnsent, server } = known
  if (local.value.coachId !== recall.userId) {
    const isWaitingClaim = isUnsent && !local.deleted && isClaim(local.value)
    return isWaitingClaim ? keepLocal(known) : { ...takeServers(known), notices: tellOfClaim(known, recall) }
  }
  if (local.deleted) return recallRemoval(known, recall)
  if (isUnsent) return keepLocal(known)
  if (server.kind === 'deleted' && isAhead(local.value, recall)) {
    return { ...takeServers(known), notices: [createNotice(local.value, recall)] }
  }
  if (server.kind === 'absent' && isDeclinedAhead(local.value, recall)) {
    return { ...leave(known, recall), notices: [createNotice(local.value, recall)] }
  }
  if (!isNewToServer(local.value, server, recall)) {
    return server.kind === 'absent' ? leave(known, recall) : takeServers(known)
  }
  const isMoveAgain = movesAgain(local.value, recall)
  return { local: { deleted: false, value: isMoveAgain ? local.value : toIndependentSlot(local.value) }, notices: [] }
}

/** Tells a student of a granted claim that the server forgot before their copy of the session was here. Nothing else would tell them. */
function tellOfClaim({ local, server }: Known<Slot>, recall: SlotRecall): readonly Notice[] {
  const { bookingId } = local.value
  if (local.deleted || bookingId === undefined || !recall.claims.has(bookingId)) return []
  const message = recall.claims.get(bookingId)
  const isKnown = server.kind === 'live' && server.value.bookingId === bookingId
  return isKnown ? [] : [createForgottenClaimNotice({ ...local.value, bookingId, message }, recall)]
}

/**
 * Hours that the server never heard of, and that are not sent again. That is no removal, so their making is not remembered as a removed
 * one; where a slot has moved away it is.
 */
function leave({ local: { value } }: Known<Slot>, recall: SlotRecall): Recalled<Slot> {
  const isMoved = hasMovedOn(value, recall)
  return { local: { deleted: true, value: isMoved ? value : (slotFromId(value.id) ?? value) }, notices: [] }
}

/** Whether this device sends these hours again, and the server takes them for new. */
function isNewToServer(slot: Slot, server: Current<Slot>, recall: SlotRecall): boolean {
  const isNew = server.kind === 'absent' || isKnownOlder(slot, server, recall) || isFillingOf(slot, server)
  return isNew && isSentAgain(slot, recall)
}

/** Whether the server has only what hours had filled where a hand has made a slot since (AV6). */
function isFillingOf(slot: Slot, server: Current<Slot>): boolean {
  return server.kind === 'live' && isFilledOpen(server.value) && !isFilledSlot(slot)
}

/** Whether the server has a making in these hours that this device has seen moved away since, perhaps more than once. */
function isKnownOlder(slot: Slot, server: Current<Slot>, { slots }: SlotRecall): boolean {
  if (server.kind !== 'live' || server.value.status !== 'open' || server.value.makingId === slot.makingId) return false
  const older = server.value
  if (older.makingId === undefined) return false
  const isFrom = (other: Slot): boolean => other.movesFrom === older.id && other.movesMakingId === older.makingId
  return slots.some(other => isFrom(other) || isLaterMaking(other, older))
}

/** Whether a slot has moved on from these hours, as this device knows it, or as another one has told the server since. */
function hasMovedOn(slot: Slot, { slots, serverSlots }: SlotRecall): boolean {
  return (
    slots.some(other => isReplacementOf(other, slot) || isLaterMaking(other, slot)) ||
    serverSlots.some(other => isLaterMaking(other, slot))
  )
}

/**
 * Whether the slot that this one replaced is still where it was. Otherwise, or where it was made again there, the move would be
 * declined, or take the new one along.
 */
function movesAgain(slot: Slot, { slots, findServers }: SlotRecall): boolean {
  const { movesFrom } = slot
  if (movesFrom === undefined) return false
  if (slots.some(other => other.id === movesFrom && !isReplacementOf(slot, other))) return false
  const replaced = findServers(movesFrom)
  return replaced.kind === 'live' && isReplacementOf(slot, replaced.value)
}

/**
 * An own removal is sent again where the server has the same making (SB3). Where the slot had moved, the move is sent again and
 * takes it along.
 */
function recallRemoval(known: Known<Slot>, recall: SlotRecall): Recalled<Slot> {
  const { local, server, isUnsent } = known
  if (server.kind !== 'live') return keepLocal(known)
  const slot = server.value
  if (slot.status === 'booked') return isUnsent ? keepLocal(known) : takeServers(known)
  const isMoved = recall.slots.some(
    other => isReplacementOf(other, slot) && isNewToServer(other, recall.findServers(other.id), recall)
  )
  if (isMoved) return takeServers(known)
  // Whose removal it was, the coach's or the hours', the skips say: they come back with the profile (AV4).
  if (isFilledSlot(slot) && !isUnsent) return takeServers(known)
  if (slot.makingId === local.value.makingId) return keepLocal(known)
  // What has moved on from there more than once is sent by itself: the making that the server has goes, and is remembered as removed.
  const goes = isKnownOlder(local.value, server, recall)
  return goes ? { local: { deleted: true, value: slot }, notices: [] } : takeServers(known)
}

/**
 * Open hours ahead; not those of a session, which its people decide about (SB5), and not those that a slot has moved away from whose
 * removal this device has not heard of yet.
 */
function isSentAgain(slot: Slot, recall: SlotRecall): boolean {
  return !hasMovedOn(slot, recall) && isAhead(slot, recall) && findOverlap(slot, recall.sessions) === undefined
}

function isAhead({ status, startsAt }: Slot, { now }: Recall): boolean {
  return status === 'open' && startsAt > now
}

/** Kept as declined, for its coach to decide about: nobody else knows that they wanted these hours. */
function isDeclinedAhead({ status, startsAt }: Slot, { now }: Recall): boolean {
  return status === 'declined' && startsAt > now
}

/** The server knows the slot as removed: perhaps from before, perhaps by another device since. Or it knows nothing of one that was declined. Its coach may open it again. */
function createNotice(slot: Slot, { occasion, now }: Recall): Notice {
  return {
    id: createNoticeId('edit-met-deletion', slot.id, occasion),
    kind: 'notice',
    topic: 'edit-met-deletion',
    at: now,
    subject: { collection: 'slots', id: slot.id },
    slotId: slot.id,
    coachId: slot.coachId,
    startsAt: slot.startsAt,
    ...writeKept('edit-met-deletion', { mine: slot, theirs: { removed: true } }),
    dismissed: false
  }
}
