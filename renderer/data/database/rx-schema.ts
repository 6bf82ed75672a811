import type { RxJsonSchema } from 'rxdb'
import { z } from 'zod'
import { collectionShapes, type LocalDocuments, type LocalName } from './collections.ts'

/** Raised together with a migration when a shape changes in a way that stored documents do not have. */
const schemaVersion = 0
const titlePrefix = 'coachdesk-'

/**
 * RxDB's schema of a collection, made from the domain's. RxDB needs it for keys and indexes; what a document must look like is
 * checked with zod (`zod-validation.ts`). Of several shapes the fields are put together.
 */
export function createRxSchema<N extends LocalName>(name: N): RxJsonSchema<LocalDocuments[N]> {
  const { shapes, indexes } = collectionShapes[name]
  const schemas = shapes.map(shape => z.toJSONSchema(shape, { target: 'draft-7', io: 'input' }))
  const properties = Object.assign({}, ...schemas.map(schema => schema.properties)) as RxJsonSchema<
    LocalDocuments[N]
  >['properties']
  const required = schemas.map(schema => schema.required ?? [])
  const schema = {
    title: titlePrefix + name,
    version: schemaVersion,
    primaryKey: 'id',
    type: 'object',
    properties: shapes.length === 1 ? properties : { ...properties, id: { type: 'string', maxLength: 200 } },
    required: (required[0] ?? []).filter(field => required.every(fields => fields.includes(field))),
    indexes: [...indexes],
    additionalProperties: false
  }
  return schema as unknown as RxJsonSchema<LocalDocuments[N]>
}

/** The collection that a schema was made for; undefined for RxDB's own. */
export function parseSchemaTitle(title: string | undefined): LocalName | undefined {
  const name = title?.startsWith(titlePrefix) === true ? title.slice(titlePrefix.length) : ''
  return Object.hasOwn(collectionShapes, name) ? (name as LocalName) : undefined
}
