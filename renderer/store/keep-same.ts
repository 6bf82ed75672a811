import { isSame } from '#domain/rules/is-same.ts'

/**
 * Answers the value that was answered before for as long as the next one says the same: whoever reads it is drawn again where it is
 * another object, and replication reports all the time. JSON values only: of a `Map` or a `Set` nothing would be compared.
 */
export function createKeepSame<T>(): (next: T) => T {
  let kept: { readonly value: T } | undefined
  return next => {
    if (kept === undefined || !isSame(kept.value, next)) kept = { value: next }
    return kept.value
  }
}
