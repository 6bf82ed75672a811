import type { CopySigner } from '../gate/copy-signer.ts'
import type { GateLogger } from '../gate/gate-contract.ts'
import type { KeyedLock } from '../gate/keyed-lock.ts'
import type { People } from '../gate/people.ts'
import type { Databases } from '../storage/document-store.ts'
import type { Booking } from '#domain/model/booking.ts'

export interface ProjectorParts {
  readonly databases: Databases
  readonly people: Pick<People, 'findPerson'>
  /** The gate's: a person's copies are changed by one of both at a time. */
  readonly locks: KeyedLock
  /** Epoch ms. */
  readonly now: () => number
  /** Everybody whom an entry of the journal concerns. */
  readonly listPeople: () => Iterable<string>
  /** Every entry of the journal, intents too. */
  readonly listBookings: () => Iterable<Booking>
  /** Every entry of the journal that concerns a person. */
  readonly listBookingsOf: (userId: string) => readonly Booking[]
  /** Notes outside the journal how far it is; resolves with the start that it is at. */
  readonly markJournal: () => Promise<string | undefined>
  readonly signer: CopySigner
  /** How long after a session its parties keep each other's number, ms; undefined: for good (PH4). */
  readonly keepPhonesMs?: number | undefined
  readonly logger: GateLogger
  /** How long to wait before what failed is tried again, ms. */
  readonly retryDelayMs?: number
}

/** Keeps both parties' copies and notices as the journal says. */
export interface Projector {
  /**
   * What others see of a person is about to change: whatever ends this run before `refreshPerson`, the next one begins with it.
   * Rejects where that cannot be stored.
   */
  expectPerson(userId: string): Promise<void>
  /** What others see of a person has changed: brings the other parties' copies up to date. Survives a restart. */
  refreshPerson(userId: string): Promise<void>
  /**
   * Resolves once a person's copies are known to be whole, and of the journal's past. A database that was put back from a copy
   * alone, lost or damaged gets them anew first. Done once for each person and run, also without being asked; never rejects.
   */
  ensureCopies(userId: string): Promise<void>
  /** Makes all of a person's copies and notices say what the journal says. */
  makeCopiesAgain(userId: string): Promise<void>
  /** Takes numbers whose time is over out of the copies, batch by batch; resolves like `idle`. */
  forgetPhones(): Promise<void>
  /** Resolves once everything committed or asked for so far is projected, but for what fails and is tried again later. */
  idle(): Promise<void>
  stop(): Promise<void>
}
