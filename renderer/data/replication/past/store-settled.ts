import type { RxCollection, RxDocumentData } from 'rxdb'
import type { Versioned } from '#domain/merge/meeting.ts'
import type { Notice } from '#domain/model/notice.ts'
import type { Current } from '#domain/rules/verdict.ts'
import type { LocalDocuments } from '#renderer/data/database/collections.ts'
import { downstreamContext } from '#renderer/data/database/own-meta.ts'
import type { StoredFields } from '#renderer/data/database/sealing/document-codec.ts'
import { fromVersioned, toPlain } from '#renderer/data/database/stored-document.ts'
import type { MetaInstance } from '../meta-instance.ts'
import { isSameState } from '../same-state.ts'
import type { ReplicatedName } from '../replicated.ts'
import { createTombstone } from '../tombstone.ts'
import type { LocalSide } from './local-side.ts'
import type { ServerSide } from './read-server.ts'
import { writeNotes } from './write-notes.ts'

/** Documents that are written at once. */
const chunkSize = 200
/** How these writes are known to be the server's state, as those of a pull are. */
const pullContext = `${downstreamContext}past`

interface Place<N extends ReplicatedName> {
  readonly name: N
  readonly collection: RxCollection<LocalDocuments[N]>
}

/** What becomes of one document. */
export interface Settled<T> {
  readonly side: LocalSide<T>
  readonly next: Versioned<T>
  readonly server: Current<T>
  readonly notices: readonly Notice[]
}

/** Returns what is stored of those that were changed here meanwhile. */
export async function writeSettled<N extends ReplicatedName>(
  { name, collection }: Place<N>,
  settled: readonly Settled<LocalDocuments[N]>[]
): Promise<readonly RxDocumentData<LocalDocuments[N]>[]> {
  const isServers = ({ next, server }: Settled<LocalDocuments[N]>): boolean =>
    isSameState(next, server.kind === 'live' ? { deleted: false, value: server.value } : undefined)
  // What was pulled and is to be sent again is written anew: its mark would say that the server has it.
  const isToBeMarked = (one: Settled<LocalDocuments[N]>): boolean => one.side.isPulled && !isServers(one)
  const changes = settled.filter(one => !isSameState(one.side.local, one.next) || isToBeMarked(one))
  const rowOf = ({ side: { stored }, next }: Settled<LocalDocuments[N]>) => {
    const state = next.deleted ? { deleted: true, value: toTombstone(name, next.value) } : next
    const { _meta, _rev, _attachments } = stored
    return { previous: stored, document: { ...fromVersioned(state), _meta, _rev, _attachments } }
  }
  const pulled = await write(collection, changes.filter(isServers).map(rowOf), pullContext)
  const own = await write(collection, changes.filter(change => !isServers(change)).map(rowOf), 'past')
  return [...pulled, ...own]
}

/** Of what is gone only the id stays, and of a slot the making that was removed (SB3). */
function toTombstone<N extends ReplicatedName>(name: N, value: LocalDocuments[N]): LocalDocuments[N] {
  const { makingId } = value as { readonly makingId?: string }
  return { ...createTombstone(name, value.id), ...(makingId === undefined ? {} : { makingId }) }
}

/** What lives at the server and is unknown here. */
export async function insertUnknown<N extends ReplicatedName>(
  { name, collection }: Place<N>,
  notes: MetaInstance,
  find: ServerSide<LocalDocuments[N]>['find'],
  ids: readonly string[]
): Promise<void> {
  for (let at = 0; at < ids.length; at += chunkSize) {
    const found = ids.slice(at, at + chunkSize).flatMap(id => {
      const held = find(id)
      return held?.kind === 'live' ? [held] : []
    })
    const rows = found.map(({ value }) => ({ document: toStored(value) }))
    // One that was made here meanwhile stays, and meets the server's in its own push.
    const made = new Set((await write(collection, rows, pullContext)).map(({ id }) => id))
    const inserted = found.filter(({ value }) => !made.has(value.id))
    await writeNotes(
      notes,
      inserted.map(held => toNote(name, held.value.id, held))
    )
  }
}

/** Notes what the server holds of each document, which the next push takes for its base. */
export async function noteServers<N extends ReplicatedName>(
  { name }: Place<N>,
  notes: MetaInstance,
  settled: readonly Settled<LocalDocuments[N]>[]
): Promise<void> {
  await writeNotes(
    notes,
    settled.map(({ side, server }) => toNote(name, side.stored.id, server))
  )
}

async function write<T extends { readonly id: string }>(
  { storageInstance }: RxCollection<T>,
  rows: readonly object[],
  context: string
): Promise<readonly RxDocumentData<T>[]> {
  if (rows.length === 0) return []
  const { error } = await storageInstance.bulkWrite(rows as never, context)
  return error.flatMap(failed => {
    if (failed.status === 409) return [failed.documentInDb]
    throw new Error(`a document could not be written: ${failed.status}`)
  })
}

function toStored(value: object): object {
  return { ...value, _deleted: false, _attachments: {}, _meta: { lwt: 1 }, _rev: '' }
}

function toNote<N extends ReplicatedName>(
  name: N,
  id: string,
  held: Current<LocalDocuments[N]>
): StoredFields & { readonly id: string } {
  const state =
    held.kind === 'live'
      ? { ...toPlain<object>(held.value), _deleted: false }
      : { ...createTombstone(name, id), _deleted: true }
  return { ...state, id }
}
