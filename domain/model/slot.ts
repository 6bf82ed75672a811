import { z } from 'zod'
import { messageMaxLength } from './limits.ts'
import { growingEnum } from './newer.ts'
import { reasonSchema } from './reasons.ts'
import {
  bookingIdSchema,
  instantSchema,
  makingIdSchema,
  slotIdSchema,
  slotLengthMs,
  userIdSchema
} from './primitives.ts'
import { seriesPlaceSchema } from './series.ts'
import { parseSlotId } from './slot-id.ts'

/**
 * `open` can be claimed; `requested` is a claim and exists only on the claimant's device; `booked` carries its
 * booking; `declined` came too late or overlapped, is shown to its coach and cannot be booked.
 */
export const slotStatusSchema = growingEnum(['open', 'requested', 'booked', 'declined'])

/** Two hours of a coach's time. Shared with everyone signed in, so what is stored carries nothing about the student. */
export const slotSchema = z.strictObject({
  id: slotIdSchema,
  coachId: userIdSchema,
  startsAt: instantSchema,
  endsAt: instantSchema,
  status: slotStatusSchema,
  /** Present while `requested` or `booked`. */
  bookingId: bookingIdSchema.optional(),
  /** Only on a claim: the instant (server's clock) after which it must not be granted any more. */
  validUntil: instantSchema.optional(),
  /** Only on a claim: what its student writes to the coach. It goes into the journal and never into a stored slot (BK23). */
  message: z.string().min(1).max(messageMaxLength).optional(),
  /** Only on a claim: its place in a series. No slot that is stored has it (SR3). */
  series: seriesPlaceSchema.optional(),
  /** The slot that this one replaces: a move is one write. */
  movesFrom: slotIdSchema.optional(),
  /** The `makingId` of the slot that this one replaces, where it has one. */
  movesMakingId: makingIdSchema.optional(),
  /**
   * Fresh for each time that a slot is made at its time, by creating or moving it. What was said of an earlier slot of that time,
   * a removal or a move, does not concern this one. See `createMakingId`. Slots that sessions have left have none, and other programs may leave it out.
   */
  makingId: makingIdSchema.optional(),
  /** Why it was declined, and the slot it met. */
  decline: z.strictObject({ reason: reasonSchema, slotId: slotIdSchema.optional() }).optional()
})

export type Slot = z.infer<typeof slotSchema>

/** Live slots take up their coach's time. */
export function isLiveSlot(slot: Slot): boolean {
  return slot.status === 'open' || slot.status === 'booked' || slot.status === 'requested'
}

/** The fields of a removed slot, which its id alone gives; undefined where the id is not a slot id. */
export function slotFromId(id: string): Slot | undefined {
  const parts = parseSlotId(id)
  if (parts === undefined) return undefined
  return { id, ...parts, endsAt: parts.startsAt + slotLengthMs, status: 'open' }
}

/** Whether a slot was made at another time than one of the same id. Without a `makingId` nobody knows, and it passes for the same. */
export function isOtherMaking(slot: Slot, known: Pick<Slot, 'makingId'>): boolean {
  return slot.makingId !== undefined && slot.makingId !== known.makingId
}

/** Whether one slot is there to take the place of the other, as it is now. */
export function isReplacementOf(slot: Slot, replaced: Slot): boolean {
  return slot.movesFrom === replaced.id && !isOtherMaking(replaced, { makingId: slot.movesMakingId })
}

/** Where the parts of a `makingId` end: 64 random bits that stay as its slot moves, 16 that count the moves, 48 random bits. */
const lineEnd = 16
const countEnd = 20
const mostMoves = 0xffff

/**
 * The `makingId` of a slot that is made, or that replaces one: of two makings each can tell which one came from the other, however
 * often the slot has moved between (SB3). Makings of version 0.1.0 are random throughout: no two are of one line.
 * @param fresh 128 random bits in hex
 */
export function createMakingId(fresh: string, replaced?: Pick<Slot, 'makingId'>): string {
  const moves = replaced?.makingId === undefined ? 0 : countMoves(replaced.makingId) + 1
  const line = moves > 0 && moves <= mostMoves ? (replaced?.makingId ?? fresh) : fresh
  const count = (line === fresh ? 0 : moves).toString(16).padStart(countEnd - lineEnd, '0')
  return line.slice(0, lineEnd) + count + fresh.slice(countEnd)
}

/** Whether one making came from the other by moves. Of another coach none does: makings are public, and anybody can write one. */
export function isLaterMaking(slot: Slot, earlier: Slot): boolean {
  if (slot.coachId !== earlier.coachId) return false
  const [a, b] = [slot.makingId, earlier.makingId]
  if (a === undefined || b === undefined || a.slice(0, lineEnd) !== b.slice(0, lineEnd)) return false
  return countMoves(a) > countMoves(b)
}

function countMoves(makingId: string): number {
  return Number.parseInt(makingId.slice(lineEnd, countEnd), 16)
}

/** A slot for itself, whatever it once was to replace. */
export function toIndependentSlot({ movesFrom: _, movesMakingId: __, ...slot }: Slot): Slot {
  return slot
}
