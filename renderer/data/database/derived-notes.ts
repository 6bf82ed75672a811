import type { RxStorage, RxStorageInstance } from 'rxdb'
import type { LocalName } from './collections.ts'
import { createNote, findItemId } from './note.ts'
import { findServerState, isSelfNoting } from './own-meta.ts'
import { parseSchemaTitle } from './rx-schema.ts'
import type { StoredFields } from './sealing/document-codec.ts'

type Instance = RxStorageInstance<StoredFields, unknown, unknown>

/** A storage whose records of a replication answer also for what was never written down in them. */
interface DerivingStorage {
  /** Says whose record RxDB keeps under this name. To be called before the record is opened. */
  readonly setNoteSource: (recordName: string, name: LocalName) => void
}

/**
 * RxDB notes of each document which state the server has: a second copy of everything, for documents that nobody changes here. Where
 * there is no such note, the document itself says it (`findServerState`), and RxDB's record answers as if the note were there. It is
 * written when the document is first pushed, or pulled again.
 */
export function withDerivedNotes(storage: RxStorage<unknown, unknown>): RxStorage<unknown, unknown> & DerivingStorage {
  const instances = new Map<string, Instance>()
  const nameByRecord = new Map<string, LocalName>()

  /** Keeps hold of a collection for as long as it is open. */
  function keep(key: string, instance: Instance): void {
    instances.set(key, instance)
    for (const end of ['close', 'remove'] as const) {
      const original = instance[end].bind(instance)
      instance[end] = () => {
        if (instances.get(key) === instance) instances.delete(key)
        return original()
      }
    }
  }

  function derive(record: Instance, databaseName: string, recordName: string): void {
    const find = record.findDocumentsById.bind(record)
    record.findDocumentsById = async (ids, withDeleted) => {
      const found = await find(ids, withDeleted)
      const name = nameByRecord.get(recordName)
      const source = name === undefined ? undefined : instances.get(`${databaseName}|${name}`)
      if (source === undefined || found.length === ids.length) return found
      const noted = new Set(found.map(({ id }) => id))
      const missing = ids.filter(id => !noted.has(id)).flatMap(id => findItemId(id) ?? [])
      if (missing.length === 0) return found
      const documents = await source.findDocumentsById(missing, true)
      const derived = documents.flatMap(document => {
        const state = findServerState(document)
        return state === undefined ? [] : [createNote(String(document['id']), state)]
      })
      return [...found, ...(derived as unknown as typeof found)]
    }
  }

  const createStorageInstance: typeof storage.createStorageInstance = async params => {
    const instance = await storage.createStorageInstance(params)
    const name = parseSchemaTitle(params.schema.title)
    if (name === undefined) derive(instance as unknown as Instance, params.databaseName, params.collectionName)
    else if (isSelfNoting(name)) keep(`${params.databaseName}|${name}`, instance as unknown as Instance)
    return instance
  }
  return {
    ...storage,
    createStorageInstance,
    setNoteSource: (recordName, name) => void (isSelfNoting(name) && nameByRecord.set(recordName, name))
  }
}

/** Does nothing for a storage without derived notes, which is read as it lies on the disk. */
export function setNoteSource(storage: RxStorage<unknown, unknown>, recordName: string, name: LocalName): void {
  if ('setNoteSource' in storage) (storage as unknown as DerivingStorage).setNoteSource(recordName, name)
}
