import type { Request, RequestHandler, Response } from 'express'
import { assertNever } from '#domain/assert-never.ts'
import { createCallsName, mayRead } from '#domain/rules/access.ts'
import { isOlder, oldestDevice, readVersion, versionHeader } from '#domain/versions/product-version.ts'
import type { ActiveSignIn } from '../accounts/active-sign-in.ts'
import { giveWay } from '../locks/give-way.ts'
import { refuseOthers, refuseWithoutPassword } from './administrators.ts'
import { badRequest, HttpError } from './couch-answer.ts'
import { isAllowedOrigin } from './cross-origin.ts'
import type { BodyRule, Endpoint } from './endpoint.ts'
import { matchEndpoint } from './match-endpoint.ts'
import { type BodyTurn, createBodyTurns, longBody } from './quotas/body-turns.ts'
import { nameAccount, type Passage } from './quotas/traffic.ts'
import { readJson } from './read-json.ts'
import { readCredential } from './request-credential.ts'
import { parseShape } from './request-shapes.ts'
import type { Services } from './services.ts'
import { tooManyAttempts, unauthorized } from './sign-in-refusals.ts'

/**
 * The way of every request, by what its entry in endpoints.ts says. Each step refuses what it does not let pass:
 *
 * 1. match    the path and the method name an endpoint                            400, 404, 405
 * 2. sign-in  who asks, by the credential that comes along                        401, 403, 429
 * 3. access   the endpoint is for them, and they may read the database            401, 403, 404
 *             or administer, with a password typed a moment ago
 * 4. version  a device that is too old does not sync (VE8)                        403
 * 5. limits   the account has requests and a place left; a person's own database  429
 *             gets its copies of sessions first
 * 6. query    keys that would change the answer are known                         400
 * 7. body     it is read and unpacked in its account's turn, and its documents    400, 413, 415, 429
 *             are counted
 * 8. shape    query and body are what the schemas say                             400
 * 9. handler  sees nothing else, and answers; what it throws is an answer, too
 */
export function createFront(services: Services): RequestHandler {
  const { gate, traffic, oldestDevice: oldest = oldestDevice } = services
  const bodyTurns = createBodyTurns()

  async function answer(req: Request, res: Response, next: (error?: unknown) => void): Promise<void> {
    const [path, search] = splitOnce(req.url, '?')
    const { endpoint, params } = findEndpoint(req.method, path)

    const version = readVersion(req.get(versionHeader))
    const signIn = withVersion(await identify(req, endpoint, services), version)

    checkAccess(endpoint, signIn, params.db, services)

    const isSync = endpoint.access === 'readers' || endpoint.isSync === true
    if (isSync && isOlder(version, oldest)) throw new HttpError(403, 'forbidden', 'client-too-old')

    const asked = new URLSearchParams(search)
    const account = nameAccount(signIn?.user.userId, req.ip)
    const passage = traffic.enter(account, { cost: endpoint.cost ?? 1, isFeed: isFeed(endpoint, asked) }, req, res)
    if (signIn !== undefined && params.db === createCallsName(signIn.user.userId)) {
      await gate.ensureCopies(signIn.user.userId)
    }

    const texts = readQuery(endpoint, asked)

    const turn = bodyTurns.enter(account, res)
    try {
      const json = await readBody(req, endpoint.body, passage, turn)
      if (endpoint.writes !== undefined) passage.countDocuments(countDocuments(json))

      const query = parseShape(endpoint.query, texts, 'query')
      const body = endpoint.body === undefined ? undefined : parseShape(endpoint.body.schema, json, 'body')

      const answered = endpoint.handle({ req, res, params, query, body, signIn, next }, services)
      // A batch is judged in its turn, until its answer is made. Other bodies have their shape checked in it, and nothing more.
      if (endpoint.writes !== 'batch') void giveWay().then(turn.end)
      await answered
    } finally {
      turn.end()
    }
  }

  return (req, res, next) => {
    answer(req, res, next).catch(next)
  }
}

function findEndpoint(method: string, path: string) {
  const match = matchEndpoint(method, path)
  switch (match.kind) {
    case 'found':
      return match
    case 'malformed':
      throw badRequest('the path is malformed')
    case 'not-found':
      throw new HttpError(404, 'not_found', 'missing')
    case 'method-not-allowed': {
      const allow = match.allow.join(', ')
      throw new HttpError(405, 'method_not_allowed', `Only ${allow} allowed`, { allow })
    }
    default:
      return assertNever(match)
  }
}

