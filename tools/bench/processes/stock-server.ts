/** Bare express-pouchdb with the same protocol parts: as it comes, or with every LevelDB write synced. */
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import express from 'express'
import createStockApp from 'express-pouchdb'
import leveldown, { type LevelDown } from 'leveldown'
import PouchDB from 'pouchdb'
import { readInput, serveParent } from '../lib/child.ts'

const { synced } = readInput() as { readonly synced: boolean }
const folder = mkdtempSync(path.join(tmpdir(), 'coachdesk-bench-stock-'))
const Stock = PouchDB.defaults({
  prefix: `${folder}/`,
  revs_limit: 200,
  auto_compaction: true,
  ...(synced ? { db: Object.assign(openSynced, leveldown) } : {})
})
const app = express()
const parts = ['root', 'db', 'all-docs', 'bulk-docs', 'bulk-get', 'changes', 'revs-diff', 'documents', '404']
app.use(
  createStockApp(Stock as never, { mode: 'custom', overrideMode: { include: parts.map(part => `routes/${part}`) } })
)
const server = createServer(app)
await once(server.listen(0, '127.0.0.1'), 'listening')
const { port } = server.address() as AddressInfo
const url = `http://127.0.0.1:${port}`
await fetch(`${url}/docs`, { method: 'PUT' })

serveParent(
  { url },
  {
    memory: () => {
      globalThis.gc?.()
      return { rss: process.memoryUsage().rss }
    }
  },
  async () => {
    server.closeAllConnections()
    await once(server.close(), 'close')
    rmSync(folder, { recursive: true, force: true })
  }
)

/** PouchDB does not ask LevelDB to sync (F27); it writes batches only. */
function openSynced(location: string): LevelDown {
  const level = leveldown(location)
  const write = level._batch.bind(level)
  level._batch = (operations, options, done) => write(operations, { ...options, sync: true }, done)
  return level
}
