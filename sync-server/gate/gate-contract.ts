/**
 * What the HTTP side hands to the write gate and gets back. Every document write that a person makes, by whatever
 * endpoint, arrives here; nothing else may write on a person's behalf.
 */
import type { Instant } from '#domain/model/primitives.ts'
import type { UserContext } from '../accounts/active-sign-in.ts'
import type { RevisionHistory } from '../storage/document-store.ts'

/** A document as a client pushed it: its shape has not been checked beyond CouchDB's own fields. */
export interface PushedDocument {
  readonly _id: string
  readonly _rev?: string
  readonly _deleted?: boolean
  readonly _revisions?: RevisionHistory
  readonly [field: string]: unknown
}

export interface GateRequest {
  readonly database: string
  readonly docs: readonly PushedDocument[]
  /** `false`: the client brings its own revisions (a replicating PouchDB); accepted as a fast-forward only. */
  readonly newEdits: boolean
  readonly user: UserContext
}

/**
 * The outcome of one document. `adjusted`: what is stored is not what was pushed. `message` is a reason code of the domain, or CouchDB's own text for `conflict`.
 * `storage_unavailable`: storage failed; whatever was begun is undone or ended, and the writer may send again.
 */
export type GateRow =
  | { readonly ok: true; readonly id: string; readonly rev: string; readonly adjusted?: true }
  | {
      readonly error: true
      readonly id: string
      readonly name:
        | 'conflict'
        | 'forbidden'
        | 'unauthorized'
        | 'bad_request'
        | 'internal_error'
        | 'storage_unavailable'
      readonly status: number
      readonly message: string
    }

export interface WriteGate {
  /**
   * Judges and stores; one row per document, in the order given, also for `newEdits: false` (the endpoint then drops the
   * `ok` rows, as CouchDB does). Resolves once everything accepted is on disk. Rejects only for a fault of ours.
   */
  write(request: GateRequest): Promise<readonly GateRow[]>
}

/** What is asked before anything is judged, or swept, that may change a slot which has begun: `offered/offered-book.ts` (IN7). */
export interface OfferedRecord {
  /**
   * Records what has begun by now and is not recorded. The coach's lock is held, and that coach's copies were checked: whoever changes
   * slots asks this first, with the moment by which the change is judged. Next to always nothing is due, and nothing is read.
   * @returns whether all is recorded; a failure is logged, and the next call makes up for it
   */
  count(coachId: string, now: Instant): Promise<boolean>
}
