import {
  addRxPlugin,
  createRxDatabase,
  getAllCollectionDocuments,
  type RxCollection,
  type RxConflictHandler,
  type RxDatabase,
  type RxStorage
} from 'rxdb'
import type { Instant } from '#domain/model/primitives.ts'
import { OpenRefusedError } from '../recovery/open-refused-error.ts'
import { type LocalDocuments, type LocalName, localNames } from './collections.ts'
import { withDerivedNotes } from './derived-notes.ts'
import { withOwnMeta } from './own-meta.ts'
import { createRxSchema, schemaVersion } from './rx-schema.ts'
import type { Seal } from './sealing/seal.ts'
import { withSealing } from './sealing/sealed-storage.ts'
import { withStamps } from './stamps/stamped-storage.ts'
import { withZodValidation } from './zod-validation.ts'

export type LocalCollections = { readonly [N in LocalName]: RxCollection<LocalDocuments[N]> }
export type ConflictHandlers = { readonly [N in LocalName]?: RxConflictHandler<LocalDocuments[N]> }

export interface LocalDatabase {
  readonly database: RxDatabase
  readonly collections: LocalCollections
  close(): Promise<void>
}

/** Version 0 named every field in its schema and sealed nothing. Its documents are brought over as they are. */
const migrationStrategies = { 1: (document: unknown) => document }

/**
 * Opens the local database of one account at one server, creating it when absent and bringing over what an older version stored.
 * Rejects where the stored data cannot be opened (damaged, or of a newer version); nothing is ever removed to get around that.
 * @param name see createDatabaseName
 */
export async function openLocalDatabase(parts: {
  readonly name: string
  readonly storage: RxStorage<unknown, unknown>
  /** Left out: private fields are stored as they are. */
  readonly seal?: Seal | undefined
  readonly multiInstance: boolean
  /** This device's clock, epoch ms. */
  readonly now: () => Instant
  /** They need the notices collection, which exists only once the database is open. */
  readonly createConflictHandlers: (collections: () => LocalCollections) => ConflictHandlers
}): Promise<LocalDatabase> {
  const { database, isOlder } = await openVersioned(() =>
    createRxDatabase({
      name: parts.name,
      storage: createStorageStack(parts),
      multiInstance: parts.multiInstance,
      eventReduce: true,
      closeDuplicates: true
    })
  )
  try {
    const opened: { collections?: LocalCollections } = {}
    const handlers = parts.createConflictHandlers(() => {
      if (opened.collections === undefined) throw new Error('the collections are not open yet')
      return opened.collections
    })
    const added = await database.addCollections(
      Object.fromEntries(
        localNames.map(name => {
          const conflictHandler = handlers[name]
          const collection = { schema: createRxSchema(name), migrationStrategies, autoMigrate: isOlder }
          return [name, conflictHandler === undefined ? collection : { ...collection, conflictHandler }]
        })
      )
    )
    const collections = added as unknown as LocalCollections
    opened.collections = collections
    return {
      database,
      collections,
      async close() {
        await database.close()
      }
    }
  } catch (error) {
    await database.close()
    throw error
  }
}

/** What is checked, marked, noted, sealed and stamped on the way to the disk, in this order. */
function createStorageStack({
  storage,
  seal,
  now
}: Pick<Parameters<typeof openLocalDatabase>[0], 'storage' | 'seal' | 'now'>): RxStorage<unknown, unknown> {
  const stamped = withStamps(storage, now)
  const sealed = seal === undefined ? stamped : withSealing(stamped, seal)
  return withZodValidation(withOwnMeta(withDerivedNotes(sealed)))
}

/**
 * Opens a database of this version or an older one. RxDB would take collections of a version that it does not know for absent, and begin
 * with empty ones beside them. What brings over an older one is fetched only then, and has to be there when the database is opened.
 */
async function openVersioned(
  create: () => Promise<RxDatabase>
): Promise<{ readonly database: RxDatabase; readonly isOlder: boolean }> {
  const database = await create()
  try {
    const collections = await getAllCollectionDocuments(database.internalStore)
    const newer = collections.find(({ data }) => data.schema.version > schemaVersion)
    if (newer !== undefined) throw new Error(`${newer.data.name} is of version ${newer.data.schema.version}`)
    if (collections.every(({ data }) => data.schema.version === schemaVersion)) return { database, isOlder: false }
  } catch (error) {
    await database.close()
    throw error
  }
  await database.close()
  const { RxDBMigrationSchemaPlugin } = await loadMigration()
  addRxPlugin(RxDBMigrationSchemaPlugin)
  return { database: await create(), isOlder: true }
}

/** A chunk of its own: it is needed once, after an update. Where it cannot be fetched, the account is opened later. */
const loadMigration = () =>
  import('rxdb/plugins/migration-schema').catch((): never => {
    throw new OpenRefusedError('unreachable')
  })

/** One database per account and server. */
export async function createDatabaseName(accountKey: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(accountKey)))
  const hex = Array.from(bytes.slice(0, 12), byte => byte.toString(16).padStart(2, '0')).join('')
  return `coachdesk-${hex}`
}
