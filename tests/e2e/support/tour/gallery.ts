import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { galleryFolder } from '../../../../scripts/lib/build-gallery.ts'

const base = '/app/'
const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.svg': 'image/svg+xml'
}

/** The whole application with sample data and no server (renderer/dev), for states that take long to bring about. */
export interface Gallery {
  /** @param query the gallery's own parameters, for example `page=inbox&role=coach` */
  readonly addressOf: (query: string) => string
  readonly dispose: () => Promise<void>
}

/** Serves what `npm run e2e` has built on a free port of this machine. */
export async function startGallery(): Promise<Gallery> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://gallery')
    const file = path.join(galleryFolder, path.normalize(pathname.slice(base.length)))
    readFile(file).then(
      content => response.writeHead(200, { 'content-type': types[path.extname(file)] ?? '' }).end(content),
      () => response.writeHead(404).end()
    )
  })
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve)
  })
  const { port } = server.address() as AddressInfo
  return {
    addressOf: query => `http://127.0.0.1:${port}${base}dev/gallery.html?${query}`,
    async dispose() {
      server.closeAllConnections()
      await new Promise(resolve => {
        server.close(resolve)
      })
    }
  }
}
