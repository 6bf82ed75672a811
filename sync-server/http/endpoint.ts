import { z } from 'zod'
import type { Exchange, SignedInExchange } from './exchange.ts'
import type { Services } from './services.ts'

/**
 * Who may ask.
 * - `everyone` no credential is looked at: signing in must work whatever stale cookie comes along
 * - `whoever` everyone, and the answer says who it is
 * - `signed-in` who is signed in
 * - `administrator` who is signed in and has the right to administer (AC6)
 * - `readers` who is signed in and may read the database of the path (AC1 to AC4)
 */
export type Access = 'everyone' | 'whoever' | 'signed-in' | 'administrator' | 'readers'

export interface BodyRule<Schema extends z.ZodType = z.ZodType> {
  readonly schema: Schema
  /** Bytes of JSON that it may have. */
  readonly limit: number
  /** A form may stand for the JSON object. */
  readonly takesForm?: true
}

interface Rules {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** `:db` and `:id` stand for anything that does not begin with an underscore, `:local` for anything. */
  readonly path: `/${string}`
  /** What a success says, as devices read it: a schema of `domain/wire`, or one of CouchDB's that no device of ours reads. */
  readonly answer: z.ZodType
  /** One line of it with `feed=continuous`. */
  readonly line?: z.ZodType
  /** How many requests it counts for; left out: one. */
  readonly cost?: number
  /** Counts the documents that are written. A batch keeps its account's turn until it is judged. */
  readonly writes?: 'one' | 'batch'
  /** An act of an administrator: the password has to have been typed within the last ten minutes (AC7). */
  readonly asksPassword?: true
  /** Part of replication: refused to devices that are too old (VE8). Whatever `readers` ask is. */
  readonly isSync?: true
}

/** All that one endpoint is: what is asked, who may ask, within which limits, and what is done about it. */
export interface Endpoint extends Rules {
  readonly access: Access
  /** Query keys that mean something here. Others are ignored, but for those that `readQuery` refuses. */
  readonly query: z.ZodObject
  /** Undefined: no body is read. */
  readonly body?: BodyRule | undefined
  handle(exchange: Exchange, services: Services): Promise<void> | void
}

type ExchangeOf<A extends Access, Query, Body> = A extends 'signed-in' | 'administrator' | 'readers'
  ? SignedInExchange<Query, Body>
  : Exchange<Query, Body>

const noQuery = z.object({})

/** One entry: its handler gets the query and the body as the schemas beside it give them. */
export function defineEndpoint<
  A extends Access,
  Query extends z.ZodObject = typeof noQuery,
  Body extends z.ZodType = z.ZodUndefined
>(
  entry: Rules & {
    readonly access: A
    readonly query?: Query
    readonly body?: BodyRule<Body>
    handle(exchange: ExchangeOf<A, z.output<Query>, z.output<Body>>, services: Services): Promise<void> | void
  }
): Endpoint {
  return { ...entry, query: entry.query ?? noQuery }
}
