import type { z } from 'zod'
import { growingValuesOf, newer, newerOptionOf } from '../model/newer.ts'
import { childOf, isFields, type MapShape, pickOption, shapeOf } from './shape.ts'

/** Stands for what this version cannot read. */
const unreadable = Symbol('unreadable')
type Read = (value: unknown) => unknown

const reads = new WeakMap<z.ZodType, Read>()

/**
 * Reads a document that another version may have written. Unknown fields stay in it, at any depth; an unknown value of a list that
 * grows becomes `newer` (VE3). Undefined where what this version knows of it is not as it should be (VE4). The same object where
 * nothing had to be replaced.
 * @param schema what this version knows of such documents
 */
export function readView<T>(schema: z.ZodType<T>, value: unknown): T | undefined {
  const view = readOf(schema)(value)
  return view === unreadable ? undefined : (view as T)
}

function readOf(schema: z.ZodType): Read {
  const known = reads.get(schema)
  if (known !== undefined) return known
  const read = createRead(schema)
  reads.set(schema, read)
  return read
}

function createRead(schema: z.ZodType): Read {
  const shape = shapeOf(schema)
  switch (shape.kind) {
    case 'object':
      return createReadOfObject(
        [...shape.fields].map(([name, field]) => ({ ...field, name, read: readOf(field.schema) }))
      )
    case 'map':
      return createReadOfMap(shape, readOf(shape.item))
    case 'list':
      return createReadOfList(readOf(shape.item))
    case 'choice':
      return createReadOfChoice(shape.options, newerOptionOf(schema))
    default:
      return createReadOfValue(schema, growingValuesOf(schema))
  }
}

interface ReadField {
  readonly name: string
  readonly isOptional: boolean
  readonly read: Read
}

/** It runs for each of thousands of documents when an account is opened, hence the loop, and a copy only where one is needed. */
function createReadOfObject(fields: readonly ReadField[]): Read {
  return value => {
    if (!isFields(value)) return unreadable
    let copy: Record<string, unknown> | undefined
    for (const { name, isOptional, read } of fields) {
      const held = value[name]
      if (held === undefined) {
        if (!isOptional) return unreadable
        continue
      }
      const seen = read(held)
      if (seen === unreadable) return unreadable
      if (seen !== held) {
        copy ??= { ...value }
        copy[name] = seen
      }
    }
    return copy ?? value
  }
}

/** What stands under a key that this version does not know stays as it is. How much a map may hold is asked of writers alone. */
function createReadOfMap(shape: MapShape, read: Read): Read {
  return value => {
    if (!isFields(value)) return unreadable
    const seen = Object.entries(value).map(
      ([name, held]) => [name, held, childOf(shape, name) === undefined ? held : read(held)] as const
    )
    if (seen.some(([, , item]) => item === unreadable)) return unreadable
    return seen.some(([, held, item]) => item !== held)
      ? Object.fromEntries(seen.map(([name, , item]) => [name, item]))
      : value
  }
}

/** How long a list may be is asked of writers alone. */
function createReadOfList(read: Read): Read {
  return value => {
    if (!Array.isArray(value)) return unreadable
    const items: readonly unknown[] = value
    const seen = items.map(read)
    if (seen.includes(unreadable)) return unreadable
    return seen.some((item, at) => item !== items[at]) ? seen : items
  }
}

function createReadOfChoice(options: readonly z.ZodObject[], newerOption: z.ZodObject | undefined): Read {
  return value => {
    const option = pickOption(options, value)
    if (option !== undefined) return readOf(option)(value)
    if (newerOption === undefined) return unreadable
    const seen = readOf(newerOption)(value)
    return seen === unreadable ? unreadable : { ...(seen as object), kind: newer }
  }
}

function createReadOfValue(schema: z.ZodType, growing: ReadonlySet<string> | undefined): Read {
  return value => {
    if (growing !== undefined) {
      if (typeof value !== 'string') return unreadable
      return growing.has(value) ? value : newer
    }
    const { success, data } = schema.safeParse(value)
    return success ? data : unreadable
  }
}
