/** What a line says besides its event: codes, names of files, counts. Never a sentence, which may quote what a person typed. */
export type LogFields = Readonly<Record<string, string | number | boolean>>

/** Where the main process writes down what happened, for the person who asks why. */
export interface Log {
  /** @param event a fixed code, `settings-set-aside` */
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  /** @param error told by name, code and stack frames, not by its message */
  error(event: string, error?: unknown): void
}
