import type { SlotId } from '#domain/model/primitives.ts'
import type { Refused } from '#renderer/contract/screens.ts'
import { type ActionContext, refuse } from './action-context.ts'
import { findConnectionRefusal } from './claim-judge.ts'

/** What a request says so that it overrides nothing newer: where the session is (SE12). An older server would refuse the field (VE7). */
export function createOnlyFrom({ hasCapability }: ActionContext, slotId: SlotId): { readonly onlyFrom?: SlotId } {
  return hasCapability('only-from') ? { onlyFrom: slotId } : {}
}

/**
 * Why a move may not be taken back by another move now: an older server would make that wherever the session is by then, and without a
 * connection nobody knows where that will be.
 */
export function findUndoMoveRefusal(context: ActionContext): Refused | undefined {
  const isSafe = context.hasCapability('only-from') || findConnectionRefusal(context) === undefined
  return isSafe ? undefined : refuse('undo-server-older')
}
