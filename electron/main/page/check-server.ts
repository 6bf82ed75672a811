import { isLoopback, readServerAddress } from '#domain/server-address.ts'
import type { ServerCheck } from '#electron/contract/desktop-types.ts'
import type { Settings } from '../files/settings.ts'
import type { AllowedServers } from './allowed-servers.ts'
import { classifyFetchError } from './classify-fetch-error.ts'
import { readWelcome } from './read-welcome.ts'

type CheckedServer =
  | { readonly kind: 'ok'; readonly serverUrl: string }
  | Extract<ServerCheck, { readonly kind: 'failed' }>

/** Longer than a slow line needs for one small answer, shorter than a person's patience. */
const defaultLimitMs = 10_000

/**
 * Whether our server answers at an address as a person types it. Without encryption only this computer is asked: everywhere else
 * the password would be readable on the way (`invalid-address`, detail `plain-http`). Redirects are not followed: the address
 * that is remembered is the one that answers. An error of the server's own (a proxy, say, before one that is starting again) says
 * nothing of whose it is: `unreachable` with its status, `http-503`.
 * @param fetch of the browser engine, so that the system's proxies and certificates hold
 */
export async function checkServer(
  address: string,
  fetch: (url: string, init: RequestInit) => Promise<Response>,
  limitMs: number = defaultLimitMs
): Promise<CheckedServer> {
  const serverUrl = readServerAddress(address)
  if (serverUrl === undefined) return { kind: 'failed', problem: 'invalid-address' }
  const { protocol, hostname } = new URL(serverUrl)
  if (protocol === 'http:' && !isLoopback(hostname)) {
    return { kind: 'failed', problem: 'invalid-address', detail: 'plain-http' }
  }
  try {
    const response = await fetch(`${serverUrl}/`, {
      redirect: 'manual',
      credentials: 'omit',
      cache: 'no-store',
      headers: { accept: 'application/json' },
      signal: AbortSignal.timeout(limitMs)
    })
    const problem = await readWelcome(response)
    if (problem === undefined) return { kind: 'ok', serverUrl }
    return { kind: 'failed', problem: isServerError(problem) ? 'unreachable' : 'not-a-server', detail: problem }
  } catch (error) {
    return { kind: 'failed', ...classifyFetchError(error) }
  }
}

function isServerError(problem: string): boolean {
  return /^http-5\d\d$/.test(problem)
}

/** A menu shows no more, and the page may talk to each of these addresses. */
const maxServers = 20

export interface CheckServerParts {
  readonly settings: Settings
  readonly servers: AllowedServers
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>
}

/** Looks whether one of our servers answers there; if so, pages may talk to it from their next load on. */
export async function checkAndRememberServer(
  address: string,
  { settings, servers, fetch }: CheckServerParts
): Promise<ServerCheck> {
  const check = await checkServer(address, fetch)
  if (check.kind === 'failed') return check
  const { serverUrl } = check
  const { origin } = new URL(serverUrl)
  const others = settings.current.servers.filter(other => other !== origin)
  if (settings.current.servers[0] !== origin) {
    await settings.change({ servers: [origin, ...others].slice(0, maxServers) })
  }
  return { kind: 'ok', serverUrl, reload: !servers.isKnownToPage(serverUrl) }
}
