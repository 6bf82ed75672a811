import {
  addRxPlugin,
  createRxDatabase,
  type RxCollection,
  type RxConflictHandler,
  type RxDatabase,
  type RxStorage
} from 'rxdb'
import { RxDBLeaderElectionPlugin } from 'rxdb/plugins/leader-election'
import { type LocalDocuments, type LocalName, localNames } from './collections.ts'
import { createRxSchema } from './rx-schema.ts'
import { withZodValidation } from './zod-validation.ts'

addRxPlugin(RxDBLeaderElectionPlugin)

export type LocalCollections = { readonly [N in LocalName]: RxCollection<LocalDocuments[N]> }
export type ConflictHandlers = { readonly [N in LocalName]?: RxConflictHandler<LocalDocuments[N]> }

export interface LocalDatabase {
  readonly database: RxDatabase
  readonly collections: LocalCollections
  close(): Promise<void>
}

/**
 * Opens the local database of one account at one server, creating it when absent. Rejects where the stored data cannot be
 * opened (damaged, or of a newer version); nothing is ever removed to get around that.
 * @param name see createDatabaseName
 */
export async function openLocalDatabase(parts: {
  readonly name: string
  readonly storage: RxStorage<unknown, unknown>
  readonly multiInstance: boolean
  /** They need the notices collection, which exists only once the database is open. */
  readonly createConflictHandlers: (collections: () => LocalCollections) => ConflictHandlers
}): Promise<LocalDatabase> {
  const database = await createRxDatabase({
    name: parts.name,
    storage: withZodValidation(parts.storage),
    multiInstance: parts.multiInstance,
    eventReduce: true,
    closeDuplicates: true
  })
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
          return [name, { schema: createRxSchema(name), ...(conflictHandler === undefined ? {} : { conflictHandler }) }]
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

/** One database per account and server. */
export async function createDatabaseName(accountKey: string): Promise<string> {
  const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(accountKey)))
  const hex = Array.from(bytes.slice(0, 12), byte => byte.toString(16).padStart(2, '0')).join('')
  return `coachdesk-${hex}`
}
