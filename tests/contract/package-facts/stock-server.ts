import { mkdtempSync, rmSync } from 'node:fs'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import createStockApp from 'express-pouchdb'
import PouchDB from 'pouchdb'

/** express-pouchdb as it comes, on a data folder that goes away with it. */
export interface StockServer {
  readonly url: string
  stop(): Promise<void>
}

/** `before` runs in front of express-pouchdb, as our own front does. */
export async function startStockServer(options: object, before?: express.RequestHandler): Promise<StockServer> {
  const folder = mkdtempSync(join(tmpdir(), 'coachdesk-stock-'))
  const Stock = PouchDB.defaults({ prefix: `${folder}/` })
  const app = express()
  if (before !== undefined) app.use(before)
  app.use(
    createStockApp(Stock, {
      inMemoryConfig: true,
      logPath: join(folder, 'log.txt'),
      ...options
    })
  )
  const server = createServer(app)
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      server.closeAllConnections()
      await once(server.close(), 'close')
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** What the tests read of CouchDB's answers. */
export interface CouchBody {
  readonly ok?: boolean
  readonly rev?: string
  readonly by?: string
  readonly rows?: readonly { readonly key: unknown }[]
  readonly results?: readonly { readonly doc: unknown }[]
  readonly userCtx?: { readonly roles: readonly string[] }
}

/** Sends JSON and reads JSON. */
export async function send(
  url: string,
  method: string,
  body?: unknown,
  headers: Record<string, string> = {}
): Promise<{ readonly status: number; readonly body: CouchBody }> {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? {} : (JSON.parse(text) as CouchBody) }
}
