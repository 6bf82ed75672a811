import type { z } from 'zod'
import { mergeField } from './three-way.ts'
import { isSame } from '../rules/is-same.ts'
import { childOf, type Fields, isFields, type MapShape, type ObjectShape, pickOption, shapeOf } from './shape.ts'

/** Fields that say which thing an object is about: what was said of another one does not go over to it. */
const identities = ['id', 'requestId', 'makingId'] as const

/** The part of a value that this version knows, at any depth. */
export function dropUnknown<T>(schema: z.ZodType, value: T): T {
  return drop(schema, value) as T
}

function drop(schema: z.ZodType, value: unknown): unknown {
  const shape = shapeOf(schema)
  switch (shape.kind) {
    case 'object':
    case 'map': {
      if (!isFields(value)) return value
      const known = Object.entries(value).flatMap(([name, field]) => {
        const child = childOf(shape, name)
        return child === undefined ? [] : [[name, drop(child, field)] as const]
      })
      return Object.fromEntries(known)
    }
    case 'list':
      return Array.isArray(value) ? value.map(item => drop(shape.item, item)) : value
    case 'choice': {
      const option = pickOption(shape.options, value)
      return option === undefined ? value : drop(option, value)
    }
    default:
      return value
  }
}

/**
 * What is to be stored where somebody made `next` of what was shown (VE1, VE3): everything that was not changed stays as it was
 * stored, unknown values too, and nobody removes a field that is not known here.
 * @param raw as it is stored
 * @param view as it was shown, see `readView`
 */
export function applyToRaw<T>(schema: z.ZodType, raw: unknown, view: unknown, next: T): T {
  return apply(schema, raw, view, next) as T
}

function apply(schema: z.ZodType, raw: unknown, view: unknown, next: unknown): unknown {
  if (next === view || isSame(next, view)) return raw
  const shape = shapeOf(schema)
  switch (shape.kind) {
    case 'object':
    case 'map': {
      if (!isFields(raw) || !isFields(next) || isAnother(raw, next)) return next
      const unknown = Object.entries(raw).filter(([name]) => childOf(shape, name) === undefined)
      const shown = isFields(view) ? view : {}
      const fields = Object.entries(next).map(([name, field]) => {
        const child = childOf(shape, name)
        return [name, child === undefined ? field : apply(child, raw[name], shown[name], field)] as const
      })
      return Object.fromEntries([...fields, ...unknown])
    }
    case 'list': {
      if (!Array.isArray(raw) || !Array.isArray(next) || !Array.isArray(view)) return next
      return applyToItems(shape.item, raw, view, next)
    }
    case 'choice': {
      const option = pickOption(shape.options, next)
      const isSameKind = option !== undefined && option === pickOption(shape.options, raw)
      return isSameKind ? apply(option, raw, view, next) : next
    }
    default:
      return next
  }
}

function applyToItems(
  schema: z.ZodType,
  raw: readonly unknown[],
  view: readonly unknown[],
  next: readonly unknown[]
): readonly unknown[] {
  const find = createItemFinder(schema, view)
  return next.map(item => {
    const at = find(item)
    return at === undefined ? item : apply(schema, raw[at], view[at], item)
  })
}

/** Three states of one value; a side that has none is left out of the comparison. */
interface Sides {
  readonly assumed: unknown
  readonly server: unknown
  readonly local: unknown
}

/**
 * Lays unknown fields over what was merged of the known ones, at any depth (VE2): where one side changed such a field, that side's;
 * where both did, the server's.
 * @param merged of the known parts
 */
export function joinUnknown<T>(schema: z.ZodType, merged: T, sides: Sides): T {
  return join(schema, merged, sides) as T
}

function join(schema: z.ZodType, merged: unknown, sides: Sides): unknown {
  const shape = shapeOf(schema)
  switch (shape.kind) {
    case 'object':
    case 'map': {
      if (!isFields(merged)) return merged
      const [assumed, server, local] = [sides.assumed, sides.server, sides.local].map(side =>
        isFields(side) && !isAnother(side, merged) ? side : undefined
      )
      const known = Object.entries(merged).map(([name, field]) => {
        const of = { assumed: assumed?.[name], server: server?.[name], local: local?.[name] }
        return [name, join(knownChildOf(shape, name), field, of)] as const
      })
      const names = new Set([server, local].flatMap(side => Object.keys(side ?? {})))
      const unknown = [...names]
        .filter(name => childOf(shape, name) === undefined)
        .map(name => [name, joinField(name, { assumed, server, local })] as const)
      return Object.fromEntries([...known, ...unknown.filter(([, field]) => field !== undefined)])
    }
    case 'list': {
      if (!Array.isArray(merged)) return merged
      const { assumed, server, local } = sides
      const [inAssumed, inServer, inLocal] = [assumed, server, local].map(side => createPicker(shape.item, side))
      return merged.map(item =>
        join(shape.item, item, { assumed: inAssumed?.(item), server: inServer?.(item), local: inLocal?.(item) })
      )
    }
    case 'choice': {
      const option = pickOption(shape.options, merged)
      return option === undefined ? merged : join(option, merged, sides)
    }
    default:
      return merged
  }
}

function joinField(
  name: string,
  { assumed, server, local }: { readonly [S in keyof Sides]: Fields | undefined }
): unknown {
  if (server === undefined) return local?.[name]
  if (local === undefined) return server[name]
  const outcome = mergeField(assumed?.[name], server[name], local[name])
  return outcome.kind === 'settled' ? outcome.value : server[name]
}

function createPicker(schema: z.ZodType, list: unknown): (item: unknown) => unknown {
  if (!Array.isArray(list)) return () => undefined
  const items: readonly unknown[] = list
  const find = createItemFinder(schema, items)
  return item => {
    const at = find(item)
    return at === undefined ? undefined : items[at]
  }
}

/**
 * Finds an item of a list again in another state of the list, each only once: what is the same, or says the same as far as this
 * version knows; otherwise by its words or its day.
 */
export function createItemFinder(schema: z.ZodType, list: readonly unknown[]): (item: unknown) => number | undefined {
  const left = new Map(list.map((item, at) => [at, { item, known: drop(schema, item) }]))
  return item => {
    const known = drop(schema, item)
    const entries = [...left]
    const found =
      entries.find(([, other]) => other.item === item) ??
      entries.find(([, other]) => isSame(other.known, known)) ??
      entries.find(([, other]) => isSameThing(other.item, item))
    if (found !== undefined) left.delete(found[0])
    return found?.[0]
  }
}

/** What an item of a list is known by where it says something else: its words, or its day. */
const itemNames = ['text', 'weekday', 'date'] as const

function isSameThing(a: unknown, b: unknown): boolean {
  return isFields(a) && isFields(b) && itemNames.some(name => a[name] !== undefined && a[name] === b[name])
}

function isAnother(a: Fields, b: Fields): boolean {
  return identities.some(name => a[name] !== b[name])
}

function knownChildOf(shape: ObjectShape | MapShape, name: string): z.ZodType {
  const child = childOf(shape, name)
  if (child === undefined) throw new Error(`${name} is not known`)
  return child
}
