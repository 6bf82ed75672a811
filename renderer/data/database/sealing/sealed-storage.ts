import { getPrimaryFieldOfPrimaryKey, type RxStorage } from 'rxdb'
import type { LocalName } from '../collections.ts'
import { isSealedSchema, parseSchemaTitle, type SchemaFacts } from '../rx-schema.ts'
import { createClaimCodec, createMetaCodec, createPrivateFieldsCodec, type DocumentCodec } from './document-codec.ts'
import type { Seal } from './seal.ts'
import { sealInstance } from './sealed-instance.ts'

/** RxDB keeps its notes on a migration, copies of whole documents among them, under names that begin so. */
const migrationNotesPrefix = 'rx-migration-state-meta-'

const noticeFields = ['topic', 'at', 'subject', 'slotId', 'bookingId', 'coachId', 'startsAt', 'dismissed'] as const

/**
 * What stays readable, collection by collection: keys, states and times, enough to say which sessions a lost key took with it.
 * Everything else is sealed. Collections that are not named hold nothing private; of `slots` see
 * `createClaimCodec`.
 */
const plainFieldsByCollection: Partial<Record<LocalName, readonly string[]>> = {
  calls: ['id', 'kind', 'status', 'endsAt', 'partyRole', 'otherId', 'claimedAt', 'pencilled', ...noticeFields],
  notices: ['id', 'kind', ...noticeFields],
  drafts: ['id', 'savedAt'],
  journal: ['id', 'order', 'at', 'kind', 'outcome']
}

/** Seals private fields before they reach the storage: in the collections that hold some, and in RxDB's records of them. */
export function withSealing(storage: RxStorage<unknown, unknown>, seal: Seal): RxStorage<unknown, unknown> {
  const createStorageInstance: typeof storage.createStorageInstance = async params => {
    const instance = await storage.createStorageInstance(params)
    const codec = chooseCodec(params.collectionName, params.schema, seal)
    if (codec !== undefined) {
      const primaryPath = getPrimaryFieldOfPrimaryKey(params.schema.primaryKey)
      sealInstance(instance as unknown as Parameters<typeof sealInstance>[0], codec, primaryPath)
    }
    return instance
  }
  return { ...storage, createStorageInstance }
}

function chooseCodec(collectionName: string, schema: SchemaFacts, seal: Seal): DocumentCodec | undefined {
  if (collectionName.startsWith(migrationNotesPrefix)) return createMetaCodec(collectionName, seal)
  const name = parseSchemaTitle(schema.title)
  if (name === 'slots') return createCollectionCodec(name, seal)
  // Of the version before, which did not seal: only read, while its documents are brought over.
  if (!isSealedSchema(schema)) return undefined
  return name === undefined ? createMetaCodec(collectionName, seal) : createCollectionCodec(name, seal)
}

/** Undefined for a collection that holds nothing private. */
export function createCollectionCodec(name: LocalName, seal: Seal): DocumentCodec | undefined {
  if (name === 'slots') return createClaimCodec(name, seal)
  const plainFields = plainFieldsByCollection[name]
  return plainFields === undefined ? undefined : createPrivateFieldsCodec(name, plainFields, seal)
}
