import leveldown from 'leveldown'
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { createLevelDatabases } from '../../../sync-server/storage/level-databases.ts'
import { systemStarts } from '../../support/start-source.ts'
import type { StoredDocument } from '../../../sync-server/storage/document-store.ts'

/** A document as it lies in storage. */
export interface Kept {
  readonly body: StoredDocument
  /** Every revision that is known of it, in order of their text. */
  readonly revs: readonly string[]
  /** Ends of its tree that are not removed: more than one is a conflict. */
  readonly liveLeaves: number
}

/** All of a data folder: by `<database>/<id>`, and `<database>/_local/<id>`. */
export interface Storage {
  readonly documents: ReadonlyMap<string, Kept>
  readonly locals: ReadonlyMap<string, unknown>
}

const rowLimit = 1_000_000

/** Reads the data folder of a server that has stopped: every database, document, tombstone, revision and local document. */
export async function readStorage(dataFolder: string): Promise<Storage> {
  const folder = path.join(dataFolder, 'databases')
  const locals = new Map<string, unknown>()
  for (const database of readdirSync(folder).toSorted()) {
    for (const [id, value] of await readLocals(path.join(folder, database))) {
      locals.set(`${database}/_local/${id}`, value)
    }
  }
  const databases = await createLevelDatabases(folder, () => 0, systemStarts)
  const documents = new Map<string, Kept>()
  for (const database of [...(await databases.list())].toSorted()) {
    const store = await databases.open(database)
    const { results } = await store.changes({ since: 0, limit: rowLimit, includeDocs: true })
    const ids = results.map(({ id }) => id)
    const bodies = await store.read(ids)
    for (const [at, { id, revs }] of results.entries()) {
      const body = bodies[at]
      if (body === undefined) throw new Error(`${database}/${id} has a change and no document`)
      const known = [...(await store.readRevisions(id))].toSorted()
      documents.set(`${database}/${id}`, { body, revs: known, liveLeaves: await countLive(database, id, revs) })
    }
  }

  async function countLive(database: string, id: string, leaves: readonly string[]): Promise<number> {
    let live = 0
    for (const rev of leaves) {
      const leaf = await databases.usePouch(database, pouch => pouch.get(id, { rev }).catch(() => undefined))
      if (leaf !== undefined && !('_deleted' in leaf)) live += 1
    }
    return live
  }
  await databases.close()
  return { documents, locals }
}

/** PouchDB lists no local documents; they lie under a prefix of their own. */
async function readLocals(folder: string): Promise<readonly (readonly [string, unknown])[]> {
  const prefix = '\u00ffinitial-local-store\u00ff'
  const found: [string, unknown][] = []
  for (const [key, value] of await readRaw(folder)) {
    const at = key.indexOf('local-store')
    if (at === -1 || at > prefix.length) continue
    const id = key.slice(key.indexOf('_local/') + '_local/'.length)
    const { _rev, ...body } = JSON.parse(value) as Readonly<Record<string, unknown>>
    found.push([id, body])
  }
  return found
}

interface RawLevel {
  open(options: object, done: (error?: Error) => void): void
  close(done: (error?: Error) => void): void
  iterator(options: object): {
    next(done: (error: Error | null, key?: string, value?: string) => void): void
    end(done: () => void): void
  }
}

async function readRaw(folder: string): Promise<readonly (readonly [string, string])[]> {
  const level = leveldown(folder) as unknown as RawLevel
  await new Promise<void>((resolve, reject) => {
    level.open({ createIfMissing: false }, error => (error ? reject(error) : resolve()))
  })
  const iterator = level.iterator({ keyAsBuffer: false, valueAsBuffer: false })
  const rows: [string, string][] = []
  for (;;) {
    const row = await new Promise<[string, string] | undefined>((resolve, reject) => {
      iterator.next((error, key, value) => {
        if (error) reject(error)
        else resolve(key === undefined || value === undefined ? undefined : [key, value])
      })
    })
    if (row === undefined) break
    rows.push(row)
  }
  await new Promise<void>(resolve => {
    iterator.end(resolve)
  })
  await new Promise<void>((resolve, reject) => {
    level.close(error => (error ? reject(error) : resolve()))
  })
  return rows
}
