import { createRequire } from 'node:module'
import path from 'node:path'
import type { Browser } from '@playwright/test'
import type { FirstSync } from './measure-first-sync.ts'

const require = createRequire(import.meta.url)
/** The Dexie that RxDB brings. */
const dexieFile = path.join(path.dirname(createRequire(require.resolve('rxdb')).resolve('dexie')), 'dexie.min.js')
const pouchFile = path.join(path.dirname(require.resolve('pouchdb/package.json')), 'dist/pouchdb.min.js')

interface Table {
  bulkPut(documents: readonly object[]): Promise<unknown>
  count(): Promise<number>
}
interface DexieWindow {
  readonly Dexie: new (
    name: string,
    options: object
  ) => {
    version(number: number): { stores(schema: Readonly<Record<string, string>>): void }
    table(name: string): Table
  }
}
interface PouchWindow {
  readonly PouchDB: new (
    name: string,
    options?: object
  ) => {
    readonly replicate: { from(remote: unknown, options: object): Promise<unknown> }
    info(): Promise<{ readonly doc_count: number }>
  }
}

/** The least that a first sync can take, ms: one request for all slots, and one write of them into a table that has RxDB's indexes. */
export function measureFloor(browser: Browser, sync: FirstSync & { readonly token: string }): Promise<number> {
  return measureIn(browser, sync, dexieFile, async ({ url, token, expected }) => {
    const { Dexie } = globalThis as unknown as DexieWindow
    const database = new Dexie('floor', { chromeTransactionDurability: 'strict' })
    database.version(1).stores({ docs: 'id,[_deleted+id],[_meta.lwt+id],_meta.lwt' })
    const table = database.table('docs')
    await table.count()
    const startedAt = performance.now()
    const answer = await fetch(`${url}/slots/_all_docs?include_docs=true&update_seq=true`, {
      headers: { authorization: `Bearer ${token}` }
    })
    const { rows } = (await answer.json()) as { readonly rows: readonly { readonly doc: { readonly _id: string } }[] }
    await table.bulkPut(
      rows.map(({ doc }) => ({ ...doc, id: doc._id, _deleted: '0', _meta: { lwt: Date.now() }, _attachments: {} }))
    )
    const ms = performance.now() - startedAt
    if ((await table.count()) !== expected) throw new Error('the floor did not store everything')
    return ms
  })
}

/** PouchDB's own replication of the same database into IndexedDB, ms. */
export function measurePouch(browser: Browser, sync: FirstSync & { readonly token: string }): Promise<number> {
  return measureIn(browser, sync, pouchFile, async ({ url, name, password, expected }) => {
    const { PouchDB } = globalThis as unknown as PouchWindow
    const remote = new PouchDB(`${url}/slots`, { auth: { username: name, password }, skip_setup: true })
    const local = new PouchDB('slots')
    await local.info()
    const startedAt = performance.now()
    await local.replicate.from(remote, { batch_size: 1_000 })
    const ms = performance.now() - startedAt
    if ((await local.info()).doc_count !== expected) throw new Error('PouchDB did not receive everything')
    return ms
  })
}

/** In a browser that was never there, on a page of the server's that does nothing. */
async function measureIn<T extends FirstSync>(
  browser: Browser,
  given: T,
  file: string,
  run: (given: T) => Promise<number>
): Promise<number> {
  const context = await browser.newContext({ bypassCSP: true, serviceWorkers: 'block' })
  try {
    const page = await context.newPage()
    await page.goto(`${given.url}/_up`)
    await page.addScriptTag({ path: file })
    return await page.evaluate(run as (given: unknown) => Promise<number>, given)
  } finally {
    await context.close()
  }
}
