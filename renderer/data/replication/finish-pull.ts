import {
  getChangedDocumentsSince,
  getHeightOfRevision,
  type RxCollection,
  type RxDocumentData,
  type WithDeleted
} from 'rxdb'
import type { LocalName } from '../database/collections.ts'
import { createNote } from '../database/note.ts'
import { isPulled } from '../database/own-meta.ts'
import { toPlain } from '../database/stored-document.ts'
import { readLargestStamp } from '../database/stamps/stamped-storage.ts'
import { isEqualState } from './same-state.ts'
import { lookThroughAllAgain, type MetaInstance, readPullStart, withMetaInstance } from './meta-instance.ts'

const pageSize = 500

/** Whether any document was written by a pull, and not changed here since. */
export async function holdsPulled<T>({ storageInstance }: RxCollection<T>): Promise<boolean> {
  for await (const documents of listChanged(storageInstance, undefined)) if (documents.some(isPulled)) return true
  return false
}

/**
 * Ends a pull that was interrupted between RxDB's two writes, before a replication starts: what the documents' mark says to be the
 * server's is noted as the server's. Otherwise this device would send it as its own change, or never hear of it again.
 * Only what was written after RxDB's last checkpoint of pulls can be concerned.
 *
 * A database that does not say where that begins was written by a version that stamped with the device's clock alone. What was
 * written there after the clock had been set back is unsent, and looks as if it were sent: all of it is compared once.
 */
export async function finishPull<T extends { readonly id: string }>(
  collection: RxCollection<T>,
  name: LocalName,
  identifier: string
): Promise<void> {
  await withMetaInstance(collection, name, identifier, async notes => {
    const start = await readPullStart(notes)
    const largest = await readLargestStamp(collection)
    const since = start === undefined ? undefined : { id: '', lwt: start }
    for await (const documents of listChanged(collection.storageInstance, since)) {
      await note(notes, documents.filter(isPulled))
    }
    if (start === undefined) await lookThroughAllAgain(notes, largest)
  })
}

/** Stored documents, removed ones too, in the order of their writing, page by page. @param since of RxDB's own kind */
async function* listChanged<T>(
  instance: RxCollection<T>['storageInstance'],
  since: unknown
): AsyncGenerator<readonly RxDocumentData<T>[]> {
  for (let checkpoint = since; ; ) {
    const page = await getChangedDocumentsSince<T, unknown>(instance, pageSize, checkpoint)
    yield page.documents
    if (page.documents.length < pageSize) return
    checkpoint = page.checkpoint
  }
}

async function note<T extends { readonly id: string }>(
  notes: MetaInstance,
  documents: readonly RxDocumentData<T>[]
): Promise<void> {
  if (documents.length === 0) return
  const known = await notes.findDocumentsById(
    documents.map(({ id }) => `${id}|0`),
    true
  )
  const knownById = new Map(known.map(document => [String(document['itemId']), document]))
  const rows = documents.flatMap(document => {
    const previous = knownById.get(document.id)
    const state = { ...toPlain<T>(document), _deleted: document._deleted }
    const next = createNote(document.id, state)
    if (previous === undefined) return [{ document: next }]
    if (isEqualState(previous['docData'] as WithDeleted<T>, state)) return []
    return [{ previous, document: { ...next, _rev: `${getHeightOfRevision(previous._rev) + 1}-finished` } }]
  })
  if (rows.length === 0) return
  const { error } = await notes.bulkWrite(rows as never, 'finish-pull')
  const [failed] = error
  if (failed !== undefined) throw new Error(`a note could not be written: ${failed.status}`)
}
