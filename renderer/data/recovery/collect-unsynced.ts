import type { WithDeleted } from 'rxdb'
import { findServerState, isPulled } from '../database/own-meta.ts'
import { toVersioned } from '../database/stored-document.ts'
import { isSealed, type RawDatabase, type RawDocuments, readRawDocuments } from '../database/raw-database.ts'
import type { StoredFields } from '../database/sealing/document-codec.ts'
import { isEqualState } from '../replication/same-state.ts'
import { createReplicationIdentifier, openMetaInstance, readNotes } from '../replication/meta-instance.ts'
import { type ReplicatedName, toRemoteName } from '../replication/replicated.ts'
import { type OwnFields, type RecoveryContents, type UnsyncedDocument, withoutPhones } from './recovery-contents.ts'

interface LostDocument {
  readonly collection: string
  readonly document: StoredFields
  /** Of a session, RxDB's record of the server's state, as it lies on the disk: opened again, it is the base of a merge. */
  readonly note?: { readonly collection: string; readonly document: StoredFields } | undefined
}

export interface Collected {
  /** What can be put back: readable without the key, or known from outside the database. */
  readonly restorable: RecoveryContents
  /** What nobody can read any more, as it lies on the disk. */
  readonly lost: readonly LostDocument[]
}

/**
 * What a database that cannot be unsealed holds and the server does not. Slots and profiles are readable; of sessions, drafts and
 * notices only what was exported before, here `kept`. Better one too many than one too few.
 */
export async function collectUnsynced(
  raw: RawDatabase,
  account: { readonly serverUrl: string; readonly userId: string },
  kept: RecoveryContents
): Promise<Collected> {
  const documents = await readRawDocuments(raw)
  const notesOf = (name: ReplicatedName) => readNotesOf(raw, name, documents, account)
  const [users, slots, calls] = [await notesOf('users'), await notesOf('slots'), await notesOf('calls')]
  // Without the key the contents cannot be compared: whatever was written after the last look for changes may be unsynced.
  const openCalls = documents.calls.filter(
    call => !isPulled(call) && (lwtOf(call) > calls.sentUpTo || !calls.stateById.has(idOf(call)))
  )
  const openIds = new Set(openCalls.map(idOf))
  const keptCalls = kept.unsynced.calls.filter(({ local }) => openIds.has(local.value.id))
  const readableCalls = openCalls.filter(call => !isSealed(call) && call['_deleted'] !== true).map(toUnsynced)
  const drafts = divide(documents.drafts, kept.drafts)
  const notices = divide(documents.notices, kept.notices)
  const found = new Set([...keptCalls, ...readableCalls].map(({ local }) => local.value.id))
  const lostCalls = openCalls.filter(call => isSealed(call) && call['_deleted'] !== true && !found.has(idOf(call)))
  return {
    restorable: withoutPhones({
      version: 1,
      unsynced: {
        users: pickUnsynced(documents.users, users.stateById),
        slots: pickUnsynced(documents.slots, slots.stateById),
        calls: [...keptCalls, ...readableCalls]
      },
      drafts: drafts.readable,
      notices: notices.readable
    }),
    lost: [
      ...lostCalls.map(document => ({ collection: 'calls', document, note: calls.noteOf(idOf(document)) })),
      ...drafts.lost.map(document => ({ collection: 'drafts', document })),
      ...notices.lost.map(document => ({ collection: 'notices', document }))
    ]
  }
}

async function readNotesOf(
  { name: databaseName, storage }: RawDatabase,
  name: ReplicatedName,
  documents: RawDocuments,
  { serverUrl, userId }: { readonly serverUrl: string; readonly userId: string }
) {
  const identifier = createReplicationIdentifier(serverUrl, toRemoteName(name, userId))
  const instance = await openMetaInstance({ name, databaseName, identifier }, storage, 'raw-reader')
  try {
    const notes = await readNotes(instance, documents[name].map(idOf))
    const noteOf = (itemId: string): LostDocument['note'] => {
      const docData = notes.stateById.get(itemId)
      const note = docData && { id: `${itemId}|0`, itemId, docData }
      return note && { collection: instance.collectionName, document: note }
    }
    return { ...notes, noteOf }
  } finally {
    await instance.close()
  }
}

function pickUnsynced(
  documents: readonly StoredFields[],
  stateById: ReadonlyMap<string, StoredFields>
): readonly UnsyncedDocument[] {
  return documents.flatMap(document => {
    const state = (stateById.get(idOf(document)) ?? findServerState(document)) as WithDeleted<OwnFields> | undefined
    const local = document as unknown as WithDeleted<OwnFields>
    // What was made and removed here again before anybody heard of it.
    if (state === undefined && local._deleted) return []
    if (isPulled(document) || (state !== undefined && isEqualState(state, local))) return []
    return [{ ...toUnsynced(document), base: state === undefined ? undefined : toVersioned<OwnFields>(state) }]
  })
}

function toUnsynced(document: StoredFields): UnsyncedDocument {
  return { local: toVersioned<OwnFields>(document as unknown as WithDeleted<OwnFields>) }
}

/** This device's own documents: those that are readable here or known from outside, and the others. */
function divide(documents: readonly StoredFields[], kept: readonly OwnFields[]) {
  const keptById = new Map(kept.map(fields => [fields.id, fields]))
  const live = documents.filter(document => document['_deleted'] !== true)
  const readable = live.flatMap(document => {
    if (!isSealed(document)) return [toUnsynced(document).local.value]
    return keptById.get(idOf(document)) ?? []
  })
  return { readable, lost: live.filter(document => isSealed(document) && !keptById.has(idOf(document))) }
}

function idOf(document: StoredFields): string {
  return String(document['id'])
}

function lwtOf({ _meta: meta }: StoredFields): number {
  return (meta as { readonly lwt: number }).lwt
}
