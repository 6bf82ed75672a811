import type { StoredFields } from './sealing/document-codec.ts'

const noteIdEnd = '|0'

/** RxDB's note of the state that the server has. */
export function createNote(itemId: string, docData: StoredFields): StoredFields {
  return {
    id: itemId + noteIdEnd,
    isCheckpoint: '0',
    itemId,
    docData,
    _attachments: {},
    _deleted: false,
    _rev: '1-recovery',
    _meta: { lwt: 1 }
  }
}

/** The document that a note of this id is about; undefined for the id of a checkpoint. */
export function findItemId(noteId: string): string | undefined {
  return noteId.endsWith(noteIdEnd) ? noteId.slice(0, -noteIdEnd.length) : undefined
}
