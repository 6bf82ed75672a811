import path from 'node:path'
import { createLevelEngine } from '#server/storage/engine/level-engine.ts'
import { createLevelDatabases } from '#server/storage/level-databases.ts'
import { systemStarts } from '../../support/start-source.ts'
import type { StoredDocument } from '#server/storage/document-store.ts'

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
  const locals = await readLocals(folder)
  const databases = await createLevelDatabases(folder, systemStarts)
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

/** A store lists no local documents; a snapshot has them. */
async function readLocals(folder: string): Promise<ReadonlyMap<string, unknown>> {
  const engine = await createLevelEngine(folder)
  const locals = new Map<string, unknown>()
  for await (const entry of engine.snapshot())
    if (entry.kind === 'local') locals.set(`${entry.database}/_local/${entry.id}`, entry.body)
  await engine.close()
  return locals
}
