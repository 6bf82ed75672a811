import type { IncomingMessage, ServerResponse } from 'node:http'
import { HttpError } from '../couch-answer.ts'
import { createBuckets } from './buckets.ts'
import type { Quotas } from './quotas.ts'

/** One request that was let in. */
export interface Passage {
  /** Reads a body of at most so many bytes while its place is taken. @throws HttpError 429 */
  readBody<T>(limit: number, read: () => Promise<T>): Promise<T>
  /** Before a body is parsed: what it holds counts as further requests. @throws HttpError 429 */
  countValues(values: number): void
  /** Before documents are written. @throws HttpError 429 */
  countDocuments(count: number): void
}

/** Lets requests in by account, and keeps what is under way within bounds. */
export interface Traffic {
  /**
   * @param account of `nameAccount`
   * @throws HttpError 429 with `Retry-After`, for rate, connections and feeds
   */
  enter(account: string, kind: VisitKind, req: IncomingMessage, res: ServerResponse): Passage
  readonly figures: { readonly underWay: number; readonly bodyBytes: number; readonly unreadBytes: number }
  stop(): void
}

export interface VisitKind {
  /** How many requests it counts for, before its body. */
  readonly cost: number
  /** Its answer stays open. */
  readonly isFeed: boolean
}

interface Visit {
  readonly account: string
  readonly isFeed: boolean
  readonly req: IncomingMessage
  readonly res: ServerResponse
  /** Announced bytes of a body that is still coming in. */
  bodyBytes: number
  /** What the socket had taken when something was last read, and when that was, monotonic ms. */
  written: number
  movedAt: number
}

/** A connection, or the place of a body, is free again soon. */
const placeRetryS = 5

/** An office may share an address, and so do all behind a proxy that nobody has named. */
const peopleAtAddress = 8
const addressPrefix = 'address '

/** Whose places a request takes: those of who is signed in, or of the address. */
export function nameAccount(userId: string | undefined, address: string | undefined): string {
  return userId ?? `${addressPrefix}${address ?? ''}`
}

function isAddress(account: string): boolean {
  return account.startsWith(addressPrefix)
}