async function identify(
  req: Request,
  { access }: Endpoint,
  { authenticator, settings: { extraOrigins } }: Services
): Promise<ActiveSignIn | undefined> {
  const credential = readCredential(req)
  if (credential === 'malformed') throw unauthorized('invalid-credentials')
  if (credential === 'none' || access === 'everyone') return undefined
  const result = await authenticator.authenticate(credential)
  if (result.ok) {
    if (result.value.via === 'cookie') refuseForeignPage(req, extraOrigins)
    return result.value
  }
  if (result.reason === 'too-many-attempts') throw tooManyAttempts(result.retryAfterS)
  if (access === 'whoever' && credential.kind === 'cookie') return undefined
  throw unauthorized(result.reason)
}

/** Cookies come along by themselves: a page of another site must not be able to use them. */
function refuseForeignPage(req: Request, extraOrigins: readonly string[]): void {
  const { origin, host } = req.headers
  if (origin === undefined || isAllowedOrigin(origin, extraOrigins)) return
  if (!URL.canParse(origin) || new URL(origin).host !== host) throw new HttpError(403, 'forbidden', 'foreign origin')
}

/** What a version leaves out of a document must not be taken for removed (VE6). */
function withVersion(signIn: ActiveSignIn | undefined, deviceVersion: string): ActiveSignIn | undefined {
  return signIn && { ...signIn, user: { ...signIn.user, deviceVersion } }
}

/** Databases that everybody knows of: saying "forbidden" of them tells nothing. */
const sharedDatabases = ['users', 'slots']

/** Nobody learns whether a database exists that is not theirs to read. */
function checkAccess(
  { access, asksPassword }: Endpoint,
  signIn: ActiveSignIn | undefined,
  database: string,
  services: Services
): void {
  if (access === 'everyone' || access === 'whoever') return
  if (signIn === undefined) throw unauthorized('invalid-credentials')
  if (access === 'administrator') refuseOthers(signIn, services)
  if (asksPassword === true) refuseWithoutPassword(signIn, services)
  if (access === 'administrator' || access === 'signed-in' || mayRead(signIn.user, database)) return
  if (sharedDatabases.includes(database)) {
    throw new HttpError(403, 'forbidden', 'You are not allowed to access this db.')
  }
  throw new HttpError(404, 'not_found', 'Database does not exist.')
}

/** An answer that stays open. */
function isFeed({ query }: Endpoint, asked: URLSearchParams): boolean {
  return 'feed' in query.shape && ['longpoll', 'continuous'].includes(asked.get('feed') ?? '')
}

/**
 * Keys that choose which documents are given, or how a write is taken. Where an endpoint does not know them, ignoring them would
 * answer something else than what was asked: the request is refused.
 */
const meaningfulKeys: readonly string[] = ['filter', 'view', 'new_edits']

function readQuery({ query: { shape } }: Endpoint, search: URLSearchParams): Readonly<Record<string, string>> {
  const query: Record<string, string> = {}
  for (const [key, value] of search) {
    const isKnown = Object.hasOwn(shape, key)
    if (!isKnown && meaningfulKeys.includes(key)) throw badRequest(`query parameter ${key} is not supported here`)
    if (!isKnown) continue
    if (Object.hasOwn(query, key)) throw badRequest(`query parameter ${key} is given twice`)
    query[key] = value
  }
  return query
}

async function readBody(
  req: Request,
  rule: BodyRule | undefined,
  passage: Passage,
  turn: BodyTurn
): Promise<Readonly<Record<string, unknown>> | undefined> {
  if (rule === undefined) return undefined
  const { limit, takesForm } = rule
  return passage.readBody(limit, () =>
    readJson(req, {
      limit,
      takesForm,
      countValues: values => passage.countValues(values),
      async beforeParsing(bytes) {
        if (bytes > longBody && (await turn.begin()) === 'gone') throw badRequest('nobody waits for the answer')
      }
    })
  )
}

function countDocuments(body: Readonly<Record<string, unknown>> | undefined): number {
  return Array.isArray(body?.['docs']) ? body['docs'].length : 1
}

/** Not `new URL`: paths such as `//` are none to it. */
function splitOnce(text: string, separator: string): readonly [string, string] {
  const at = text.indexOf(separator)
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)]
}
