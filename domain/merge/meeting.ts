import type { Notice } from '../model/notice.ts'
import type { Instant } from '../model/primitives.ts'
import type { Reason } from '../model/reasons.ts'

/** A document's state on one side. A tombstone keeps the fields that it had or that its id gives. */
export interface Versioned<T> {
  readonly deleted: boolean
  readonly value: T
}

/**
 * Two states of one document that met on a push.
 * `assumed`: the server's state that the local change was built on; absent for a new document.
 * `reason`: set where the server has judged the local state and refused it.
 * `isOtherPast`: the server was set back, so nothing says which side changed what; where they differ the server's stands, and it is told.
 */
export interface Meeting<T> {
  readonly assumed?: Versioned<T> | undefined
  readonly server: Versioned<T>
  readonly local: Versioned<T>
  readonly reason?: Reason | undefined
  readonly isOtherPast?: boolean
  /** Stamp of the notices, epoch ms. */
  readonly now: Instant
}

/** What the device holds from now on, and what its person has to be told. Notices are stored before the state is overwritten. */
export interface Merged<T> {
  readonly resolved: Versioned<T>
  readonly notices: readonly Notice[]
}
