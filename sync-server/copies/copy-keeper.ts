/** What the gate asks of whoever looks after people's copies. */
export interface CopyKeeper {
  /** Whether a person's own database was looked through in this run. What is written to it before would hide that it was set back. */
  isChecked(userId: string): boolean
  /** Looks it through. Never rejects. Nobody may hold that person's copies meanwhile. */
  check(userId: string): Promise<void>
  /**
   * Notes on disk that copies of these bookings could not be made; they are made later.
   * @returns to be called once the bookings are stored, or are not: until then one that is not in the journal stays owed
   */
  owe(bookingIds: readonly string[]): Promise<() => void>
  /** Copies were written to these databases. */
  note(databases: readonly string[]): void
}
