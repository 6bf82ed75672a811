import { bearer, createClient } from '../../support/http-client.ts'
import { passwordOf, type TestServer } from '../../support/test-server.ts'
import { createUnrecordedSignIn } from '../../support/sign-in.ts'
import { createTokens } from '#server/accounts/tokens.ts'
import { parseJson } from '#domain/parse-json.ts'
import { couchErrorSchema } from '#domain/wire/errors.ts'
import type { Endpoint } from '#server/http/endpoint.ts'
import type { Cell, Expected } from './cells.ts'
import { type Asker, type DatabaseKind, isSignedIn } from './policy.ts'

export const secret = 'the secret of the access matrix, long enough'
const hourMs = 3_600_000

/** Everybody of the matrix on one server. */
export interface Askers {
  /** Undefined where the answer was what it should be, otherwise what it was. */
  ask(cell: Cell): Promise<string | undefined>
  /** The database of a person's sessions, whether or not there may be one. */
  nameCalls(asker: Asker): string
}

const roleByAsker = {
  student: 'student',
  'other student': 'student',
  coach: 'coach',
  'other coach': 'coach',
  'coach and admin': 'coach',
  admin: 'admin',
  disabled: 'student',
  expired: 'coach',
  revoked: 'student'
} as const

/** @param test a server whose secret is the one above */
export async function prepareAskers(test: TestServer): Promise<Askers> {
  const { service, directory } = test.server
  const idByAsker = new Map<Asker, string>([['removed', 'uremoved00']])
  const credentialByAsker = new Map<Asker, Readonly<Record<string, string>>>()
  for (const [asker, role] of Object.entries(roleByAsker) as [keyof typeof roleByAsker, 'student'][]) {
    const name = asker.replaceAll(' ', '-')
    idByAsker.set(asker, await test.addAccount(name, role))
    credentialByAsker.set(asker, bearer((await test.signIn(name)).token))
  }
  const accountOf = (asker: Asker) => {
    const account = directory.find(idByAsker.get(asker) ?? '')
    if (account === undefined) throw new Error(`nobody is ${asker}`)
    return account
  }
  await service.setAdmin(accountOf('coach and admin').id, true)
  await service.setDisabled(accountOf('disabled').id, true)
  await service.setPassword(accountOf('revoked').id, `${passwordOf('revoked')}!`)
  const earlier = createTokens(secret, () => test.clock.now - 2 * hourMs)
  const issue = async (account: Parameters<typeof earlier.issue>[0], tokens: typeof earlier) =>
    bearer((await tokens.issue(account, createUnrecordedSignIn(account.id, test.clock.now))).token)
  credentialByAsker.set('expired', await issue(accountOf('expired'), earlier))
  // Signed by this very server, for an account that is not there.
  const standing = createTokens(secret, () => test.clock.now)
  credentialByAsker.set('removed', await issue({ ...accountOf('coach'), id: 'uremoved00' }, standing))

  const nameCalls = (asker: Asker): string => `calls-${idByAsker.get(asker) ?? 'unobody000'}`
  function nameOf(asker: Asker, database: DatabaseKind): string {
    if (database === 'own calls') return nameCalls(asker)
    if (database === 'foreign calls') return `calls-${idByAsker.get(asker === 'student' ? 'coach' : 'student')}`
    return database === 'unknown' ? 'no-such-database' : database
  }

  const client = createClient(test.url)
  return {
    nameCalls,
    async ask({ asker, database, method, path, body, expected, endpoint }) {
      const target = database === undefined ? path : path.replace(':db', nameOf(asker, database))
      const { status, json, text } = await client(method, target, body, credentialByAsker.get(asker) ?? {})
      // A token that was signed out is worth nothing afterwards.
      if (method === 'DELETE' && path === '/_session' && isSignedIn(asker)) {
        credentialByAsker.set(asker, bearer((await test.signIn(asker.replaceAll(' ', '-'))).token))
      }
      if (isAsExpected(method, expected, status, json['reason'])) {
        const problem = method === 'HEAD' ? undefined : readAsDevice(status, text, path, endpoint)
        return problem && `${asker}: ${method} ${path} is not what domain/wire says: ${problem}`
      }
      const { status: wanted, reason } = expected
      return `${asker}, ${database ?? 'no database'}: ${method} ${path} is ${status} ${String(json['reason'])}, not ${wanted} ${reason ?? ''}`
    }
  }
}

/** Undefined where the answer is what the wire's schemas say: a device reads it by the same ones. */
function readAsDevice(status: number, text: string, path: string, endpoint: Endpoint | undefined): string | undefined {
  if (status < 400 && endpoint === undefined) return `a success of nobody: ${text}`
  const isFeed = status === 200 && path.includes('feed=continuous')
  const success = isFeed ? endpoint?.line : endpoint?.answer
  const schema = status >= 400 ? couchErrorSchema : success
  const parts = isFeed ? text.split('\n').filter(line => line !== '') : [text]
  const wrong = parts.find(part => schema?.safeParse(parseJson(part)).success !== true)
  return wrong?.slice(0, 300)
}

function isAsExpected(method: string, expected: Expected, status: number, reason: unknown): boolean {
  if (status !== expected.status) return false
  if (method === 'HEAD' || expected.reason === undefined) return true
  // A verdict of the gate: a code, and not the front's sentence about access.
  if (expected.reason === 'any code') return typeof reason === 'string' && /^[a-z-]+$/.test(reason)
  return reason === expected.reason
}
