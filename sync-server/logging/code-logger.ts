/** Codes and counts only: no name, phone, text or document of a person. */
export interface CodeLogger {
  info(fields: Readonly<Record<string, string | number | boolean>>, message: string): void
  /** What an operator has to know, in ids and codes: the message of an error is never logged. */
  warn(fields: Readonly<Record<string, string | number | boolean>>, message: string): void
  error(fields: { readonly err: unknown }, message: string): void
}
