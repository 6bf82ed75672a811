import { type RxJsonSchema, type RxStorage, wrappedValidateStorageFactory } from 'rxdb'
import { z } from 'zod'
import { collectionShapes, createShapeUnion } from './collections.ts'
import { parseSchemaTitle } from './rx-schema.ts'
import { toPlain } from './stored-document.ts'

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
  const live = createShapeUnion(collectionShapes[name].shapes)
  return document => {
    const isDeleted = (document as { readonly _deleted?: boolean })._deleted === true
    const { error } = (isDeleted ? tombstoneSchema : live).safeParse(toPlain(document))
    return (error?.issues ?? []).map(({ path, message }) => ({ field: path.join('.'), message }))
  }
}
