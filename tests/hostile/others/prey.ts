import { claimValidityMs, slotLengthMs } from '#domain/model/primitives.ts'
import { createSlotId } from '#domain/model/slot-id.ts'

/** All that an attacker knows: plain data, as it goes to a thread. */
export interface Prey {
  readonly url: string
  readonly attackerId: string
  readonly credential: Readonly<Record<string, string>>
  readonly coachIds: readonly string[]
  /** Sign-in names of people who have nothing to do with the attacker. */
  readonly names: readonly string[]
  /** Of the attacker's session. */
  readonly bookingId: string
  /** Midnight in a few days: the first coach's and everybody else's slots begin there, two hours each. */
  readonly from: number
}

export interface Claiming {
  readonly coachId: string
  readonly startsAt: number
  readonly bookingId: string
}

export function claimOf({ coachId, startsAt, bookingId }: Claiming): Readonly<Record<string, unknown>> {
  const hours = { startsAt, endsAt: startsAt + slotLengthMs, validUntil: Date.now() + claimValidityMs }
  return { _id: createSlotId(coachId, startsAt), coachId, ...hours, status: 'requested', bookingId }
}

let ids = 0
/** @param series of the thread that asks: no two threads give the same */
export function nextId(series: 'a' | 'b'): string {
  ids += 1
  return series + ids.toString(16).padStart(31, '0')
}
