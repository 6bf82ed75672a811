import type { SlotId } from '#domain/model/primitives.ts'
import type { ClaimState } from './use-claim.ts'

/** What the booking dialog shows: the question, then how the claim fares. */
export type BookingStep =
  | { readonly kind: 'confirm'; readonly slotId: SlotId }
  | Exclude<ClaimState, { readonly kind: 'idle' }>

/**
 * @param asked the slot that the person clicked and has not said yes to
 * @param isAside whether they closed the dialog while it waited; a verdict opens it again
 */
export function toBookingStep(asked: SlotId | undefined, claim: ClaimState, isAside: boolean): BookingStep | undefined {
  if (asked !== undefined) return { kind: 'confirm', slotId: asked }
  if (claim.kind === 'idle' || (claim.kind === 'waiting' && isAside)) return undefined
  return claim
}
