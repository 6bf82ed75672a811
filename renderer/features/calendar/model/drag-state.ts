import type { WallClock } from '#domain/time/wall-clock.ts'
import type { DragSubject, DragTarget } from './drag-target.ts'

/** How far the pointer must go before a press becomes a drag, px. */
const thresholdPx = 5

/** Of the window, px. */
export interface PointerPlace {
  readonly clientX: number
  readonly clientY: number
}

export interface Press extends PointerPlace {
  readonly subject: DragSubject
  /** How far below the upper edge of the block it was grabbed, px. */
  readonly grabOffsetPx: number
  /** Where a new slot begins, whatever the length of the drag. */
  readonly origin: WallClock | undefined
}

/**
 *     idle --pressed--> pressed --moved, far enough--> dragging --ended--> over --clicked--> idle
 *                          `------- ended ----> idle
 *
 * `over`: the browser makes a click of a drag that has just ended, and that click means nothing.
 */
export type Drag =
  | { readonly kind: 'idle' }
  | { readonly kind: 'pressed'; readonly press: Press }
  | {
      readonly kind: 'dragging'
      readonly press: Press
      readonly place: PointerPlace
      /** Undefined where the pointer is over no day. */
      readonly target: DragTarget | undefined
    }
  | { readonly kind: 'over' }

export type DragEvent =
  /** Without a press: the pointer went down on what cannot be dragged. */
  | { readonly kind: 'pressed'; readonly press: Press | undefined }
  | { readonly kind: 'moved'; readonly place: PointerPlace; readonly target: DragTarget | undefined }
  /** The grid went on below a pointer that rests. */
  | { readonly kind: 'scrolled'; readonly target: DragTarget | undefined }
  /** Released, or given up. */
  | { readonly kind: 'ended' }
  | { readonly kind: 'clicked' }

export const idle: Drag = { kind: 'idle' }

export function reduceDrag(drag: Drag, event: DragEvent): Drag {
  switch (event.kind) {
    case 'pressed':
      return event.press === undefined ? idle : { kind: 'pressed', press: event.press }
    case 'moved':
      if (drag.kind !== 'dragging' && !(drag.kind === 'pressed' && isFar(drag.press, event.place))) return drag
      return { kind: 'dragging', press: drag.press, place: event.place, target: event.target }
    case 'scrolled':
      return drag.kind === 'dragging' ? { ...drag, target: event.target } : drag
    case 'ended':
      return drag.kind === 'dragging' || drag.kind === 'over' ? { kind: 'over' } : idle
    case 'clicked':
      return drag.kind === 'over' ? idle : drag
  }
}

/** Undefined while nothing is held. */
export function pressOf(drag: Drag): Press | undefined {
  return drag.kind === 'pressed' || drag.kind === 'dragging' ? drag.press : undefined
}

/** The slot that is being moved right now. */
export function draggedSlotOf(drag: Drag): string | undefined {
  return drag.kind === 'dragging' && drag.press.subject.kind === 'move' ? drag.press.subject.slotId : undefined
}

function isFar(from: PointerPlace, to: PointerPlace): boolean {
  return Math.hypot(to.clientX - from.clientX, to.clientY - from.clientY) >= thresholdPx
}
