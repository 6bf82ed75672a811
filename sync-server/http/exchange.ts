import type { NextFunction, Request, Response } from 'express'
import type { ActiveSignIn } from '../accounts/active-sign-in.ts'
import type { PathParams, Route } from './routes.ts'

/** One request and its answer, after the front has let it in. */
export interface Exchange {
  readonly req: Request
  readonly res: Response
  readonly route: Route
  readonly params: PathParams
  /** One text for each key; keys are those of the allow-list. */
  readonly query: Readonly<Record<string, string>>
  /** The JSON object, for routes that take one. */
  readonly body: unknown
  readonly signIn: ActiveSignIn | undefined
  /** Goes on to the CouchDB protocol parts behind the front. */
  readonly next: NextFunction
}

/** An exchange of somebody signed in. */
export interface SignedInExchange extends Exchange {
  readonly signIn: ActiveSignIn
}

export type Handler = (exchange: Exchange) => Promise<void> | void
export type SignedInHandler = (exchange: SignedInExchange) => Promise<void> | void
