import type { Request, RequestHandler, Response } from 'express'
import { createCallsName, mayRead } from '#domain/rules/access.ts'
import { isOlder, oldestDevice, readVersion, versionHeader } from '#domain/versions/product-version.ts'
import type { Authenticator } from '../accounts/authenticator.ts'
import type { ActiveSignIn } from '../accounts/active-sign-in.ts'
import type { BookingsEngine } from '../bookings/bookings-contract.ts'
import { giveWay } from '../locks/give-way.ts'
import { badRequest, HttpError } from './couch-answer.ts'
import { isAllowedOrigin } from './cross-origin.ts'
import type { Handler, SignedInHandler } from './exchange.ts'
import { type BodyTurn, createBodyTurns, longBody } from './quotas/body-turns.ts'
import { nameAccount, type Passage, type Traffic } from './quotas/traffic.ts'
import { readJson } from './read-json.ts'
import { readCredential } from './request-credential.ts'
import { matchRoute, meaningfulKeys, type Route, type RouteName } from './routes.ts'
import { tooManyAttempts, unauthorized } from './endpoints/sign-in.ts'

export type Handlers = { readonly [K in RouteName]: K extends OpenRoute ? Handler : SignedInHandler }
type OpenRoute = 'welcome' | 'up' | 'identity' | 'sign-in-read' | 'sign-in' | 'sign-in-renew' | 'sign-out'

/** Databases that everybody knows of: saying "forbidden" of them tells nothing. */
const sharedDatabases = ['users', 'slots']

/**
 * The front: allow-list, sign-in, access to the database, shape of query and body, then the route's handler. What passes
 * here is the only thing that the parts behind ever see.
 */
export function createFront(parts: {
  readonly authenticator: Authenticator
  readonly handlers: Handlers
  readonly extraOrigins: readonly string[]
  readonly gate: Pick<BookingsEngine, 'ensureCopies'>
  readonly traffic: Traffic
  /** Devices of an earlier version do not sync (VE8); left out: the one that there is. */
  readonly oldestDevice?: string | undefined
}): RequestHandler {
  const { authenticator, handlers, extraOrigins, gate, traffic, oldestDevice: oldest = oldestDevice } = parts
  const bodyTurns = createBodyTurns()

  async function identify(req: Request, route: Route): Promise<ActiveSignIn | undefined> {
    const credential = readCredential(req)
    if (credential === 'malformed') throw unauthorized('invalid-credentials')
    // Signing in must work whatever stale cookie comes along.
    const isSigningIn = route.access === 'everyone' && route.name !== 'sign-in-read'
    if (credential === 'none' || isSigningIn) return undefined
    const result = await authenticator.authenticate(credential)
    if (result.ok) {
      if (result.value.via === 'cookie') refuseForeignPage(req, extraOrigins)
      return result.value
    }
    if (result.reason === 'too-many-attempts') throw tooManyAttempts(result.retryAfterS)
    if (route.name === 'sign-in-read' && credential.kind === 'cookie') return undefined
    throw unauthorized(result.reason)
  }

  async function answer(req: Request, res: Response, next: (error?: unknown) => void): Promise<void> {
    const [path, search] = splitOnce(req.url, '?')
    const match = matchRoute(req.method, path)
    if (match.kind === 'malformed') throw badRequest('the path is malformed')
    if (match.kind === 'not-found') throw new HttpError(404, 'not_found', 'missing')
    if (match.kind === 'method-not-allowed') throw methodNotAllowed(match.allow)
    const { route, params } = match
    const version = readVersion(req.get(versionHeader))
    const signIn = withVersion(await identify(req, route), version)
    if (route.access === 'signed-in' && signIn === undefined) throw unauthorized('invalid-credentials')
    if (params.db !== '') checkAccess(signIn, params.db)
    const isSync = params.db !== '' || route.name === 'db-updates'
    if (isSync && isOlder(version, oldest)) throw new HttpError(403, 'forbidden', 'client-too-old')
    const asked = new URLSearchParams(search)
    const account = nameAccount(signIn?.user.userId, req.ip)
    const passage = traffic.enter(account, route.name, isFeed(route, asked), req, res)
    if (signIn !== undefined && params.db === createCallsName(signIn.user.userId)) {
      await gate.ensureCopies(signIn.user.userId)
    }
    const query = readQuery(route, asked)
    const turn = bodyTurns.enter(account, res)
    try {
      const body = await readBody(req, route, passage, turn)
      if (writingRoutes.includes(route.name)) passage.countDocuments(countDocuments(body))
      // What the stock parts get to see: never the raw query or body.
      Object.assign(req, { query: { ...query }, body: body ?? {}, _body: true })
      const exchange = { req, res, route, params, query, body, signIn, next }
      const handler = handlers[route.name] as Handler
      const answered = handler(exchange)
      // A batch is judged in its turn, until its answer is made. Other bodies have their shape checked in it, and nothing more.
      if (route.name !== 'bulk-docs') void giveWay().then(turn.end)
      await answered
    } finally {
      turn.end()
    }
  }

  return (req, res, next) => {
    answer(req, res, next).catch(next)
  }
}

