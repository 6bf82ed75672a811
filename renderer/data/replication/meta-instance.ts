import {
  addConnectedStorageToCollection,
  fillWithDefaultSettings,
  getRxReplicationMetaInstanceSchema,
  type RxCollection,
  type RxStorage,
  type RxStorageInstance
} from 'rxdb'
import type { Versioned } from '#domain/merge/meeting.ts'
import type { LocalName } from '../database/collections.ts'
import { createRxSchema } from '../database/rx-schema.ts'
import type { StoredFields } from '../database/sealing/document-codec.ts'
import { toHex } from '../account/password-check.ts'

/** What RxDB knows a replication by. Where it changes, everything is synced anew. */
export function createReplicationIdentifier(serverUrl: string, remote: string): string {
  return `${serverUrl}/${remote}`
}

export type MetaInstance = RxStorageInstance<StoredFields, unknown, unknown>

/** RxDB's record of one replication: what the server is known to hold, and how far both directions have come. */
export async function openMetaInstance(
  collection: { readonly name: LocalName; readonly databaseName: string; readonly identifier: string },
  storage: RxStorage<unknown, unknown>,
  databaseInstanceToken: string
): Promise<MetaInstance> {
  const instance = await storage.createStorageInstance({
    databaseInstanceToken,
    databaseName: collection.databaseName,
    collectionName: await createMetaName(collection.name, collection.identifier),
    schema: createMetaSchema(collection.name),
    options: {},
    multiInstance: false,
    devMode: false
  })
  return instance as unknown as MetaInstance
}

function createMetaSchema(name: LocalName) {
  return getRxReplicationMetaInstanceSchema(fillWithDefaultSettings(createRxSchema(name)) as never, false)
}

async function createMetaName(name: LocalName, identifier: string): Promise<string> {
  const text = new TextEncoder().encode(`${name}-${identifier}`)
  return `rx-replication-meta-${toHex(new Uint8Array(await crypto.subtle.digest('SHA-256', text)))}`
}

/** RxDB's record of a replication that has not started, for as long as `work` takes. */
export async function withMetaInstance(
  collection: RxCollection,
  name: LocalName,
  identifier: string,
  work: (instance: MetaInstance) => Promise<void>
): Promise<void> {
  const { database } = collection
  const place = { name, databaseName: database.name, identifier }
  const instance = await openMetaInstance(place, database.storage, database.token)
  try {
    const collectionName = await createMetaName(name, identifier)
    await addConnectedStorageToCollection(collection, collectionName, createMetaSchema(name))
    await work(instance)
  } finally {
    await instance.close()
  }
}

/**
 * Notes, before a replication starts, which state of the server a local document was built on. Where there is a note already, it
 * stays: it is newer.
 */
export async function noteServerStates<T>(
  collection: RxCollection<T>,
  name: LocalName,
  identifier: string,
  states: readonly Versioned<{ readonly id: string }>[]
): Promise<void> {
  if (states.length === 0) return
  await withMetaInstance(collection as RxCollection, name, identifier, async instance => {
    const rows = states.map(({ deleted, value }) => ({
      document: createNote(value.id, { ...value, _deleted: deleted })
    }))
    const { error } = await instance.bulkWrite(rows as never, 'recovery')
    const failed = error.find(({ status }) => status !== 409)
    if (failed !== undefined) throw new Error(`a note could not be written: ${failed.status}`)
  })
}

/** Where documents begin that may have been pulled without being noted, as a checkpoint of local changes; undefined: at the first. */
export async function readPullCheckpoint(
  instance: MetaInstance
): Promise<{ readonly id: string; readonly lwt: number } | undefined> {
  const [checkpoint] = await instance.findDocumentsById(['down|1'], false)
  const meta = checkpoint?.['_meta'] as { readonly lwt: number } | undefined
  return meta === undefined ? undefined : { id: '', lwt: meta.lwt }
}

/** RxDB's note of the state that the server has. */
export function createNote(itemId: string, docData: StoredFields): StoredFields {
  return {
    id: `${itemId}|0`,
    isCheckpoint: '0',
    itemId,
    docData,
    _attachments: {},
    _deleted: false,
    _rev: '1-recovery',
    _meta: { lwt: 1 }
  }
}

/** What RxDB noted of these documents, and the time of the newest local write that it has looked at for sending. */
export async function readNotes(
  instance: MetaInstance,
  ids: readonly string[]
): Promise<{ readonly stateById: ReadonlyMap<string, StoredFields>; readonly sentUpTo: number }> {
  const notes = await instance.findDocumentsById([...ids.map(id => `${id}|0`), 'up|1'], true)
  const checkpoint = notes.find(({ id }) => id === 'up|1')?.['checkpointData'] as { readonly lwt?: number } | undefined
  const stateById = new Map(notes.map(note => [String(note['itemId']), note['docData'] as StoredFields]))
  return { stateById, sentUpTo: checkpoint?.lwt ?? 0 }
}