/** @param tickMs how often unread answers are looked at */
export function createTraffic(quotas: Quotas, elapsed: () => number, tickMs: number): Traffic {
  const requests = createBuckets(quotas.requests, elapsed)
  const documents = createBuckets(quotas.documents, elapsed)
  const visits = new Set<Visit>()
  const visitsByAccount = new Map<string, Set<Visit>>()
  const timer = setInterval(cutUnread, tickMs)
  timer.unref()

  let allBodyBytes = 0

  function takeUnits(account: string, units: number, req: IncomingMessage): void {
    const waitS = requests.take(account, units)
    if (waitS !== undefined) throw tooMany('too-many-requests', waitS, req)
  }

  function visitsOf(account: string): ReadonlySet<Visit> {
    return visitsByAccount.get(account) ?? new Set()
  }

  function add(visit: Visit): void {
    visits.add(visit)
    const others = visitsByAccount.get(visit.account) ?? new Set()
    visitsByAccount.set(visit.account, others.add(visit))
  }

  function setBody(visit: Visit, bytes: number): void {
    allBodyBytes += bytes - visit.bodyBytes
    visit.bodyBytes = bytes
  }

  function remove(visit: Visit): void {
    visits.delete(visit)
    setBody(visit, 0)
    const others = visitsByAccount.get(visit.account)
    others?.delete(visit)
    if (others?.size === 0) visitsByAccount.delete(visit.account)
  }

  function count(account: string, isFeed: boolean): number {
    return [...visitsOf(account)].filter(visit => visit.isFeed === isFeed).length
  }

  /** What nobody reads is cut; of more than there is room for, that of who has most. */
  function cutUnread(): void {
    const now = elapsed()
    for (const visit of visits) {
      const written = visit.req.socket.bytesWritten
      const waiting = unreadOf(visit)
      if (waiting === 0 || written !== visit.written) Object.assign(visit, { written, movedAt: now })
      else if (now - visit.movedAt >= quotas.unreadMs) visit.res.destroy()
    }
    cutDown(quotas.allUnreadBytes, unreadOf)
  }

  /** Cuts the first of whoever holds most, until what all hold is within the bound. */
  function cutDown(bound: number, sizeOf: (visit: Visit) => number): void {
    const standing = new Set([...visits].filter(visit => sizeOf(visit) > 0))
    while (sum([...standing], sizeOf) > bound) {
      const byAccount = [...Map.groupBy(standing, ({ account }) => account).values()]
      const [most = []] = byAccount.sort((a, b) => sum(b, sizeOf) - sum(a, sizeOf))
      const [first] = most
      if (first === undefined) return
      standing.delete(first)
      remove(first)
      first.req.socket.destroy()
    }
  }

  function enterBody(visit: Visit, limit: number): void {
    const { 'content-length': length, 'content-encoding': encoding } = visit.req.headers
    // What is packed has its size once it is unpacked.
    const announced = encoding === undefined ? Number(length ?? limit) : limit
    const bytes = Math.min(Number.isFinite(announced) ? announced : limit, limit)
    if (sum([...visitsOf(visit.account)], bodyOf) + bytes > quotas.bodyBytes) {
      throw tooMany('too-many-connections', placeRetryS, visit.req)
    }
    setBody(visit, bytes)
    if (allBodyBytes > quotas.allBodyBytes) cutDown(quotas.allBodyBytes, bodyOf)
  }

  return {
    enter(account, { cost, isFeed }, req, res) {
      takeUnits(account, cost + unitsOfBody(req), req)
      const places = isAddress(account) ? quotas.underWay * peopleAtAddress : quotas.underWay
      if (count(account, isFeed) >= (isFeed ? quotas.feeds : places)) {
        throw tooMany(isFeed ? 'too-many-feeds' : 'too-many-connections', placeRetryS, req)
      }
      const { bytesWritten: written } = req.socket
      const visit: Visit = { account, isFeed, req, res, bodyBytes: 0, written, movedAt: elapsed() }
      add(visit)
      res.once('close', () => remove(visit))
      return {
        async readBody(limit, read) {
          enterBody(visit, limit)
          try {
            return await read()
          } finally {
            setBody(visit, 0)
          }
        },
        countValues: values => takeUnits(account, Math.floor(values / valuesPerUnit), req),
        countDocuments(written) {
          const pauseS = documents.take(account, written)
          if (pauseS !== undefined) throw tooMany('too-many-documents', pauseS, req)
        }
      }
    },
    get figures() {
      const all = [...visits]
      return { underWay: all.length, bodyBytes: sum(all, bodyOf), unreadBytes: sum(all, unreadOf) }
    },
    stop: () => clearInterval(timer)
  }
}

function bodyOf({ bodyBytes }: Visit): number {
  return bodyBytes
}

function unreadOf({ res }: Visit): number {
  return res.writableLength
}

function sum<T>(items: readonly T[], sizeOf: (item: T) => number): number {
  return items.reduce((total, item) => total + sizeOf(item), 0)
}

/** Reading a body costs, whatever it says: one unit for each 64 KiB. */
const bytesPerUnit = 65_536
/** Parsing costs far more for each byte where values are small: 400,000 empty lists in 0.8 MB held up others for a second. */
const valuesPerUnit = 1_000

function unitsOfBody({ headers }: IncomingMessage): number {
  const length = Number(headers['content-length'] ?? 0)
  return Number.isFinite(length) ? Math.floor(length / bytesPerUnit) : 0
}

/** A device's batches are shorter: they are read and dropped, so that the answer arrives whatever is still being sent. */
const maxDroppedBytes = 1_048_576

function tooMany(reason: string, retryAfterS: number, { headers }: IncomingMessage): HttpError {
  // Who has too many connections does not get to keep this one, either.
  const isCut = reason === 'too-many-connections' || Number(headers['content-length'] ?? 0) > maxDroppedBytes
  const close = isCut ? { connection: 'close' } : {}
  return new HttpError(429, 'too_many_requests', reason, { 'retry-after': String(retryAfterS), ...close })
}
