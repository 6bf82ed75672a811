import type { ServerCheck } from '#electron/contract/desktop-types.ts'
import { checkServer } from './check-server.ts'
import type { Settings } from '../files/settings.ts'
import type { AllowedServers } from './allowed-servers.ts'

/** More are of no use in a menu, and each is one more address that the page may talk to. */
const maxServers = 20

export interface ServerParts {
  readonly settings: Settings
  readonly servers: AllowedServers
  readonly fetch: (url: string, init?: RequestInit) => Promise<Response>
}

/** Looks whether one of our servers answers there; if so, pages may talk to it from their next load on. */
export async function checkAndRememberServer(
  address: string,
  { settings, servers, fetch }: ServerParts
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
