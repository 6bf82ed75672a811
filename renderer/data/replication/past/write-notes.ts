import { getHeightOfRevision } from 'rxdb'
import type { OpaqueSequence } from '#domain/wire/replication.ts'
import { createNote } from '#renderer/data/database/note.ts'
import type { StoredFields } from '#renderer/data/database/sealing/document-codec.ts'
import type { MetaInstance } from '../meta-instance.ts'

/** Notes what the server holds of each document, in the place of what was noted. Only while no replication runs. */
export async function writeNotes(
  notes: MetaInstance,
  states: readonly (StoredFields & { readonly id: string })[]
): Promise<void> {
  await replace(
    notes,
    states.map(state => createNote(state.id, state))
  )
}

/** RxDB's place in the server's changes, in the stead of the one it had. */
export async function writePullCheckpoint(notes: MetaInstance, checkpoint: object): Promise<void> {
  await replace(notes, [createCheckpoint('down', checkpoint)])
}

/** The newest sequence that was seen. RxDB does not know this one, so it may be written while a replication runs. */
export async function writeSeen(notes: MetaInstance, seq: OpaqueSequence): Promise<void> {
  await replace(notes, [createCheckpoint('seen', { seq })])
}

/** RxDB looks through all local documents for what the server has not confirmed, whatever their stamps say. */
export async function forgetSent(notes: MetaInstance): Promise<void> {
  await replace(notes, [createCheckpoint('up', { id: '', lwt: 0 })])
}

function createCheckpoint(direction: 'up' | 'down' | 'seen', checkpointData: object): StoredFields {
  const { docData: _, ...fields } = createNote(direction, {})
  return { ...fields, id: `${direction}|1`, isCheckpoint: '1', checkpointData }
}

async function replace(notes: MetaInstance, next: readonly StoredFields[]): Promise<void> {
  if (next.length === 0) return
  const known = await notes.findDocumentsById(
    next.map(({ id }) => String(id)),
    true
  )
  const knownById = new Map(known.map(document => [document['id'], document]))
  const rows = next.map(document => {
    const previous = knownById.get(document['id'])
    if (previous === undefined) return { document }
    const height = getHeightOfRevision(previous['_rev']) + 1
    return { previous, document: { ...document, _rev: `${height}-past` } }
  })
  const { error } = await notes.bulkWrite(rows as never, 'past')
  const [failed] = error
  if (failed !== undefined) throw new Error(`a note could not be written: ${failed.status}`)
}
