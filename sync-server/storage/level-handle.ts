import type { LevelDown } from 'leveldown'
import { StorageUnavailableError } from './storage-unavailable.ts'

type Done = (error?: Error | null, ...values: never[]) => void

/** One opening of a LevelDB, from its constructor to its end. */
export interface LevelHandle {
  readonly level: LevelDown
  /** Why this handle must not be used any more; undefined as long as nothing has failed on it. */
  readonly fault: StorageUnavailableError | undefined
  /** Calls the listener when the handle fails, or at once if it has. Returns how to stop. */
  onFault(listener: (fault: StorageUnavailableError) => void): () => void
}

/**
 * Ends a LevelDB's handle with its first failure, of whatever call.
 *
 * After a failed write the log may end in half a record. LevelDB 1.20 goes on behind it, and drops all of that at the next
 * start in silence (F34). After a failed read PouchDB takes what it could not read for absent, and writes over it, or throws
 * where nobody can catch it (F37). So a handle that failed is asked nothing more, and none of its answers, not even one
 * that is on its way, reaches PouchDB: those who wait are told by `onFault`. What is stored is read by the next handle.
 */
export function endAtFirstFault(level: LevelDown, database: string): LevelHandle {
  const listeners = new Set<(fault: StorageUnavailableError) => void>()
  let fault: StorageUnavailableError | undefined

  function fail(cause: Error): void {
    fault = new StorageUnavailableError({ cause, database })
    for (const listener of listeners) listener(fault)
    listeners.clear()
  }

  /** Lets an answer through while the handle is sound. */
  function watch(done: Done): Done {
    return (error, ...values) => {
      if (fault !== undefined) return
      if (error && !isNotFound(error)) fail(error)
      else done(error, ...values)
    }
  }

  /** The last argument of all these methods is how they answer. */
  function guard<T extends object>(target: T, method: keyof T): void {
    const original = target[method]
    if (typeof original !== 'function') return
    const guarded = (...args: unknown[]): unknown => {
      if (fault !== undefined) return target
      const done = args.pop() as Done
      return Reflect.apply(original, target, [...args, watch(done)])
    }
    Object.assign(target, { [method]: guarded })
  }

  for (const method of ['_put', '_del', '_batch', '_get', 'compactRange'] as const) guard(level, method)
  const openIterator = level._iterator.bind(level)
  level._iterator = options => {
    const iterator = openIterator(options)
    guard(iterator, '_next')
    return iterator
  }

  return {
    level,
    get fault() {
      return fault
    },
    onFault(listener) {
      if (fault === undefined) listeners.add(listener)
      else listener(fault)
      return () => listeners.delete(listener)
    }
  }
}

/** LevelDB's way of saying that there is no such key, as levelup reads it. */
function isNotFound(error: Error): boolean {
  return /notfound/i.test(error.message)
}
