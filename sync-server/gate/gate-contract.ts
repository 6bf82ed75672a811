/**
 * What the HTTP side hands to the write gate and gets back. Every document write that a person makes, by whatever
 * endpoint, arrives here; nothing else may write on a person's behalf.
 */
import type { Account } from '#domain/model/account.ts'
import type { UserContext } from '../accounts/session.ts'
import type { CopySigner } from '../copies/copy-signer.ts'
import type { CodeLogger } from '../logging/code-logger.ts'
import type { SweepTime } from '../bookings/sweep-slots.ts'
import type { Databases, RevisionHistory } from '../storage/document-store.ts'

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
 * The outcome of one document. `message` is a reason code of the domain, or CouchDB's own text for `conflict`.
 * `storage_unavailable`: storage failed; whatever was begun is undone or ended, and the writer may send again.
 */
export type GateRow =
  | { readonly ok: true; readonly id: string; readonly rev: string }
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

/** What the gate (with its projector) is built from. Clock and randomness come from the composition root. */
export interface GateParts {
  readonly databases: Databases
  /** Epoch milliseconds. */
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
  /** Answers from memory; undefined for an unknown id. Disabled accounts are answered too. */
  readonly findAccount: (userId: string) => Account | undefined
  /** Signs what coaches' devices keep as a proof that a booking was there. */
  readonly signer: CopySigner
  /** How long after a session its parties keep each other's number, ms; left out: for good (PH4). */
  readonly keepPhonesMs?: number | undefined
  readonly logger: CodeLogger
}

/** A gate at work: recovered, indexes built, projector following the journal. */
export interface RunningGate extends WriteGate {
  /** Resolves once every copy says what the journal said, and every account what it was, at the time of the call. */
  idle(): Promise<void>
  /** An account is about to change: should the server die before `refreshAccount`, its next run makes up for it. */
  expectAccount(userId: string): Promise<void>
  /** An account's name, phone, zone, role or state has changed: brings the other parties' copies up to date. */
  refreshAccount(account: Account): Promise<void>
  /** Resolves once a person's own database holds copies of the journal as it is, also where it was put back or lost alone. */
  ensureCopies(userId: string): Promise<void>
  /** Makes a person's copies and notices say what the journal says, whatever they say now. For `npm run check -- --repair`. */
  makeCopiesAgain(userId: string): Promise<void>
  /** Takes numbers whose time is over out of the copies, those of earlier versions too (PH2, PH4). Goes on where it was interrupted. */
  forgetPhones(): Promise<void>
  /** Daily housekeeping: takes slots that ended long ago out of `slots`. To be asked for only while the clock is trusted. */
  sweep(time: SweepTime): Promise<void>
  /** Ends after writes and projections under way are done. The databases are closed by whoever opened them. */
  stop(): Promise<void>
}

/**
 * Resolves once unfinished work of an earlier run is settled: the server listens only after that. Implemented by
 * `startGate` in bookings/create-bookings-engine.ts. While it runs, nobody else writes `slots`, `bookings` or `calls-*`.
 */
export type StartGate = (parts: GateParts) => Promise<RunningGate>
