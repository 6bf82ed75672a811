import type { SlotId, UserId } from '../model/primitives.ts'
import { slotLengthMs } from '../model/primitives.ts'
import type { Reason } from '../model/reasons.ts'
import type { Slot } from '../model/slot.ts'
import { createSlotId } from '../model/slot-id.ts'
import type { SeriesStart } from './list-series-starts.ts'

/**
 * What can be said of a date before it is sent (SR6). `open`: its slot can be asked for. `makes-slot`: there is none, and one can be
 * made. `no-slot`: there is none. `refused`: the rules forbid it, whether or not there is a slot.
 */
export type DateState =
  | { readonly kind: 'open' }
  | { readonly kind: 'makes-slot' }
  | { readonly kind: 'no-slot' }
  | { readonly kind: 'refused'; readonly reason: Reason }

export interface PlannedDate extends SeriesStart {
  readonly slotId: SlotId
  readonly state: DateState
}

export interface SeriesPlanParts {
  readonly coachId: UserId
  readonly findSlot: (id: SlotId) => Slot | undefined
  /** Why the slot, as it is given, could not be had. */
  readonly findReason: (slot: Slot) => Reason | undefined
  /** For whoever may make slots: why none could be made there. */
  readonly findMakingReason?: (slot: Slot) => Reason | undefined
}

/** Says of each date of a series what can become of it, as far as is known before it is sent (SR6). */
export function planSeries(starts: readonly SeriesStart[], parts: SeriesPlanParts): readonly PlannedDate[] {
  return starts.map(start => {
    const slotId = createSlotId(parts.coachId, start.startsAt)
    return { ...start, slotId, state: findState(slotId, start, parts) }
  })
}

/** Dates that can be sent. */
export function isOffered({ state }: Pick<PlannedDate, 'state'>): boolean {
  return state.kind === 'open' || state.kind === 'makes-slot'
}

function findState(id: SlotId, { startsAt }: SeriesStart, parts: SeriesPlanParts): DateState {
  const { coachId, findSlot, findReason, findMakingReason } = parts
  const there = findSlot(id)
  const wanted: Slot = there ?? { id, coachId, startsAt, endsAt: startsAt + slotLengthMs, status: 'open' }
  const reason = findReason(wanted) ?? (there === undefined ? findMakingReason?.(wanted) : undefined)
  if (reason !== undefined) return { kind: 'refused', reason }
  if (there !== undefined) return { kind: 'open' }
  return { kind: findMakingReason === undefined ? 'no-slot' : 'makes-slot' }
}
