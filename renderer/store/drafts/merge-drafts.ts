import { mergeTexts } from '#domain/merge/merge-text.ts'
import { mergeField } from '#domain/versions/three-way.ts'
import { notesMaxLength } from '#domain/model/limits.ts'
import { isSame } from '#domain/rules/is-same.ts'
import type { Draft } from '#renderer/contract/draft.ts'

/** Stands between two texts that were typed into one form in two windows at the same moment. */
const windowDivider = '\n\n---\n\n*Typed in another window:*\n\n'

type Values = Readonly<Record<string, unknown>>

/**
 * What is stored of a draft that two windows write: field by field, and of a text that both have changed since `known`, both.
 * @param known what this window knew to be stored when it began to type
 * @param stored what is stored now
 * @param divider stands between two texts that both stay
 */
export function mergeDrafts(
  known: Draft | undefined,
  stored: Draft | undefined,
  mine: Draft,
  divider = windowDivider
): Draft {
  if (stored === undefined || isSame(known?.values, stored.values)) return mine
  return { ...mine, values: mergeValues(known?.values ?? {}, stored.values, mine.values, divider) } as Draft
}

/** Lays what was changed between `from` and `to` under `mine`, which began at `from`. */
export function mergeValues(from: Values, to: Values, mine: Values, divider = windowDivider): Values {
  const fields = new Set([...Object.keys(to), ...Object.keys(mine)])
  const merged = [...fields].map(field => [field, mergeOne(from[field], to[field], mine[field], divider)] as const)
  return Object.fromEntries(merged.filter(([, value]) => value !== undefined))
}

function mergeOne(from: unknown, to: unknown, mine: unknown, divider: string): unknown {
  const outcome = mergeField(from, to, mine)
  if (outcome.kind === 'settled') return outcome.value
  if (typeof to === 'string' && typeof mine === 'string') {
    return mergeTexts(mine, to, 100 * notesMaxLength, divider) ?? mine
  }
  if (!Array.isArray(to) || !Array.isArray(mine)) return mine
  const [own, others]: readonly (readonly unknown[])[] = [mine, to]
  return [...(own ?? []), ...(others ?? []).filter(item => own?.some(known => isSame(known, item)) !== true)]
}
