import type { RxCollection } from 'rxdb'
import type { LocalName } from '../database/collections.ts'
import type { LocalCollections } from '../database/open-database.ts'
import { createReplicationIdentifier, noteServerStates } from '../replication/meta-instance.ts'
import { type ReplicatedName, toRemoteName } from '../replication/replicated.ts'
import type { OwnFields, RecoveryContents, UnsyncedDocument } from './recovery-contents.ts'

export interface Restored {
  readonly restored: number
  /** Refused by this version's shapes. */
  readonly notRestored: number
}

/**
 * Puts back what only the local database had, before replication starts. Documents become local changes; the server's state that
 * each was built on is noted where RxDB looks for it, so that they merge as if nothing had happened. A document that is there
 * already, removed or not, is newer and stays: doing this twice changes nothing.
 */
export async function restoreContents(
  { unsynced, drafts, notices }: RecoveryContents,
  collections: LocalCollections,
  account: { readonly serverUrl: string; readonly userId: string }
): Promise<Restored> {
  const counts: Restored[] = []
  for (const name of ['users', 'slots', 'calls'] as const) {
    counts.push(await restoreUnsynced(name, unsynced[name], collections, account))
  }
  counts.push(await insertMissing(collections, 'drafts', drafts.map(toLive)))
  counts.push(await insertMissing(collections, 'notices', notices.map(toLive)))
  return {
    restored: counts.reduce((sum, { restored }) => sum + restored, 0),
    notRestored: counts.reduce((sum, { notRestored }) => sum + notRestored, 0)
  }
}

async function restoreUnsynced(
  name: ReplicatedName,
  documents: readonly UnsyncedDocument[],
  collections: LocalCollections,
  { serverUrl, userId }: { readonly serverUrl: string; readonly userId: string }
): Promise<Restored> {
  const identifier = createReplicationIdentifier(serverUrl, toRemoteName(name, userId))
  // The notes first: without its note, a document that is cut off here would pass for one that was made here.
  await noteServerStates(
    collections[name] as unknown as RxCollection<OwnFields>,
    name,
    identifier,
    documents.flatMap(({ base }) => base ?? [])
  )
  const states = documents.map(({ local }) => ({ ...local.value, _deleted: local.deleted }))
  return insertMissing(collections, name, states)
}

function toLive(fields: OwnFields): OwnFields {
  return { ...fields, _deleted: false }
}

/** Straight to the storage, which also takes documents that are removed already. */
async function insertMissing(
  collections: LocalCollections,
  name: LocalName,
  documents: readonly OwnFields[]
): Promise<Restored> {
  if (documents.length === 0) return { restored: 0, notRestored: 0 }
  const { storageInstance } = collections[name]
  const ids = documents.map(({ id }) => id)
  const present = new Set((await storageInstance.findDocumentsById(ids, true)).map(({ id }) => id))
  const rows = documents
    .filter(({ id }) => !present.has(id))
    .map(fields => ({ document: { ...fields, _attachments: {}, _meta: { lwt: 1 }, _rev: '' } }))
  if (rows.length === 0) return { restored: 0, notRestored: 0 }
  const { error } = await storageInstance.bulkWrite(rows as never, 'recovery')
  const failed = error.filter(({ status }) => status !== 409)
  const broken = failed.find(({ status }) => status !== 422)
  if (broken !== undefined) throw new Error(`a document could not be restored: ${broken.status}`)
  return { restored: rows.length - error.length, notRestored: failed.length }
}
