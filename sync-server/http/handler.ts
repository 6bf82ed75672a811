import type { NextFunction, Request, Response } from 'express'
import type { Session } from '../accounts/session.ts'
import type { PathParams, Route } from './routes.ts'

/** One request after the front has let it in. */
export interface Call {
  readonly req: Request
  readonly res: Response
  readonly route: Route
  readonly params: PathParams
  /** One text for each key; keys are those of the allow-list. */
  readonly query: Readonly<Record<string, string>>
  /** The JSON object, for routes that take one. */
  readonly body: unknown
  readonly session: Session | undefined
  /** Goes on to the CouchDB protocol parts behind the front. */
  readonly next: NextFunction
}

/** A call of somebody signed in. */
export interface SignedInCall extends Call {
  readonly session: Session
}

export type Handler = (call: Call) => Promise<void> | void
export type SignedInHandler = (call: SignedInCall) => Promise<void> | void
