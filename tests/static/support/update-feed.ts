import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface UpdateFeed {
  readonly url: string
  /** What was asked for, oldest first, without the query. */
  readonly asked: readonly string[]
  stop(): Promise<void>
}

/** A generic update feed on this computer that offers one version for Linux. */
export async function serveUpdateFeed(version: string): Promise<UpdateFeed> {
  const installer = new TextEncoder().encode(`installer of ${version}`)
  const sha512 = createHash('sha512').update(installer).digest('base64')
  const name = `coachdesk_${version}_amd64.deb`
  const manifest = [
    `version: ${version}`,
    'files:',
    `  - url: ${name}`,
    `    sha512: ${sha512}`,
    `    size: ${installer.length}`,
    `path: ${name}`,
    `sha512: ${sha512}`,
    `releaseDate: '2026-11-22T00:00:00.000Z'`,
    ''
  ].join('\n')
  const asked: string[] = []
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://127.0.0.1')
    asked.push(pathname)
    if (pathname === '/latest-linux.yml') response.end(manifest)
    else if (pathname === `/${name}`) response.end(installer)
    else response.writeHead(404).end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    async stop() {
      server.closeAllConnections()
      await once(server.close(), 'close')
    }
  }
}
