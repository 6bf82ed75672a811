/**
 * How a test speaks to a recorded version, whichever it is: each version's bundles translate this into their own interface.
 * Bundles run in threads of their own and take their clock from the test.
 */

/** One float, epoch ms, which the test moves. The thread's `Date` shows it, too. */
export type SharedClock = SharedArrayBuffer

/** A device's storage as it is kept in a file: IndexedDB and `localStorage`. */
export interface DeviceDump {
  readonly databases: readonly DumpedDatabase[]
  readonly keyValues: Readonly<Record<string, string>>
}
export interface DumpedDatabase {
  readonly name: string
  readonly version: number
  readonly stores: readonly DumpedStore[]
}
export interface DumpedStore {
  readonly name: string
  readonly keyPath: string | readonly string[] | null
  readonly autoIncrement: boolean
  readonly indexes: readonly {
    readonly name: string
    readonly keyPath: string | readonly string[]
    readonly unique: boolean
    readonly multiEntry: boolean
  }[]
  readonly rows: readonly { readonly key: unknown; readonly value: unknown }[]
}

export interface DeviceThreadData {
  readonly clock: SharedClock
  /** Where the device believes its server to be; part of the names of its local databases. */
  readonly serverUrl: string
  /** Where requests to that address really go. */
  readonly target: string
  /** Makes what the device draws at random the same each time, as far as that is possible. */
  readonly seed?: number
  /** What the device had stored; left out: nothing. */
  readonly dump?: DeviceDump
}

export type DeviceCommand =
  /** Signs in, or opens the account that is known here. */
  | { readonly kind: 'sign-in'; readonly name: string; readonly password: string }
  /** Keeps what is stored and asks for the password next time. */
  | { readonly kind: 'sign-out' }
  /** What a screen does: an action of the workspace store, by name. */
  | { readonly kind: 'call'; readonly action: string; readonly args: readonly unknown[] }
  | { readonly kind: 'network'; readonly isUp: boolean; readonly target?: string }
  | { readonly kind: 'report' }
  | { readonly kind: 'received' }
  | { readonly kind: 'dump' }
  | { readonly kind: 'stop' }

/** A document that came from the server in an answer, of a shape that this version cannot read. */
export interface Unreadable {
  readonly database: string
  readonly id: string
  readonly problems: readonly string[]
  readonly document: unknown
}

/** All that the server sent to a device. */
export interface Received {
  readonly documents: number
  readonly tombstones: number
  readonly unreadable: readonly Unreadable[]
  /** Whole answers that this version could not read: `GET /slots: what is wrong`. */
  readonly brokenAnswers: readonly string[]
  /** Fields that this version does not know and drops: `slots.newField`. */
  readonly unknownFields: readonly string[]
  /** Reasons of refused rows that this version has no words for. They are allowed in answers, not in documents. */
  readonly unknownReasons: readonly string[]
  /** Answers other than 2xx: `503 GET /slots`. */
  readonly failures: Readonly<Record<string, number>>
}

export interface ServerThreadData {
  readonly clock: SharedClock
  readonly dataFolder: string
  readonly webFolder: string
  readonly seed?: number
  /** `level` is for the recording alone: a bundle carries no native code. */
  readonly storage: 'memory' | 'level'
  readonly demo: boolean
  /** 0 takes any free one. */
  readonly port: number
  /** What the databases hold at the start, with revisions; for `memory`. */
  readonly documents?: Readonly<Record<string, readonly object[]>>
}

export interface NewPerson {
  readonly name: string
  readonly role: 'coach' | 'student' | 'admin'
  readonly displayName: string
  readonly phone: string
  readonly zone: string
  readonly password: string
}

export type ServerCommand =
  /** Gives the ids. */
  | { readonly kind: 'add-people'; readonly people: readonly NewPerson[] }
  | { readonly kind: 'disable'; readonly name: string }
  /** Waits until all copies are made. */
  | { readonly kind: 'idle' }
  /** Every database with its documents and their revisions. */
  | { readonly kind: 'documents' }
  | { readonly kind: 'stop' }

export interface ThreadRequest<C> {
  readonly call: number
  readonly command: C
}
export type ThreadAnswer =
  | { readonly call: number; readonly value: unknown }
  | { readonly call: number; readonly error: string }
  /** Ready to be asked; a server says its address. */
  | { readonly ready: string }
  /** Something that a device shows is another one now. */
  | 'changed'
