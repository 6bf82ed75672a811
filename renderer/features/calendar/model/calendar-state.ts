import type { Instant, SlotId } from '#domain/model/primitives.ts'
import type { CalendarDate } from '#domain/time/wall-clock.ts'
import { neighbourOf } from './neighbour.ts'
import type { WeekCopyPlan } from './plan-week-copy.ts'
import type { SlotView } from './slot-view.ts'

/** The dialog over the calendar; there is one at a time. */
export type CalendarDialog =
  | { readonly kind: 'new'; readonly initial: Instant }
  | { readonly kind: 'move'; readonly slot: SlotView }
  /** A session, to the chosen time. */
  | { readonly kind: 'move-session'; readonly slot: SlotView; readonly startsAt: Instant | undefined }
  | { readonly kind: 'remove'; readonly slot: SlotView }
  | { readonly kind: 'pencil'; readonly slot: SlotView }
  | { readonly kind: 'copy-week'; readonly plan: WeekCopyPlan }
  | { readonly kind: 'cancel-day'; readonly date: CalendarDate }
  /** Days off; from a day's header: from that day on. */
  | { readonly kind: 'away'; readonly from?: CalendarDate }

/**
 * What is open over the calendar and under way in it.
 *
 *     details shut --details--> details of one slot --details--> shut
 *     no dialog ----dialog----> one dialog ---------closed------> none
 *     at rest ------dragged---> one slot dragged ---dragged-----> at rest
 */
export interface CalendarState {
  /** The slot whose details are shown. */
  readonly openId: SlotId | undefined
  readonly draggedId: SlotId | undefined
  readonly dialog: CalendarDialog | undefined
  /** Whether details were shown when the pointer was pressed last: that press closes them, and its click means nothing else. */
  readonly wasOpenAtPress: boolean
}

export type CalendarEvent =
  | { readonly kind: 'details'; readonly slotId: SlotId | undefined }
  | { readonly kind: 'dialog'; readonly dialog: CalendarDialog }
  /** A dialog that another one has replaced meanwhile closes nothing. */
  | { readonly kind: 'closed'; readonly dialog: CalendarDialog | undefined }
  | { readonly kind: 'dragged'; readonly slotId: SlotId | undefined }
  | { readonly kind: 'pressed' }

/** @param linkedSlotId the address leads to this slot */
export function startCalendar(linkedSlotId: SlotId | undefined): CalendarState {
  return { openId: linkedSlotId, draggedId: undefined, dialog: undefined, wasOpenAtPress: false }
}

/** The state itself where the event changes nothing. */
export function reduceCalendar(state: CalendarState, event: CalendarEvent): CalendarState {
  switch (event.kind) {
    case 'details':
      return state.openId === event.slotId ? state : { ...state, openId: event.slotId }
    case 'dialog':
      return { ...state, dialog: event.dialog }
    case 'closed':
      return state.dialog === undefined || state.dialog !== event.dialog ? state : { ...state, dialog: undefined }
    case 'dragged':
      return state.draggedId === event.slotId ? state : { ...state, draggedId: event.slotId }
    case 'pressed': {
      const wasOpenAtPress = state.openId !== undefined
      return state.wasOpenAtPress === wasOpenAtPress ? state : { ...state, wasOpenAtPress }
    }
  }
}

/** Where the focus goes when a dialog closes. Without a slot: to where the keys enter the calendar. */
export type FocusAfter = { readonly kind: 'stays' } | { readonly kind: 'slot'; readonly slotId: SlotId | undefined }

/**
 * To the slot that the dialog was about, for its details, from which it was opened, are gone; where it was removed, to its
 * neighbour.
 * @param slots ascending by start, as they were when the dialog was opened
 */
export function findFocusAfter(
  dialog: CalendarDialog | undefined,
  removedId: SlotId | undefined,
  slots: readonly Pick<SlotView, 'id'>[]
): FocusAfter {
  if (dialog === undefined || !('slot' in dialog)) return { kind: 'stays' }
  const { id } = dialog.slot
  return { kind: 'slot', slotId: removedId === id ? neighbourOf(id, slots) : id }
}
