import type { Instant } from '#domain/model/primitives.ts'
import type { Refusal } from './refusal.ts'

export type CollectionName = 'users' | 'slots' | 'calls'

/** One collection's part of the sync panel. */
export interface CollectionSync {
  readonly collection: CollectionName
  /** Changes of this device that the server has not answered yet. */
  readonly waiting: number
  readonly lastSuccessAt?: Instant
  readonly lastError?: { readonly at: Instant; readonly refusal: Refusal; readonly detail: string }
  /** The first sync: documents received of those expected. */
  readonly progress?: { readonly done: number; readonly total: number }
}

/** The whole connection, in the order of what the person should know first. */
export type SyncState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'needs-sign-in'; readonly waiting: number }
  | { readonly kind: 'account-disabled'; readonly waiting: number }
  /** The server does not sync with this version of CoachDesk any more (VE8). */
  | { readonly kind: 'needs-update'; readonly waiting: number }
  | { readonly kind: 'offline'; readonly since: Instant; readonly waiting: number }
  /** The server answers, and cannot do its work: its disk is full, or it has a fault. It is asked again by itself. */
  | { readonly kind: 'server-failing'; readonly waiting: number }
  | { readonly kind: 'syncing'; readonly waiting: number }
  | { readonly kind: 'synced'; readonly at: Instant }

/** `saved-here` not sent yet; `sent` on its way; `confirmed` the server has it; `needs-you` a notice is about it. */
export type RecordSync = 'saved-here' | 'sent' | 'confirmed' | 'needs-you'
