import type { SlotId } from '#domain/model/primitives.ts'
import type { Reason } from '#domain/model/reasons.ts'

/** Why a request of the person was not carried out. Looked up in the catalogue by code. */
export type Refusal =
  | Reason
  | 'offline'
  | 'unreachable'
  | 'not-a-server'
  | 'wrong-password'
  | 'link-not-valid'
  | 'password-needed'
  | 'not-administrator'
  | 'address-taken'
  | 'unknown-here'
  | 'too-many-attempts'
  | 'account-disabled'
  | 'client-too-old'
  | 'needs-sign-in'
  | 'wrong-role'
  | 'certificate'
  | 'another-server'
  | 'address-not-listed'
  | 'no-identity'
  | 'same-address'
  | 'account-there-already'
  | 'disk-low'
  | 'key-store-undecided'
  | 'not-exported'
  | 'key-lost'
  | 'other-password'
  | 'data-damaged'
  | 'file-too-large'
  | 'calendar-too-large'
  | 'calendar-unreadable'
  | 'calendar-address'
  | 'calendar-password'
  | 'file-unreadable'
  | 'file-foreign'
  | 'file-newer'
  | 'file-of-other-account'
  | 'file-wrong-password'
  | 'item-closed'
  | 'item-unreadable'
  | 'not-fetched'
  | 'session-gone'
  | 'request-waiting'
  | 'storage-full'
  | 'storage-failed'
  | 'invalid-input'
  | 'already-sent'
  | 'move-waiting'
  | 'slot-spoken-for'
  | 'server-older'
  | 'undo-nothing'
  | 'undo-done'
  | 'undo-declined'
  | 'undo-waiting'
  | 'undo-server-older'
  | 'undo-booking'
  | 'undo-told'
  | 'undo-changed'
  | 'undo-outcome'
  | 'undo-reopened'
  | 'server-failed'

/** The slot or session that a refused time met, where there is one. */
export interface Refused {
  readonly ok: false
  readonly refusal: Refusal
  readonly slotId?: SlotId
  /** Which form field is at fault, where one is. */
  readonly field?: string
}

export type Outcome<T = undefined> = { readonly ok: true; readonly value: T } | Refused
