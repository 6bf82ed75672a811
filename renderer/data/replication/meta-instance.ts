import {
  addConnectedStorageToCollection,
  fillWithDefaultSettings,
  getHeightOfRevision,
  getRxReplicationMetaInstanceSchema,
  type RxCollection,
  type RxStorage,
  type RxStorageInstance
} from 'rxdb'
import type { Versioned } from '#domain/merge/meeting.ts'
import type { LocalName } from '../database/collections.ts'
import { setNoteSource } from '../database/derived-notes.ts'
import { createNote } from '../database/note.ts'
import { createRxSchema } from '../database/rx-schema.ts'
import type { StoredFields } from '../database/sealing/document-codec.ts'
import { toHex } from '../bytes.ts'

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
  const collectionName = await createMetaName(collection.name, collection.identifier)
  setNoteSource(storage, collectionName, collection.name)
  const instance = await storage.createStorageInstance({
    databaseInstanceToken,
    databaseName: collection.databaseName,
    collectionName,
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

/** The field of a pull's checkpoint that says which stamp was the largest before its documents were stored. */
export const writtenUpToField = 'writtenUpTo'

/**
 * The stamp from which on documents may have been pulled without being noted; undefined: not known. A checkpoint is stored when
 * everything that was pulled before it is noted. What is pulled later is stamped above the field's number.
 */
export async function readPullStart(instance: MetaInstance): Promise<number | undefined> {
  const [stored] = await instance.findDocumentsById(['down|1'], false)
  const checkpoint = stored?.['checkpointData'] as StoredFields | undefined
  const start = checkpoint?.[writtenUpToField]
  return typeof start === 'number' ? start : undefined
}

/**
 * Makes RxDB look through all documents once more for unsent ones, whatever was noted before of how far it has come. Pulls are
 * taken for noted up to the stamp that is given; a crash before that is noted only means that this is done again.
 */
export async function lookThroughAllAgain(instance: MetaInstance, writtenUpTo: number): Promise<void> {
  await changeCheckpoint(instance, 'up|1', () => ({ id: '', lwt: 1 }))
  await changeCheckpoint(instance, 'down|1', checkpoint => ({ ...checkpoint, [writtenUpToField]: writtenUpTo }))
}

/** Nothing happens where there is none. */
async function changeCheckpoint(
  instance: MetaInstance,
  id: 'up|1' | 'down|1',
  next: (checkpoint: object) => object
): Promise<void> {
  const [previous] = await instance.findDocumentsById([id], false)
  if (previous === undefined) return
  const checkpointData = next(previous['checkpointData'] as object)
  const document = { ...previous, checkpointData, _rev: `${getHeightOfRevision(previous['_rev']) + 1}-again` }
  const { error } = await instance.bulkWrite([{ previous, document }] as never, 'finish-pull')
  const [failed] = error
  if (failed !== undefined) throw new Error(`a checkpoint could not be written: ${failed.status}`)
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
