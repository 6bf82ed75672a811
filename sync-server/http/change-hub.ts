import type { SequencePosition } from '#domain/wire/sequence.ts'
import type { Databases } from '../storage/document-store.ts'

export interface DatabaseChange {
  readonly name: string
  readonly lastSeq: SequencePosition
  /** Counts commits over all databases of this run, so that a client can ask what it has missed. */
  readonly tick: number
}

/** Who is told of commits, by database. One per server: whatever the number of clients, storage is listened to once (F26). */
export interface ChangeHub {
  /** Called once after any number of commits that came together. Returns how to stop. */
  subscribe(databases: readonly string[], listener: (change: DatabaseChange) => void): () => void
  /** The last commit of this run in a database, if there was one. */
  last(name: string): DatabaseChange | undefined
  readonly tick: number
  stop(): void
}

export function createChangeHub(databases: Databases): ChangeHub {
  const listenersByName = new Map<string, Set<(change: DatabaseChange) => void>>()
  const lastByName = new Map<string, DatabaseChange>()
  const unannounced = new Set<string>()
  let tick = 0

  const stop = databases.onChange((name, number, startId) => {
    tick += 1
    lastByName.set(name, { name, lastSeq: { number, startId }, tick })
    if (unannounced.size === 0) setImmediate(announce)
    unannounced.add(name)
  })

  function announce(): void {
    const names = [...unannounced]
    unannounced.clear()
    for (const name of names) {
      const change = lastByName.get(name)
      if (change !== undefined) for (const listener of listenersByName.get(name) ?? []) listener(change)
    }
  }

  return {
    subscribe(names, listener) {
      for (const name of names) {
        const listeners = listenersByName.get(name) ?? new Set()
        listenersByName.set(name, listeners.add(listener))
      }
      return () => {
        for (const name of names) {
          const listeners = listenersByName.get(name)
          listeners?.delete(listener)
          if (listeners?.size === 0) listenersByName.delete(name)
        }
      }
    },
    last: name => lastByName.get(name),
    get tick() {
      return tick
    },
    stop
  }
}
