import type { Endpoint } from '#server/http/endpoint.ts'
import { type EndpointName, endpointNames, endpoints } from '#server/http/endpoints.ts'
import {
  type Access,
  type AccessTable,
  absentPaths,
  type Asker,
  type DatabaseKind,
  databaseKinds,
  isSignedIn,
  mayAdminister,
  type Sample,
  samplesByEndpoint
} from './policy.ts'

/** One field of the matrix: a request of somebody, and what must come of it. */
export interface Cell {
  readonly asker: Asker
  readonly database: DatabaseKind | undefined
  readonly method: string
  /** With `:db` for the database's name. */
  readonly path: string
  readonly body?: unknown
  readonly expected: Expected
  /** Whose answer it is; undefined where there is none to answer. */
  readonly endpoint?: Endpoint
  /** Whether anything is behind it that could be touched. */
  readonly isLetIn: boolean
}

export interface Expected {
  readonly status: number
  /** Undefined where the body tells no reason. */
  readonly reason?: string
}

const refusalByAccess: Readonly<Record<Exclude<Access, 'open'>, Expected>> = {
  'sign-in': { status: 401 },
  forbidden: { status: 403, reason: 'You are not allowed to access this db.' },
  unknown: { status: 404, reason: 'Database does not exist.' },
  'no path': { status: 404, reason: 'missing' }
}

/** Every verb that a client may think of; OPTIONS is answered to everybody and says nothing. */
const verbs = ['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'PATCH', 'COPY', 'PURGE'] as const

/** All requests of one asker: every endpoint with its samples, every other verb on its path, every path that is not there. */
export function listCells(asker: Asker, table: AccessTable): readonly Cell[] {
  return [
    ...endpointNames.flatMap(name =>
      databasesOf(endpoints[name]).flatMap(database => listEndpointCells(asker, name, database, table))
    ),
    ...listPatterns().flatMap(path =>
      listWrongVerbs(path).map(method => refuse(asker, method, path, methodNotAllowed))
    ),
    ...absentPaths.flatMap(path => verbs.map(method => refuse(asker, method, path, refusalByAccess['no path'])))
  ]
}

const methodNotAllowed: Expected = { status: 405 }

function refuse(asker: Asker, method: string, path: string, expected: Expected): Cell {
  return { asker, database: path.includes(':db') ? 'slots' : undefined, method, path, expected, isLetIn: false }
}

function databasesOf({ path }: Endpoint): readonly (DatabaseKind | undefined)[] {
  return path.startsWith('/:db') ? databaseKinds : [undefined]
}

function listEndpointCells(
  asker: Asker,
  name: EndpointName,
  database: DatabaseKind | undefined,
  table: AccessTable
): readonly Cell[] {
  const endpoint: Endpoint = endpoints[name]
  const methods = endpoint.method === 'GET' ? ['GET', 'HEAD'] : [endpoint.method]
  return samplesByEndpoint[name].flatMap(sample =>
    methods.map(method => ({
      asker,
      database,
      method,
      path: toPattern(endpoint) + (sample.query ?? ''),
      body: sample.body,
      endpoint,
      expected: expect(asker, endpoint, database, sample, table),
      isLetIn: isLetIn(asker, endpoint, database, table)
    }))
  )
}

function isLetIn(asker: Asker, { access }: Endpoint, database: DatabaseKind | undefined, table: AccessTable): boolean {
  if (database !== undefined) return table[asker][database] === 'open'
  return access !== 'administrator' || mayAdminister(asker)
}

const notAdministrator: Expected = { status: 403, reason: 'not-administrator' }

function expect(
  asker: Asker,
  { access }: Endpoint,
  database: DatabaseKind | undefined,
  { status, reason }: Sample,
  table: AccessTable
): Expected {
  const letIn: Expected = { status, ...(reason === undefined ? {} : { reason }) }
  if (database !== undefined) {
    const found = table[asker][database]
    return found === 'open' ? letIn : refusalByAccess[found]
  }
  // A credential that is worth nothing is told, where it was looked at.
  const isOpen = access === 'everyone' || (access === 'whoever' && asker === 'nobody')
  if (!isOpen && !isSignedIn(asker)) return refusalByAccess['sign-in']
  return access === 'administrator' && !mayAdminister(asker) ? notAdministrator : letIn
}

function toPattern({ path }: Endpoint): string {
  return path.replace(/:(id|local)(?=\/|$)/, 'x')
}

function listPatterns(): readonly string[] {
  return [...new Set(Object.values(endpoints).map(toPattern))]
}

function listWrongVerbs(pattern: string): readonly string[] {
  const methods = Object.values(endpoints)
    .filter(endpoint => toPattern(endpoint) === pattern)
    .map<string>(({ method }) => method)
  return verbs.filter(verb => !methods.includes(verb === 'HEAD' ? 'GET' : verb))
}
