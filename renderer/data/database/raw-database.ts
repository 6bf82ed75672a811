import { fillWithDefaultSettings, prepareQuery, type RxJsonSchema, type RxStorage, type RxStorageInstance } from 'rxdb'
import { createRxSchema, sealedNames } from './rx-schema.ts'
import { type LocalName, localNames } from './collections.ts'
import { type StoredFields, sealedField } from './sealing/document-codec.ts'

/** Tells the windows of one database apart; nobody else listens to this one. */
const instanceToken = 'raw-reader'

/** A local database as it lies on the disk: no key needed, nothing written, nothing checked. */
export interface RawDatabase {
  readonly name: string
  readonly storage: RxStorage<unknown, unknown>
}
export type RawDocuments = { readonly [N in LocalName]: readonly StoredFields[] }

/** Removed documents included. */
export async function readRawDocuments(raw: RawDatabase): Promise<RawDocuments> {
  const lists = await Promise.all(localNames.map(async name => [name, await readAll(raw, name, {})] as const))
  return Object.fromEntries(lists) as Record<LocalName, StoredFields[]>
}

/** Whether there is anything that only a key opens. */
export async function holdsSealed(raw: RawDatabase): Promise<boolean> {
  const lists = await Promise.all(sealedNames.map(name => readAll(raw, name, { _deleted: { $eq: false } })))
  return lists.flat().some(isSealed)
}

export function isSealed(document: StoredFields): boolean {
  return typeof document[sealedField] === 'string'
}

async function readAll({ name, storage }: RawDatabase, collection: LocalName, selector: object) {
  const schema = fillWithDefaultSettings(createRxSchema(collection)) as unknown as RxJsonSchema<never>
  const instance = (await storage.createStorageInstance({
    databaseInstanceToken: instanceToken,
    databaseName: name,
    collectionName: collection,
    schema,
    options: {},
    multiInstance: false,
    devMode: false
  })) as unknown as RxStorageInstance<StoredFields, unknown, unknown>
  try {
    const query = { selector, sort: [{ id: 'asc' as const }], skip: 0 }
    const { documents } = await instance.query(prepareQuery(instance.schema, query as never))
    return documents as readonly StoredFields[]
  } finally {
    await instance.close()
  }
}
