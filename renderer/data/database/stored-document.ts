import type { WithDeleted } from 'rxdb'
import type { Versioned } from '#domain/merge/meeting.ts'

/** A document as RxDB hands it out: with fields of RxDB's own, which begin with an underscore (F31). */
export function toPlain<T>(stored: T): T {
  const entries = Object.entries(stored as object).filter(
    ([name, value]) => !name.startsWith('_') && value !== undefined
  )
  return Object.fromEntries(entries) as T
}

export function toVersioned<T>(stored: WithDeleted<T>): Versioned<T> {
  return { deleted: stored._deleted, value: toPlain<T>(stored) }
}

export function fromVersioned<T>({ deleted, value }: Versioned<T>): WithDeleted<T> {
  return { ...value, _deleted: deleted }
}
