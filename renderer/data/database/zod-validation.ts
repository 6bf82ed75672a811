import { type RxJsonSchema, type RxStorage, wrappedValidateStorageFactory } from 'rxdb'
import { z } from 'zod'
import { collectionShapes } from './collections.ts'
import { parseSchemaTitle } from './rx-schema.ts'

const wrap = wrappedValidateStorageFactory(createValidator, 'zod')

/** Checks every write with the domain's schemas. Validators that compile code cannot run under the page's security policy. */
export function withZodValidation(storage: RxStorage<unknown, unknown>): RxStorage<unknown, unknown> {
  return wrap({ storage })
}

/** Of a removed document the id alone matters: what else its tombstone carries depends on who removed it. */
const tombstoneSchema = z.looseObject({ id: z.string().min(1) })

interface FieldProblem {
  readonly field: string
  readonly message: string
}

function createValidator(schema: RxJsonSchema<unknown>): (document: unknown) => FieldProblem[] {
  const name = parseSchemaTitle(schema.title)
  if (name === undefined) return () => []
  const live = z.union(collectionShapes[name].shapes as [z.ZodObject, ...z.ZodObject[]])
  return document => {
    const { isDeleted, fields } = splitStored(document as Readonly<Record<string, unknown>>)
    const { error } = (isDeleted ? tombstoneSchema : live).safeParse(fields)
    return (error?.issues ?? []).map(({ path, message }) => ({ field: path.join('.'), message }))
  }
}

/** RxDB's own fields begin with an underscore. */
function splitStored(document: Readonly<Record<string, unknown>>) {
  const fields = Object.fromEntries(Object.entries(document).filter(([name]) => !name.startsWith('_')))
  return { isDeleted: document['_deleted'] === true, fields }
}
