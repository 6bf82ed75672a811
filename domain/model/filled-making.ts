import { fingerprintText } from './notice.ts'
import type { Instant, UserId } from './primitives.ts'
import type { Slot } from './slot.ts'

/** As in `createMakingId`: 64 bits that stay as a slot moves, a count of moves, 48 bits. */
const lineEnd = 16
const noMoves = '0000'
const countEnd = 20
const nonceEnd = 24

/** Four hex digits. */
const anyNonce = '0000'

/**
 * The `makingId` of a slot that hours fill (AV2). Its line derives from coach, start and generation: a removal of that start finds it also
 * where it was filled again since. Four digits are fresh each time that it is filled, because devices of 0.2.0 remove a making again that
 * they know as removed (SB3). The last 32 bits derive from all of it, so that a filled slot is known by its id alone: version 0.1.0 keeps no
 * field that says so. One that moves gets other last bits: it is filled no more.
 */
export function createFilledMakingId(
  coachId: UserId,
  startsAt: Instant,
  generation: string,
  nonce: string = anyNonce
): string {
  const line =
    fingerprintText(`1 ${coachId} ${startsAt} ${generation}`) +
    fingerprintText(`2 ${coachId} ${startsAt} ${generation}`)
  return line + noMoves + nonce + createMark(coachId, startsAt, line + nonce)
}

/** Whether hours have made this slot, and it has not moved since. */
export function isFilledSlot({
  coachId,
  startsAt,
  makingId
}: Pick<Slot, 'coachId' | 'startsAt' | 'makingId'>): boolean {
  if (makingId === undefined || makingId.slice(lineEnd, countEnd) !== noMoves) return false
  const line = makingId.slice(0, lineEnd)
  return makingId.slice(nonceEnd) === createMark(coachId, startsAt, line + makingId.slice(countEnd, nonceEnd))
}

/** Nobody has booked it, and nobody's hand has made it. */
export function isFilledOpen(slot: Slot): boolean {
  return slot.status === 'open' && isFilledSlot(slot)
}

/** Whether hours have made both of the same start, in the same generation: what was said of the one holds for the other. */
export function isSameFilling(a: Slot, b: Slot): boolean {
  return isFilledSlot(a) && isFilledSlot(b) && a.makingId?.slice(0, lineEnd) === b.makingId?.slice(0, lineEnd)
}

function createMark(coachId: UserId, startsAt: Instant, rest: string): string {
  return fingerprintText(`filled ${coachId} ${startsAt} ${rest}`)
}
