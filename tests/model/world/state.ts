import type { Versioned } from '#domain/merge/meeting.ts'
import type { Booking } from '#domain/model/booking.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { OwnDocument } from '#domain/model/own-documents.ts'
import type { Notice } from '#domain/model/notice.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { WireDocument } from '#domain/model/wire.ts'
import type { WrittenRow } from '#domain/wire/replication.ts'
import type { Held, PushPlan, PushRow } from '#renderer/data/replication/plan-push.ts'
import type { DeviceName, PersonId } from './people.ts'

export type ById<T> = Readonly<Record<string, T>>
export type Copy = OwnDocument

/** What is stored under an id; a tombstone has no value. */
export interface Stored<T> {
  readonly rev: number
  readonly value: T | undefined
}

export interface ServerState {
  readonly slots: ById<Stored<Slot>>
  /** The coach's page, where hours are a part of the scene; in the others it is the same all the time. */
  readonly pages: ById<Stored<CoachProfile>>
  readonly journal: ById<Booking>
  readonly copies: Readonly<Record<PersonId, ById<Stored<Copy>>>>
  /** Accounts that take no part at present. */
  readonly disabled: readonly PersonId[]
}

export interface LocalDocument<T> {
  /** What the server is known to hold; absent for a document that was made here. */
  readonly assumed: Versioned<T> | undefined
  readonly local: Versioned<T>
}

export const collections = ['users', 'slots', 'calls'] as const
export type CollectionName = (typeof collections)[number]
export interface Documents {
  readonly users: CoachProfile
  readonly slots: Slot
  readonly calls: Copy
}
export type Document = Documents[CollectionName]
export type Holdings = { readonly [C in CollectionName]: ById<LocalDocument<Documents[C]>> }

/** A push whose outcome the device has not read back. */
export interface SentPush {
  readonly collection: CollectionName
  readonly rows: readonly SentRow[]
}
export interface SentRow {
  readonly row: PushRow<Document>
  /** What the server held before, and whether the row was sent at all. */
  readonly before: Held<Document>
  readonly plan: PushPlan
  readonly answer: WrittenRow | undefined
}

/** A request that the network delivers a second time, some time. */
export interface LateRequest {
  readonly from: DeviceName
  readonly collection: CollectionName
  readonly documents: readonly WireDocument[]
}

export interface DeviceState {
  readonly held: Holdings
  /** Made on this device, by merging. */
  readonly notices: ById<Notice>
  readonly sent: SentPush | undefined
  /** What a broken feed never told: by the revision at the server. Empty in a sound system. */
  readonly missed: ById<number>
  /** How many acts its person has done here: numbers the ids. */
  readonly acts: number
  /** The server was set back, and this device has not compared yet what it knows. */
  readonly isOfAnotherPast: boolean
}

/** Something typed by a person, to be found again in the end. */
export interface Typed {
  readonly by: PersonId
  readonly text: string
}

export interface World {
  readonly server: ServerState
  readonly devices: Readonly<Record<DeviceName, DeviceState>>
  readonly now: Instant
  readonly actsLeft: number
  readonly faultsLeft: number
  readonly late: LateRequest | undefined
  readonly typed: readonly Typed[]
  /** Every booking that was wished for: each wants exactly one verdict. */
  readonly claims: ById<Wished>
  /** Starts that hours wanted, as the device knew them, when the coach removed their open slots. */
  readonly takenAway: readonly { readonly slotId: string; readonly generation: string }[]
  /** What the coach did last with a slot on a device, by `<device> <slotId>`. */
  readonly calendar: ById<'made' | 'given up'>
}

export interface Wished {
  readonly by: DeviceName
  readonly studentId: string
  readonly slotId: string
}

/** Where an exploration begins, and what may happen there. */
export interface Scene {
  readonly name: string
  /** The times at which the coach may put slots. */
  readonly starts: readonly Instant[]
  /** Pairs of devices that start out alike. */
  readonly twins: readonly (readonly [DeviceName, DeviceName])[]
  /** Whose accounts an administrator may disable. */
  readonly mayBeDisabled: readonly PersonId[]
  /** Whether people push forged slots with revisions of their own; each that meets another request is one of the faults. */
  readonly hasForgers: boolean
  /** Whether the coach moves sessions to any of the times, with or without a slot there, and takes such a move back. */
  readonly movesAnywhere?: true
  /** Whether dates are booked, and moved, as a series: of all times from the first on. */
  readonly hasSeries?: true
  /** To what the server may be set back; that is one of the faults. */
  readonly backup?: ServerState
  /** Who does nothing at all. */
  readonly idle: readonly DeviceName[]
  readonly world: World
}
