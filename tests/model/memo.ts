/**
 * Remembers what was computed of two states, for as long as both live. States are never changed, and equal ones are made one
 * by canon.ts, so most steps of an exploration have been computed before.
 * @param label whatever else the result depends on
 */
export type Memo<R> = (first: object, second: object, label: string, compute: () => R) => R

export function createMemo<R>(): Memo<R> {
  const byFirst = new WeakMap<object, WeakMap<object, Map<string, R>>>()
  return (first, second, label, compute) => {
    const bySecond = byFirst.get(first) ?? new WeakMap<object, Map<string, R>>()
    byFirst.set(first, bySecond)
    const byLabel = bySecond.get(second) ?? new Map<string, R>()
    bySecond.set(second, byLabel)
    const known = byLabel.get(label)
    if (known !== undefined) return known
    const result = compute()
    byLabel.set(label, result)
    return result
  }
}

/** The same of one state. */
export function memoize<T extends object, R>(compute: (state: T) => R): (state: T) => R {
  const known = new WeakMap<T, { readonly result: R }>()
  return state => {
    const entry = known.get(state) ?? { result: compute(state) }
    known.set(state, entry)
    return entry.result
  }
}
