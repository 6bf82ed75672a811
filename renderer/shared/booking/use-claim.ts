import { useRef, useState } from 'react'
import { useSearchParams } from 'react-router'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { BookingId, Instant, SlotId } from '#domain/model/primitives.ts'
import type { Reason } from '#domain/model/reasons.ts'
import type { Outcome, Refusal } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { type ClaimProgress, findClaimProgress, type PendingClaim } from './claim-progress.ts'
import { readClaim, writeClaim } from './claim-address.ts'

/** A student's attempt to book one slot, from the click to the server's verdict. */
export type ClaimState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'waiting'; readonly slotId: SlotId; readonly validUntil?: Instant }
  | {
      readonly kind: 'confirmed'
      readonly slotId: SlotId
      readonly bookingId: BookingId
      readonly call?: SessionCopy
    }
  | { readonly kind: 'lost'; readonly slotId: SlotId; readonly reason?: Reason }
  | { readonly kind: 'failed'; readonly slotId: SlotId; readonly refusal: Refusal }

export interface ClaimHandle {
  readonly state: ClaimState
  /** Claims a slot; a claim that is still being written is not doubled. */
  readonly claim: (slotId: SlotId, message: string) => Promise<Outcome<BookingId> | undefined>
  /** Forgets the attempt; the claim itself, once sent, is the server's to judge. */
  readonly clear: () => void
}

type Attempt =
  | { readonly kind: 'none' }
  | { readonly kind: 'writing'; readonly slotId: SlotId }
  | { readonly kind: 'failed'; readonly slotId: SlotId; readonly refusal: Refusal }
  | { readonly kind: 'written'; readonly claim: PendingClaim }
  | { readonly kind: 'cleared'; readonly bookingId: BookingId }

/**
 * Follows one claim to its verdict. The claim stands in the page's address, so a reload goes on waiting; the verdict is
 * read from whatever the data shows first (the copy, a notice, the slot).
 */
export function useClaim(): ClaimHandle {
  const claimSlot = useWorkspace(state => state.claimSlot)
  const [params, setParams] = useSearchParams()
  const [attempt, setAttempt] = useState<Attempt>({ kind: 'none' })
  const isWriting = useRef(false)
  const pending = findPending(attempt, readClaim(params))
  const followed = useClaimProgress(pending, attempt.kind === 'written')

  async function claim(slotId: SlotId, message: string) {
    if (isWriting.current) return undefined
    isWriting.current = true
    setAttempt({ kind: 'writing', slotId })
    const outcome = await (message === '' ? claimSlot(slotId) : claimSlot(slotId, message))
    isWriting.current = false
    if (!outcome.ok) {
      setAttempt({ kind: 'failed', slotId, refusal: outcome.refusal })
      return outcome
    }
    const written = { slotId, bookingId: outcome.value }
    setAttempt({ kind: 'written', claim: written })
    setParams(current => writeClaim(current, written), { replace: true })
    return outcome
  }

  function clear() {
    setAttempt(pending === undefined ? { kind: 'none' } : { kind: 'cleared', bookingId: pending.bookingId })
    if (pending !== undefined) setParams(current => writeClaim(current, undefined), { replace: true })
  }

  return { state: toClaimState(attempt, pending, followed), claim, clear }
}

/** The address changes a moment after the click, so what was just done counts for more than what it says. */
function findPending(attempt: Attempt, addressed: PendingClaim | undefined): PendingClaim | undefined {
  if (attempt.kind === 'written') return attempt.claim
  return attempt.kind === 'cleared' && attempt.bookingId === addressed?.bookingId ? undefined : addressed
}

function toClaimState(attempt: Attempt, pending: PendingClaim | undefined, progress: ClaimProgress): ClaimState {
  if (attempt.kind === 'writing') return { kind: 'waiting', slotId: attempt.slotId }
  if (attempt.kind === 'failed') return attempt
  if (pending === undefined || progress.kind === 'unseen') return { kind: 'idle' }
  return { ...progress, ...pending }
}

/**
 * @param wasMadeHere whether this page has just made the claim: then no trace of it means that it is too early for
 * one. Without that, an address that nothing in the data knows is an old one.
 */
function useClaimProgress(pending: PendingClaim | undefined, wasMadeHere: boolean): ClaimProgress {
  const slots = useWorkspace(state => state.slots)
  const calls = useWorkspace(state => state.calls)
  const notices = useWorkspace(state => state.notices)
  const isSynced = useWorkspace(state => state.sync.kind === 'synced')
  const [seenId, setSeenId] = useState<string>()
  const found: ClaimProgress =
    pending === undefined ? { kind: 'unseen' } : findClaimProgress(pending, { slots, calls, notices })
  const bookingId = pending?.bookingId
  if (found.kind === 'waiting' && seenId !== bookingId) setSeenId(bookingId)
  if (pending === undefined || found.kind !== 'unseen') return found
  if (seenId === pending.bookingId) return fromReturnedSlot(pending, slots, isSynced)
  return wasMadeHere ? { kind: 'waiting' } : found
}

/** The slot no longer carries the claim, and no word of it has come yet. */
function fromReturnedSlot(
  { slotId }: PendingClaim,
  slots: readonly { readonly id: SlotId; readonly status: string }[],
  isSynced: boolean
): ClaimProgress {
  const slot = slots.find(candidate => candidate.id === slotId)
  if (slot === undefined) return { kind: 'lost', reason: 'slot-gone' }
  if (slot.status === 'declined') return { kind: 'lost', reason: 'slot-not-bookable' }
  // The slot comes back a moment before the reason; only when everything has arrived is there none to wait for.
  return isSynced ? { kind: 'lost' } : { kind: 'waiting' }
}
