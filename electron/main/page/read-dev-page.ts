import { net } from 'electron'
import { pageOrigin } from './page-origin.ts'
import type { PageSource } from './page-source.ts'

/** The pages of a development server on this computer, under our own origin, so that storage, policy and sender check are as shipped. */
export function readDevPage(server: DevServer): PageSource {
  return async url => {
    const { protocol, host, pathname, search } = new URL(url)
    if (`${protocol}//${host}` !== pageOrigin) return undefined
    const answer = await net.fetch(`${server.origin}${pathname}${search}`)
    if (!answer.ok) return undefined
    const type = answer.headers.get('content-type') ?? 'application/octet-stream'
    return { type, body: new Uint8Array(await answer.arrayBuffer()) }
  }
}

export interface DevServer {
  /** `http://127.0.0.1:5173` */
  readonly origin: string
  /** Where it tells of changes: `ws://127.0.0.1:5173` */
  readonly socketOrigin: string
}

/** The development server that the environment names; only one on this computer itself counts. */
export function parseDevServer(address: string | undefined): DevServer | undefined {
  if (address === undefined || !URL.canParse(address)) return undefined
  const { protocol, hostname, host } = new URL(address)
  if (protocol !== 'http:' || !['localhost', '127.0.0.1', '[::1]'].includes(hostname)) return undefined
  return { origin: `http://${host}`, socketOrigin: `ws://${host}` }
}
