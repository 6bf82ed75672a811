import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'

/** Stands where the sync server should be: hands out the web edition, and answers all else with a page of its own. */
export interface Portal {
  readonly url: string
  dispose(): Promise<void>
}

/** As the portal of a hotel does, whatever is asked for. */
export async function startPortal(serverUrl: string): Promise<Portal> {
  const server = createServer((request, answer) => {
    const { url = '/' } = request
    if (!url.startsWith('/app/')) {
      answer.writeHead(200, { 'content-type': 'text/html' })
      answer.end('<!doctype html><title>Welcome</title><h1>Please accept our terms</h1>')
      return
    }
    void fetch(new URL(url, serverUrl)).then(
      async page => {
        answer.writeHead(page.status, { 'content-type': page.headers.get('content-type') ?? 'text/plain' })
        answer.end(Buffer.from(await page.arrayBuffer()))
      },
      () => answer.destroy()
    )
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    async dispose() {
      server.closeAllConnections()
      await once(server.close(), 'close')
    }
  }
}
