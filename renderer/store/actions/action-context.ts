import type { BookingId, Instant, SlotId } from '#domain/model/primitives.ts'
import type { Capability } from '#domain/versions/product-version.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Repositories } from '#renderer/data/repositories/workspace-repositories.ts'
import type { DraftKeeper } from '../drafts/draft-keeper.ts'
import type { History } from '../history/history.ts'
import type { DeviceAccount, Outcome, Refusal, Refused, SyncState } from '#renderer/contract/screens.ts'

/** What every action works with. */
export interface ActionContext {
  readonly account: DeviceAccount
  readonly repositories: Repositories
  /** By the server's clock as measured, epoch ms. */
  readonly now: () => Instant
  /** 128 fresh random bits in hex: booking and request ids. */
  readonly createId: () => BookingId
  readonly readSync: () => SyncState
  /** Slots as the person sees them: without those that a waiting move replaces. */
  readonly readSlots: () => readonly Slot[]
  /** The slot that a waiting move of this device puts in the place of this one. */
  readonly findReplacement: (slotId: SlotId) => Slot | undefined
  readonly syncNow: () => void
  /** How far a document is on its way; undefined where the server has confirmed it. */
  readonly findPending: (id: string) => 'saved-here' | 'sent' | undefined
  /** Of this device's own changes. */
  readonly journal: History
  readonly drafts: DraftKeeper
  /** What the server can do, by the last list that it gave (VE9). */
  readonly hasCapability: (name: Capability) => boolean
}

export function refuse(refusal: Refusal, details: Omit<Refused, 'ok' | 'refusal'> = {}): Refused {
  return { ok: false, refusal, ...details }
}

export const done: Outcome = { ok: true, value: undefined }

/** The answer of a write, with the value that the action gives. */
export function giving<T>(outcome: Outcome, value: T): Outcome<T> {
  return outcome.ok ? { ok: true, value } : outcome
}
