import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { protocol } from 'electron'
import { createContentSecurityPolicy } from './content-security-policy.ts'
import { pageOrigin, pageScheme } from './page-origin.ts'
import { resolvePageFile } from './resolve-page-file.ts'

const typeByExtension: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2'
}

/** Before `ready`: pages get storage, fetch and a secure context, and nothing that weakens the policy. */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: pageScheme, privileges: { standard: true, secure: true, supportFetchAPI: true } }
  ])
}

/**
 * Serves what is below `root`, by GET alone.
 * @param readServers asked at each page, so that a new server is allowed from the next load on
 */
export function servePages(root: string, readServers: () => readonly string[]): void {
  protocol.handle(pageScheme, async request => {
    if (request.method !== 'GET') return answer(405, 'Only GET is answered here.')
    const file = resolvePageFile(root, pageOrigin, request.url)
    const type = file === undefined ? undefined : typeByExtension[path.extname(file)]
    const body = file === undefined || type === undefined ? undefined : await readFile(file).catch(() => undefined)
    if (body === undefined || type === undefined) return answer(404, 'There is no such page.')
    return new Response(new Uint8Array(body), {
      headers: {
        'content-type': type,
        'content-security-policy': createContentSecurityPolicy(readServers()),
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
