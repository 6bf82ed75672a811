import { type Route, routes } from '#server/http/routes.ts'
import {
  type Access,
  type AccessTable,
  absentPaths,
  type Asker,
  type DatabaseKind,
  databaseKinds,
  isSignedIn,
  type Sample,
  samplesByRoute
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

/** All requests of one asker: every route with its samples, every other verb on its path, every path that is not there. */
export function listCells(asker: Asker, table: AccessTable): readonly Cell[] {
  return [
    ...routes.flatMap(route => databasesOf(route).flatMap(database => listRouteCells(asker, route, database, table))),
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

function databasesOf({ path }: Route): readonly (DatabaseKind | undefined)[] {
  return path[0] === ':db' ? databaseKinds : [undefined]
}

function listRouteCells(
  asker: Asker,
  route: Route,
  database: DatabaseKind | undefined,
  table: AccessTable
): readonly Cell[] {
  const methods = route.method === 'GET' ? ['GET', 'HEAD'] : [route.method]
  return samplesByRoute[route.name].flatMap(sample =>
    methods.map(method => ({
      asker,
      database,
      method,
      path: toPattern(route) + (sample.query ?? ''),
      body: sample.body,
      expected: expect(asker, route, database, sample, table),
      isLetIn: database === undefined || table[asker][database] === 'open'
    }))
  )
}

function expect(
  asker: Asker,
  route: Route,
  database: DatabaseKind | undefined,
  { status, reason }: Sample,
  table: AccessTable
): Expected {
  const letIn: Expected = { status, ...(reason === undefined ? {} : { reason }) }
  if (database !== undefined) {
    const access = table[asker][database]
    return access === 'open' ? letIn : refusalByAccess[access]
  }
  if (route.name === 'sign-in-read') return asker === 'nobody' || isSignedIn(asker) ? letIn : refusalByAccess['sign-in']
  return route.access === 'everyone' || isSignedIn(asker) ? letIn : refusalByAccess['sign-in']
}

function toPattern({ path }: Route): string {
  return `/${path.map(part => (part === ':id' || part === ':local' ? 'x' : part)).join('/')}`
}

function listPatterns(): readonly string[] {
  return [...new Set(routes.map(toPattern))]
}

function listWrongVerbs(pattern: string): readonly string[] {
  const methods = routes.filter(route => toPattern(route) === pattern).map<string>(({ method }) => method)
  return verbs.filter(verb => !methods.includes(verb === 'HEAD' ? 'GET' : verb))
}
