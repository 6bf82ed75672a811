import type { Account } from '#domain/model/account.ts'
import type { Notice } from '#domain/model/notice.ts'
import type { FieldsByVersion } from '#domain/versions/fields-by-version.ts'
import type { RelationKeeper } from '../copies/relation-keeper.ts'
import type { CopySigner } from '../copies/copy-signer.ts'
import type { ReadCalendar } from '../busy-links/read-calendar.ts'
import type { WriteGate } from '../gate/gate-contract.ts'
import type { CodeLogger } from '../logging/code-logger.ts'
import type { Databases } from '../storage/document-store.ts'
import type { SweepTime } from './sweep-slots.ts'

/** What the engine is built from. Clock and randomness come from the composition root. */
export interface BookingsParts {
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
  /** Which version brought which field of a document; left out: `fields-by-version.ts`. */
  readonly fieldsByVersion?: FieldsByVersion | undefined
  /** How long openings are gathered before waiting students are told, ms; left out: until `idle` asks for it. */
  readonly gatherOpeningsMs?: number | undefined
  /** Reads calendars of the web; left out: the operator forbids it (BU6). */
  readonly readCalendar?: ReadCalendar | undefined
  readonly logger: CodeLogger
}

/** Gate, projector and sweep at work: what is stored was compared and read into memory. */
export interface BookingsEngine extends WriteGate {
  /** Resolves once every copy says what the journal said, and every account what it was, at the time of the call. */
  idle(): Promise<void>
  /** Puts a notice that follows from no booking into a person's own database, unless it was put there before. */
  tellPerson(userId: string, notice: Notice): Promise<void>
  readonly relations: RelationKeeper
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
  /**
   * Records what coaches' slots were that have begun, where no write did (IN7). To be asked for every minute, and only while the clock is
   * trusted.
   */
  countOffered(): Promise<void>
  /** Daily housekeeping: makes every calendar say what its coach's hours say. To be asked for only while the clock is trusted (AV1). */
  fillHours(): Promise<void>
  /** A coach's account or zone has changed: the calendar follows. Nobody waits for it; what a kill interrupts, the next start ends. */
  fillHoursOf(coachId: string): void
  /** Begins to read the calendars that are due to be read (BU3). To be asked for every minute, and only while the clock is trusted. */
  readCalendars(): Promise<void>
  /** Daily housekeeping: takes slots that ended long ago out of `slots`. To be asked for only while the clock is trusted. */
  sweep(time: SweepTime): Promise<void>
  /** Waits for writes and projections under way, then ends. The databases stay open: whoever opened them closes them. */
  stop(): Promise<void>
}

/**
 * Resolves once unfinished work of an earlier run is settled: the server listens only after that. While it runs, nobody else writes
 * `slots`, `bookings` or `calls-*`.
 */
export type CreateBookingsEngine = (parts: BookingsParts) => Promise<BookingsEngine>
