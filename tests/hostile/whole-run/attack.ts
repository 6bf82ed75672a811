import type { Ask } from '../../support/http-client.ts'

/** How a request goes out that is not sent as the attacker, or that may be answered in one way only. */
export interface Manner {
  readonly ask?: Ask
  /** Sent as a stranger with these header fields. */
  readonly credential?: Readonly<Record<string, string>>
  readonly expected: readonly number[]
}

/** Method, path, body. */
export type Attempt = readonly [string, string, unknown, Manner?]

/** Writes one hostile request. @param self the attacker's id */
export type Attack = (ask: Ask, self: string) => Promise<Attempt>
