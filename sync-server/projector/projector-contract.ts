import type { CopyFacts } from '../copies/wanted-copies.ts'
import type { CopyKeeper } from '../copies/copy-keeper.ts'
import type { KeyedLock } from '../locks/keyed-lock.ts'
import type { People } from '../copies/people.ts'
import type { Databases } from '../storage/document-store.ts'
import type { Booking } from '#domain/model/booking.ts'
import type { CodeLogger } from '../logging/code-logger.ts'

export interface ProjectorParts extends CopyFacts {
  readonly databases: Databases
  readonly people: Pick<People, 'findPerson'>
  /** The gate's: a person's copies are changed by one of both at a time, and so is what they follow from. */
  readonly locks: KeyedLock
  /** Every entry of the journal. */
  readonly listBookings: () => Iterable<Booking>
  /** The journal's entry as it is on disk, for whoever holds the copies of one of its parties. */
  readonly findBooking: (id: string) => Booking | undefined
  /** The other bookings of its series, as they are on disk. */
  readonly listSeries: (booking: Booking) => readonly Booking[]
  /** Notes outside the journal how far it is; resolves with the start that it is at. */
  readonly markJournal: () => Promise<string | undefined>
  /** Something of what the server alone has written to a person's own database may be missing: it was lost, set back or damaged. */
  readonly onDoubt?: (userId: string) => void
  readonly logger: CodeLogger
  /** How long to wait before what failed is tried again, ms. */
  readonly retryDelayMs?: number
}

/**
 * Brings copies and notices up to date where a write does not bring them itself: what others see of a person has changed, a number's time
 * is over, a person's database was set back or damaged, or a copy could not be read when it was to be written.
 */
export interface Projector extends CopyKeeper {
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
  /** Resolves once everything owed or asked for so far is projected, but for what fails and is tried again later. */
  idle(): Promise<void>
  stop(): Promise<void>
}
