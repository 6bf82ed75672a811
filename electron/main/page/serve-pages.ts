import { net, protocol } from 'electron'
import { createContentSecurityPolicy, type DevAllowance } from './content-security-policy.ts'
import type { DevServer } from './dev-server.ts'
import { pageOrigin, pageScheme } from './page-origin.ts'
import type { PageSource } from './page-source.ts'

export interface PageService {
  readonly source: PageSource
  /** Asked at each answer, so that a new server is allowed from the next load on. */
  readonly readServers: () => readonly string[]
  readonly dev?: DevAllowance
}

/** Before `ready`: pages get storage, fetch and a secure context, and nothing that weakens the policy. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }
  ])
}

/** Serves the pages, by GET alone. */
export function servePages({ source, readServers, dev }: PageService): void {
  protocol.handle(pageScheme, async ({ method, url }) => {
    if (method !== 'GET') return answer(405, 'Only GET is answered here.')
    const file = await source(url)
    if (file === undefined) return answer(404, 'There is no such page.')
    return new Response(file.body, {
      headers: {
        'content-type': file.type,
        'content-security-policy': createContentSecurityPolicy(readServers(), dev),
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'cache-control': 'no-cache'
      }
    })
  })
}

function answer(status: number, text: string): Response {
  return new Response(text, { status, headers: { 'content-type': 'text/plain; charset=utf-8' } })
}

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
