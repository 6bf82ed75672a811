import { fingerprintText } from './notice.ts'
import type { Instant, UserId } from './primitives.ts'
import type { Slot } from './slot.ts'

/** As in `createMakingId`: 64 bits that stay as a slot moves, a count of moves, 48 bits. */
const lineEnd = 16
const noMoves = '0000'

/**
 * The `makingId` of a slot that hours fill (AV2). It derives from coach, start and generation, so that whoever fills it, and however
 * often, makes the same making: a removal of it that is still on its way finds it (SL16). Its last 48 bits derive from the rest, so that a filled
 * slot is known by its id alone: version 0.1.0 keeps no field that says so. One that moves gets other last bits: it is filled no more.
 */
export function createFilledMakingId(coachId: UserId, startsAt: Instant, generation: string): string {
  const line = stamp(`${coachId} ${startsAt} ${generation}`, lineEnd)
  return line + noMoves + createMark(coachId, startsAt, line)
}

/** Whether hours have made this slot, and it has not moved since. */
export function isFilledSlot({
  coachId,
  startsAt,
  makingId
}: Pick<Slot, 'coachId' | 'startsAt' | 'makingId'>): boolean {
  if (makingId === undefined) return false
  const line = makingId.slice(0, lineEnd)
  return makingId.slice(lineEnd) === noMoves + createMark(coachId, startsAt, line)
}

function createMark(coachId: UserId, startsAt: Instant, line: string): string {
  return stamp(`filled ${coachId} ${startsAt} ${line}`, 12)
}

/** So many hex digits that a text gives. Not for secrets: makings are public. */
function stamp(text: string, digits: number): string {
  return (fingerprintText(`1 ${text}`) + fingerprintText(`2 ${text}`)).slice(0, digits)
}
