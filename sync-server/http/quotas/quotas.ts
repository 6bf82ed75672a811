import { minuteMs } from '#domain/time/durations.ts'

/** A full bucket, and how fast it fills again. */
export interface Rate {
  readonly burst: number
  readonly perSecond: number
}

/** What one account (or, without a sign-in, one address) may take of the server. Generous for people; see docs/http-api.md. */
export interface Quotas {
  /** Requests; some count for more than one, see `Endpoint.cost`. */
  readonly requests: Rate
  /** Documents written. */
  readonly documents: Rate
  /** Requests without an answer that was read to its end. */
  readonly underWay: number
  /** Feeds that stay open. */
  readonly feeds: number
  /** Bytes that bodies which are still coming in may have, as they are announced; of one account, and of all. */
  readonly bodyBytes: number
  readonly allBodyBytes: number
  /** Bytes of answers that wait to be read, of all. */
  readonly allUnreadBytes: number
  /** An answer of which nothing is read for so long is cut. */
  readonly unreadMs: number
}

const mebibyte = 1_048_576

export const defaultQuotas: Quotas = {
  requests: { burst: 3_000, perSecond: 50 },
  documents: { burst: 10_000, perSecond: 5 },
  underWay: 32,
  feeds: 20,
  bodyBytes: 32 * mebibyte,
  allBodyBytes: 256 * mebibyte,
  allUnreadBytes: 256 * mebibyte,
  unreadMs: minuteMs
}
