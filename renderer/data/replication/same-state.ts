import type { WithDeleted } from 'rxdb'
import type { Versioned } from '#domain/merge/meeting.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { toVersioned } from '../database/stored-document.ts'

/** Nothing and a tombstone are the same state: there is no such document. */
export function isSameState<T>(a: Versioned<T> | undefined, b: Versioned<T> | undefined): boolean {
  const isGoneA = a === undefined || a.deleted
  const isGoneB = b === undefined || b.deleted
  return isGoneA || isGoneB ? isGoneA === isGoneB : isSame(a.value, b.value)
}

/** Whether two states say the same to everybody: of a removed document only that it is removed. */
export function isEqualState<T>(a: WithDeleted<T>, b: WithDeleted<T>): boolean {
  return isSameState<T>(toVersioned<T>(a), toVersioned<T>(b))
}
