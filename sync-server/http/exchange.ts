import type { NextFunction, Request, Response } from 'express'
import type { ActiveSignIn } from '../accounts/active-sign-in.ts'

/** What stands in the path for `:db`, and for `:id` or `:local`; empty where there is none. */
export interface PathParams {
  readonly db: string
  readonly id: string
}

/** One request and its answer, after the front has let it in. */
export interface Exchange<Query = unknown, Body = unknown> {
  readonly req: Request
  readonly res: Response
  readonly params: PathParams
  /** As the endpoint's schemas give them. */
  readonly query: Query
  readonly body: Body
  readonly signIn: ActiveSignIn | undefined
  /** Goes on to the CouchDB protocol parts behind the front. */
  readonly next: NextFunction
}

/** An exchange of somebody signed in. */
export interface SignedInExchange<Query = unknown, Body = unknown> extends Exchange<Query, Body> {
  readonly signIn: ActiveSignIn
}
