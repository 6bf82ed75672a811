import type { WallClock } from '#domain/time/wall-clock.ts'
import type { Refused } from '#renderer/contract/screens.ts'

/** What the pointer is doing in the grid: opening a new slot, or moving one. */
export type DragSubject = { readonly kind: 'create' } | { readonly kind: 'move'; readonly slotId: string }

/** Where a drag would put the slot, and why it could not. */
export interface DragTarget {
  readonly subject: DragSubject
  readonly start: WallClock
  readonly refused: Refused | undefined
}
