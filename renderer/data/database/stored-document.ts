import type { WithDeleted } from 'rxdb'
import type { Versioned } from '#domain/merge/meeting.ts'

/**
 * A document as RxDB hands it out, without the fields of RxDB's own, which begin with an underscore (F31). It runs several
 * times for each of thousands of documents of a first sync, hence the loop.
 */
export function toPlain<T>(stored: T): T {
  const fields = stored as Readonly<Record<string, unknown>>
  const plain: Record<string, unknown> = {}
  for (const name of Object.keys(fields)) {
    const value = fields[name]
    if (value !== undefined && !name.startsWith('_')) plain[name] = value
  }
  return plain as T
}

export function toVersioned<T>(stored: WithDeleted<T>): Versioned<T> {
  return { deleted: stored._deleted, value: toPlain<T>(stored) }
}

export function fromVersioned<T>({ deleted, value }: Versioned<T>): WithDeleted<T> {
  return { ...value, _deleted: deleted }
}
