import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { WorkspaceData } from '#renderer/contract/screens.ts'
import type { Act, PowerCut, Weather } from '../plan/act.ts'
import type { DeviceName } from '../plan/people.ts'

/**
 * How devices are broken on purpose. `overwriting`: their conflict handlers let the server's state overwrite what was typed.
 * `trusting-feed`: they take the live feed's position for their own (F4). `forgetful`: their storage has not stored what it
 * acknowledged last when the power goes. `clock-stamps`: their stamps are RxDB's own, which rise with the device's clock in one run.
 * `yielding`: after a set-back they take what the server has, send nothing again and tell nobody. `stubborn`: they
 * never ask for less than the most. `pausing`: drafts are stored once their person pauses.
 * `keeping-phones`: they hide numbers whose time is over, and never erase them. `dropping`: what they write has only what they know.
 */
export type DeviceFlaw =
  | 'overwriting'
  | 'trusting-feed'
  | 'forgetful'
  | 'clock-stamps'
  | 'yielding'
  | 'stubborn'
  | 'pausing'
  | 'keeping-phones'
  | 'dropping'

/** What a thread of devices starts with. */
export interface ThreadData {
  /** The world's clock: one float, epoch ms, moved by the main thread. */
  readonly clock: SharedArrayBuffer
  /** Whether devices can be broken here: parts of the application are replaced by ones that have a flaw when told so. */
  readonly isBreakable: boolean
  /** Whether devices here are of an earlier version, which lacks a field of sessions. */
  readonly isOlder: boolean
}

export type Command =
  | {
      readonly kind: 'open'
      readonly serverUrl: string
      readonly name: string
      readonly password: string
      readonly skewMs: number
      readonly seed: number
      readonly flaw?: DeviceFlaw | undefined
    }
  | { readonly kind: 'act'; readonly act: Act }
  | { readonly kind: 'weather'; readonly weather: Weather }
  | { readonly kind: 'cut-power'; readonly cut: PowerCut }
  | { readonly kind: 'power-on'; readonly again?: PowerCut | undefined }
  | { readonly kind: 'set-clock'; readonly skewMs: number }
  | { readonly kind: 'move-server'; readonly url: string }
  | { readonly kind: 'status' }
  | { readonly kind: 'report' }
  | { readonly kind: 'close' }

export interface Request {
  readonly call: number
  readonly device: DeviceName
  readonly command: Command
}

export type Answer =
  | { readonly call: number; readonly ok: true; readonly value: unknown }
  | { readonly call: number; readonly ok: false; readonly error: string }
  /** Something on the device is not as it was. */
  | { readonly changed: DeviceName; readonly status: Status }

/** What came of an act. */
export type Deed =
  /** There was nothing on the device to do it with. */
  | { readonly kind: 'idle' }
  /** The application said no at once: nothing was stored, the person still has the form. */
  | { readonly kind: 'refused'; readonly refusal: string }
  | { readonly kind: 'done'; readonly did: Did }
  /** The power went meanwhile: it may or may not have been stored. */
  | { readonly kind: 'interrupted'; readonly givenUp: Did }

export interface Did {
  /** What the same act did beside, as of a series: each is noted by itself. */
  readonly more?: readonly Did[]
  /** Words that must not be lost from now on. */
  readonly typed?: string
  readonly created?: string
  /** The slot that its coach gave up. */
  readonly removed?: string
  /** What hours wanted there, as the device knew them. */
  readonly skipped?: { readonly startsAt: number; readonly generation: string } | undefined
  /** Open slots of a day that was cancelled. */
  readonly withdrawn?: readonly string[]
  /** The day that was cancelled, and no other, with the words that were typed. */
  readonly illOn?: { readonly startsAt: number; readonly endsAt: number }
  readonly claimed?: { readonly bookingId: string; readonly slotId: string }
  readonly pencilled?: { readonly bookingId: string; readonly slotId: string; readonly studentId: string }
  readonly takenBack?: TakenBack
  /** A slot that was to be made, moved to or taken: it may be there for that reason, even where the power went meanwhile. */
  readonly reachedFor?: string
}

/** A change that its person took back: what it had brought need not be anywhere any more. */
export interface TakenBack {
  readonly slotIds: readonly string[]
  readonly bookingId?: string | undefined
  /** JSON of the state before and after the change. */
  readonly before: string
  readonly after: string
}

/** Whether a device still waits for something. */
export type Status = Pick<WorkspaceData, 'sync'> & {
  /** Ids of documents that are not confirmed. */
  readonly pending: readonly string[]
  /** Requests on their way. */
  readonly underWay: number
}

/** What a device shows. */
export type Shown = Status &
  Pick<
    WorkspaceData,
    'slots' | 'coaches' | 'calls' | 'dossiers' | 'blocked' | 'watches' | 'busy' | 'notices' | 'drafts' | 'collections'
  >

export interface Report extends Shown, Pick<WorkspaceData, 'clockOffsetMs'> {
  /** How far the application's idea of the server's time is off, ms. */
  readonly clockErrorMs: number
  /** Whether an answer of the server has arrived since a clock was set, the device's or the server's. */
  readonly hasHeard: boolean
  /** Copies with a number as they lie in the device's storage, its own records of replication and removed ones included. */
  readonly storedPhones: readonly SessionCopy[]
  /** The server's answers that say `by-arrangement`, as they came, without the ids. */
  readonly arranged: readonly string[]
}
