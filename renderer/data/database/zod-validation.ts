import { getPrimaryFieldOfPrimaryKey, type RxStorage, type RxStorageWriteError } from 'rxdb'
import { z } from 'zod'
import { collectionShapes, createShapeUnion } from './collections.ts'
import { parseSchemaTitle } from './rx-schema.ts'
import { toPlain } from './stored-document.ts'

/** How RxDB marks documents that a migration brings over. They were stored once: a newer shape must not lock them out. */
const migrationContext = 'replication-master-write'

/** Of a removed document the id alone matters: what else its tombstone carries depends on who removed it. */
const tombstoneSchema = z.looseObject({ id: z.string().min(1) })

interface FieldProblem {
  readonly field: string
  readonly message: string
}
type Validate = (document: object) => FieldProblem[]

/** Checks every write with the domain's schemas. Validators that compile code cannot run under the page's security policy. */
export function withZodValidation(storage: RxStorage<unknown, unknown>): RxStorage<unknown, unknown> {
  const createStorageInstance: typeof storage.createStorageInstance = async params => {
    const instance = await storage.createStorageInstance(params)
    const validate = createValidator(params.schema.title)
    if (validate === undefined) return instance
    const primaryPath = getPrimaryFieldOfPrimaryKey(params.schema.primaryKey)
    const write = instance.bulkWrite.bind(instance)
    instance.bulkWrite = async (rows, context) => {
      if (context === migrationContext) return write(rows, context)
      const problemsOfRows = rows.map(({ document }) => validate(document))
      const sound = rows.filter((_, index) => problemsOfRows[index]?.length === 0)
      const refused = rows.flatMap((writeRow, index) => {
        const validationErrors = problemsOfRows[index] ?? []
        if (validationErrors.length === 0) return []
        const documentId = String((writeRow.document as Readonly<Record<string, unknown>>)[primaryPath])
        const { schema } = instance
        return [{ status: 422, isError: true, documentId, validationErrors, schema, writeRow, context }]
      })
      const { error } = sound.length > 0 ? await write(sound, context) : { error: [] }
      return {
        error: [...error, ...(refused as unknown as RxStorageWriteError<typeof instance.schema>[])] as typeof error
      }
    }
    return instance
  }
  return { ...storage, createStorageInstance }
}

/** Undefined for what is RxDB's own. */
function createValidator(title: string | undefined): Validate | undefined {
  const name = parseSchemaTitle(title)
  if (name === undefined) return undefined
  const live = createShapeUnion(collectionShapes[name].shapes)
  return document => {
    const isDeleted = (document as { readonly _deleted?: boolean })._deleted === true
    const { error } = (isDeleted ? tombstoneSchema : live).safeParse(toPlain(document))
    return (error?.issues ?? []).map(({ path, message }) => ({ field: path.join('.'), message }))
  }
}
