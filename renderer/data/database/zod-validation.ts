import { getPrimaryFieldOfPrimaryKey, type RxStorage, type RxStorageWriteError } from 'rxdb'
import { z } from 'zod'
import { checkWritten, type WrittenProblem } from '#domain/versions/check-written.ts'
import { createReader, isVersioned, schemaOf } from './collections.ts'
import { parseSchemaTitle } from './rx-schema.ts'
import { toPlain } from './stored-document.ts'

/**
 * How RxDB marks what a pull brings, what was merged with it, and what a migration brings over. It may be of another version, and
 * stays as it is (VE1, VE4).
 */
const replicationPrefix = 'replication-'
/** How this application marks what it settles with the server after a set-back, and what it puts back. */
const settledContexts = ['past', 'recovery']

/** Of a removed document the id alone matters: what else its tombstone carries depends on who removed it. */
const tombstoneSchema = z.looseObject({ id: z.string().min(1) })

interface Written {
  readonly document: object
  readonly previous?: object | undefined
  readonly context: string
}
type Validate = (written: Written) => readonly WrittenProblem[]

/** Checks every write with the domain's schemas. Validators that compile code cannot run under the page's security policy. */
export function withZodValidation(storage: RxStorage<unknown, unknown>): RxStorage<unknown, unknown> {
  const createStorageInstance: typeof storage.createStorageInstance = async params => {
    const instance = await storage.createStorageInstance(params)
    const validate = createValidator(params.schema.title)
    if (validate === undefined) return instance
    const primaryPath = getPrimaryFieldOfPrimaryKey(params.schema.primaryKey)
    const write = instance.bulkWrite.bind(instance)
    instance.bulkWrite = async (rows, context) => {
      if (context.startsWith(replicationPrefix)) return write(rows, context)
      const problemsOfRows = rows.map(({ document, previous }) => validate({ document, previous, context }))
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
  const schema = schemaOf(name)
  const { read } = createReader(name)
  return ({ document, previous, context }) => {
    const isDeleted = (document as { readonly _deleted?: boolean })._deleted === true
    const plain = toPlain(document)
    if (isDeleted) return listProblems(tombstoneSchema, plain)
    if (settledContexts.includes(context) && isVersioned(name)) {
      return previous !== undefined || read(plain as never) !== undefined ? [] : listProblems(schema, plain)
    }
    return isVersioned(name) ? checkWritten(schema, plain, previous && toPlain(previous)) : listProblems(schema, plain)
  }
}

function listProblems(schema: z.ZodType, document: object): readonly WrittenProblem[] {
  const { error } = schema.safeParse(document)
  return (error?.issues ?? []).map(({ path, message }) => ({ field: path.join('.'), message }))
}