async function readBody(
  req: Request,
  { bodyLimit, takesForm }: Route,
  passage: Passage,
  turn: BodyTurn
): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (bodyLimit === undefined) return undefined
  return passage.readBody(bodyLimit, () =>
    readJson(req, {
      limit: bodyLimit,
      takesForm,
      countValues: values => passage.countValues(values),
      async beforeParsing(bytes) {
        if (bytes > longBody && (await turn.begin()) === 'gone') throw badRequest('nobody waits for the answer')
      }
    })
  )
}

/** What a version leaves out of a document must not be taken for removed (VE6). */
function withVersion(signIn: ActiveSignIn | undefined, deviceVersion: string): ActiveSignIn | undefined {
  return signIn && { ...signIn, user: { ...signIn.user, deviceVersion } }
}

const writingRoutes: readonly RouteName[] = ['bulk-docs', 'doc-create', 'doc-write', 'doc-remove', 'local-write']

function countDocuments(body: Readonly<Record<string, unknown>> | undefined): number {
  return Array.isArray(body?.['docs']) ? body['docs'].length : 1
}

/** An answer that stays open. */
function isFeed({ query }: Route, asked: URLSearchParams): boolean {
  return query.includes('feed') && ['longpoll', 'continuous'].includes(asked.get('feed') ?? '')
}

/** Not `new URL`: paths such as `//` are none to it. */
function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}

/** Nobody learns whether a database exists that is not theirs to read. */
function checkAccess(signIn: ActiveSignIn | undefined, database: string): void {
  if (signIn !== undefined && mayRead(signIn.user, database)) return
  if (sharedDatabases.includes(database)) {
    throw new HttpError(403, 'forbidden', 'You are not allowed to access this db.')
  }
  throw new HttpError(404, 'not_found', 'Database does not exist.')
}

function readQuery(route: Route, search: URLSearchParams): Readonly<Record<string, string>> {
  const query: Record<string, string> = {}
  for (const [key, value] of search) {
    if (meaningfulKeys.includes(key) && !route.query.includes(key))
      throw badRequest(`query parameter ${key} is not supported here`)
    if (!route.query.includes(key)) continue
    if (Object.hasOwn(query, key)) throw badRequest(`query parameter ${key} is given twice`)
    query[key] = value
  }
  return query
}

/** Cookies come along by themselves: a page of another site must not be able to use them. */
function refuseForeignPage(req: Request, extraOrigins: readonly string[]): void {
  const { origin, host } = req.headers
  if (origin === undefined || isAllowedOrigin(origin, extraOrigins)) return
  if (!URL.canParse(origin) || new URL(origin).host !== host) throw new HttpError(403, 'forbidden', 'foreign origin')
}

function methodNotAllowed(allow: readonly string[]): HttpError {
  const list = [...new Set(allow)].join(', ')
  return new HttpError(405, 'method_not_allowed', `Only ${list} allowed`, { allow: list })
}
