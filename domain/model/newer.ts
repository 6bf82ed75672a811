import { z } from 'zod'

/**
 * What a person sees in place of a value that this version does not know: a topic, a reason, a status, a kind of request (VE3). It
 * exists in views alone. Stored and sent is the value itself, and no schema of a document accepts this one.
 */
export const newer = 'newer'
export type Newer = typeof newer

const growingValues = new WeakMap<z.ZodType, ReadonlySet<string>>()
const newerOptions = new WeakMap<z.ZodType, z.ZodObject>()

/** A closed list of values that later versions may lengthen. */
export function growingEnum<const T extends readonly string[]>(
  values: T
): z.ZodType<T[number] | Newer> & { readonly options: T } {
  const schema = z.enum(values)
  growingValues.set(schema, new Set(values))
  return schema as never
}

/** Objects of several kinds, told apart by `kind`, to which later versions may add some. @param known what each of those has, too */
export function growingKinds<const O extends readonly [z.ZodObject, ...z.ZodObject[]], F extends z.ZodRawShape>(
  options: O,
  known: F
): z.ZodType<z.infer<O[number]> | ({ readonly kind: Newer } & z.infer<z.ZodObject<F>>)> {
  const schema = z.discriminatedUnion('kind', options as never)
  newerOptions.set(schema, z.object({ kind: z.string(), ...known }))
  return schema
}

/** The values that this version knows; undefined for a list that does not grow. */
export function growingValuesOf(schema: z.ZodType): ReadonlySet<string> | undefined {
  return growingValues.get(schema)
}

/** What an object of a later kind has; undefined for a union that does not grow. */
export function newerOptionOf(schema: z.ZodType): z.ZodObject | undefined {
  return newerOptions.get(schema)
}
