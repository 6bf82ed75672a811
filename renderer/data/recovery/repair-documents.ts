import type { LocalName } from '../database/collections.ts'
import type { LocalDatabase } from '../database/open-database.ts'
import { type RawDocuments, isSealed } from '../database/raw-database.ts'
import { sealedField, type StoredFields } from '../database/sealing/document-codec.ts'
import type { Seal } from '../database/sealing/seal.ts'
import { createCollectionCodec } from '../database/sealing/sealed-storage.ts'
import { sealedNames } from '../database/rx-schema.ts'
import { createReplicationIdentifier, openMetaInstance, readNotes } from '../replication/meta-instance.ts'
import { toRemoteName } from '../replication/replicated.ts'

export interface Damaged {
  readonly collection: LocalName
  readonly document: StoredFields
}

/** Which sealed documents do not open, and how many do. None that does: it is the wrong key. */
export async function findDamaged(
  documents: RawDocuments,
  seal: Seal
): Promise<{ readonly damaged: readonly Damaged[]; readonly sound: number }> {
  const damaged: Damaged[] = []
  let sound = 0
  for (const collection of sealedNames) {
    const codec = createCollectionCodec(collection, seal)
    for (const document of documents[collection].filter(isSealed)) {
      try {
        await codec?.fromStorage(document)
        sound += 1
      } catch {
        damaged.push({ collection, document })
      }
    }
  }
  return { damaged, sound }
}

/**
 * Puts the state that the server is known to have in the place of each damaged session, and removes damaged documents that only
 * this device had. Export them before. Answers false where the server's state of one is not known here either: then everything has
 * to be fetched anew.
 */
export async function repairDocuments(
  { database, collections }: LocalDatabase,
  damaged: readonly Damaged[],
  account: { readonly serverUrl: string; readonly userId: string }
): Promise<boolean> {
  const callIds = damaged
    .filter(({ collection }) => collection === 'calls')
    .map(({ document }) => String(document['id']))
  const identifier = createReplicationIdentifier(account.serverUrl, toRemoteName('calls', account.userId))
  const place = { name: 'calls' as const, databaseName: database.name, identifier }
  const instance = await openMetaInstance(place, database.storage, database.token)
  const { stateById } = await readNotes(instance, callIds)
  await instance.close()
  for (const { collection, document } of damaged) {
    const next = collection === 'calls' ? stateById.get(String(document['id'])) : toRemoved(document)
    // A note that cannot be opened says of the document that it is removed, which says nothing.
    if (next === undefined || (collection === 'calls' && next['_deleted'] === true)) return false
    const written = {
      ...next,
      _deleted: next['_deleted'] === true,
      _attachments: {},
      _meta: document['_meta'],
      _rev: ''
    }
    const rows = [{ previous: document, document: written }]
    const { error } = await collections[collection].storageInstance.bulkWrite(rows as never, 'recovery')
    if (error.length > 0) return false
  }
  return true
}

function toRemoved(document: StoredFields): StoredFields {
  const { [sealedField]: _, ...readable } = document
  return { ...readable, _deleted: true }
}
