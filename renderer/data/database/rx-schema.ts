import type { RxJsonSchema } from 'rxdb'
import { collectionShapes, type LocalDocuments, type LocalName } from './collections.ts'
import { sealedField } from './sealing/document-codec.ts'

/**
 * The version of what is stored. RxDB refuses a database whose schema says anything else than ours, so the schema says only what
 * RxDB itself needs; a change of the domain's shapes leaves it as it is. Version 0 named every field.
 */
export const schemaVersion = 1
/** The longest id is a notice's. */
const idMaxLength = 200
const titlePrefix = 'coachdesk-'
/** Collections that hold something private. */
export const sealedNames: readonly LocalName[] = ['calls', 'notices', 'drafts', 'journal']

/** RxDB's schema of a collection. What a document must look like is checked with zod (`zod-validation.ts`). */
export function createRxSchema<N extends LocalName>(name: N): RxJsonSchema<LocalDocuments[N]> {
  const schema = {
    title: titlePrefix + name,
    version: schemaVersion,
    primaryKey: 'id',
    type: 'object',
    properties: {
      id: { type: 'string', maxLength: idMaxLength },
      // Marks the collection, and through it RxDB's records of its replication, as holding private fields.
      ...(sealedNames.includes(name) ? { [sealedField]: { type: 'string' } } : {})
    },
    required: ['id'],
    indexes: [],
    additionalProperties: true
  }
  return schema as unknown as RxJsonSchema<LocalDocuments[N]>
}

/** The collection that a schema was made for; undefined for RxDB's own. */
export function parseSchemaTitle(title: string | undefined): LocalName | undefined {
  const name = title?.startsWith(titlePrefix) === true ? title.slice(titlePrefix.length) : ''
  return Object.hasOwn(collectionShapes, name) ? (name as LocalName) : undefined
}

/** What of a schema, ours or one that RxDB made of ours, says whose it is. */
export interface SchemaFacts {
  readonly title?: string | undefined
  readonly properties: object
}

/** Whether private fields of these documents are sealed: those of a collection, or of RxDB's record of its replication. */
export function isSealedSchema({ properties }: SchemaFacts): boolean {
  const fields = properties as Readonly<Record<string, { readonly properties?: object } | undefined>>
  return Object.hasOwn(fields['docData']?.properties ?? fields, sealedField)
}
