import type { z } from 'zod'
import { isSame } from '../rules/is-same.ts'
import { childOf, isFields, pickOption, shapeOf } from './shape.ts'
import { createItemFinder } from './unknown-fields.ts'

export interface WrittenProblem {
  /** The way to the field, with dots. */
  readonly field: string
  readonly message: string
}

/**
 * What is wrong with a document that this version writes. It has the shape that this version knows; what another version wrote may
 * stay as it was, and nothing else of that kind may come (VE1).
 * @param previous what was stored before; undefined for a new document
 */
export function checkWritten(schema: z.ZodType, next: unknown, previous: unknown): readonly WrittenProblem[] {
  return schema.safeParse(next).success ? [] : check(schema, next, previous, [])
}

function check(
  schema: z.ZodType,
  next: unknown,
  previous: unknown,
  path: readonly (string | number)[]
): readonly WrittenProblem[] {
  if (previous !== undefined && isSame(next, previous)) return []
  const problem = (message: string): readonly WrittenProblem[] => [{ field: path.join('.'), message }]
  const shape = shapeOf(schema)
  switch (shape.kind) {
    case 'object': {
      if (!isFields(next)) return problem('must be an object')
      const before = isFields(previous) ? previous : {}
      const strange = Object.keys(next).filter(
        name => next[name] !== undefined && !shape.fields.has(name) && !isKept(name, next, before)
      )
      const known = [...shape.fields].flatMap(([name, field]) =>
        next[name] === undefined
          ? problemOfAbsent(field.isOptional, [...path, name])
          : check(field.schema, next[name], before[name], [...path, name])
      )
      return [...strange.map(name => ({ field: [...path, name].join('.'), message: 'is not known' })), ...known]
    }
    case 'map': {
      if (!isFields(next)) return problem('must be an object')
      const before = isFields(previous) ? previous : {}
      const problems = Object.entries(next).flatMap(([name, held]) => {
        const child = childOf(shape, name)
        if (child !== undefined) return check(child, held, before[name], [...path, name])
        return isKept(name, next, before) ? [] : [{ field: [...path, name].join('.'), message: 'is not known' }]
      })
      const { error } = schema.safeParse(next)
      const isTooLong = error?.issues.some(issue => issue.code === 'custom' && issue.path.length === 0) === true
      return isTooLong ? [...problems, ...problem('is too long')] : problems
    }
    case 'list': {
      if (!Array.isArray(next)) return problem('must be a list')
      const items: readonly unknown[] = next
      const before: readonly unknown[] = Array.isArray(previous) ? previous : []
      const find = createItemFinder(shape.item, before)
      const problems = items.flatMap((item, at) => {
        const place = find(item)
        return check(shape.item, item, place === undefined ? undefined : before[place], [...path, at])
      })
      const { error } = schema.safeParse(items)
      const isTooLong = error?.issues.some(issue => issue.code === 'too_big' && issue.path.length === 0) === true
      return isTooLong ? [...problems, ...problem('is too long')] : problems
    }
    case 'choice': {
      const option = pickOption(shape.options, next)
      return option === undefined ? problem('is of no known kind') : check(option, next, previous, path)
    }
    default:
      return schema.safeParse(next).success ? [] : problem('has a wrong value')
  }
}

function isKept(name: string, next: Readonly<Record<string, unknown>>, before: Readonly<Record<string, unknown>>) {
  return Object.hasOwn(before, name) && isSame(next[name], before[name])
}

function problemOfAbsent(isOptional: boolean, path: readonly (string | number)[]): readonly WrittenProblem[] {
  return isOptional ? [] : [{ field: path.join('.'), message: 'is missing' }]
}
