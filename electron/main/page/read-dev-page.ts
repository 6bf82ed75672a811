import { net } from 'electron'
import type { DevServer } from './dev-server.ts'
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
