import { createContext, use } from 'react'
import type { Instant, SlotId } from '#domain/model/primitives.ts'
import type { CalendarDate } from '#domain/time/wall-clock.ts'
import type { Nudge } from './model/nudge-slot.ts'
import type { SlotView } from './model/slot-view.ts'

/** What the person wants done with a slot. */
export interface SlotIntents {
  /** Shows its details; undefined closes them. */
  readonly open: (slotId: SlotId | undefined) => void
  readonly nudge: (slot: SlotView, nudge: Nudge) => void
  /** Asks for the new time in a dialog. @param startsAt of a session: where it was dropped */
  readonly askMove: (slot: SlotView, startsAt?: Instant) => void
  /** Asks before it removes. */
  readonly askRemove: (slot: SlotView) => void
  /** Asks which student it is pencilled for. */
  readonly askPencil: (slot: SlotView) => void
  readonly reopen: (slot: SlotView) => void
  /** Shows what is on a day, to be cancelled as a whole. */
  readonly askCancelDay: (date: CalendarDate) => void
  /** Asks for days off, from this date on. */
  readonly askAway: (date: CalendarDate) => void
}

/** The slots of the page, for the blocks in the grid and the rows of the lists. */
export interface SlotBoard {
  readonly viewById: ReadonlyMap<SlotId, SlotView>
  readonly openId: SlotId | undefined
  readonly draggedId: SlotId | undefined
  readonly intents: SlotIntents
}

export const SlotBoardContext = createContext<SlotBoard | undefined>(undefined)

/** Throws outside SlotBoardContext. */
export function useSlotBoard(): SlotBoard {
  const board = use(SlotBoardContext)
  if (board === undefined) throw new Error('useSlotBoard needs SlotBoardContext')
  return board
}
