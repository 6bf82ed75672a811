import MiniSearch from 'minisearch'
import type { Instant } from '#domain/model/primitives.ts'
import type { SearchSource } from './list-sources.ts'
import { type EntryKind, entryKinds, type SearchEntry } from './search-entry.ts'
import { foldWords } from './words.ts'

/** One thing that was found, and the words of it that were searched for, folded. */
export interface FoundEntry {
  readonly entry: SearchEntry
  readonly hits: ReadonlySet<string>
}

/** What was found of one kind. */
export interface FoundGroup {
  readonly kind: EntryKind
  /** The best ones. */
  readonly shown: readonly FoundEntry[]
  /** Those that are not shown. */
  readonly more: number
}

/** How far reading has come, in sources. */
export interface Progress {
  readonly read: number
  readonly total: number
}

/** What can be found, in memory alone (FN3). */
export interface SearchIndex {
  /**
   * Reads what is new or changed since the last time, and forgets what is gone; piece by piece, so that the window stays awake
   * (FN4). A later call ends this one and goes on where it is. Resolves when it is done, or when it was ended.
   */
  readonly update: (sources: readonly SearchSource[]) => Promise<void>
  /** All words have to be there, the beginning of each is enough (FN2). Also while it is being read. */
  readonly find: (query: string, now: Instant) => readonly FoundGroup[]
  readonly progress: () => Progress
  /** Told after each piece. */
  readonly subscribe: (onChange: () => void) => () => void
  /** Forgets everything; nothing is read any more. */
  readonly close: () => void
}

/** Characters and entries of one piece: some milliseconds of work. */
const pieceLength = 20_000
const pieceEntries = 200
const shownPerKind = 5

/** Names of people and days stand at all of a session's words: what was searched for is in the words themselves. */
const isFoundByTextAlone: Readonly<Record<EntryKind, boolean>> = {
  person: false,
  session: false,
  note: true,
  summary: true,
  action: true,
  review: true,
  dossier: true
}

/** @param pause lets the window do what waits, between two pieces */
export function createSearchIndex(pause: () => Promise<void>): SearchIndex {
  const mini = new MiniSearch<SearchEntry>({
    fields: ['name', 'day', 'text'],
    tokenize: foldWords,
    processTerm: term => term,
    searchOptions: { prefix: true, combineWith: 'AND', boost: { name: 3 } }
  })
  const entryById = new Map<string, SearchEntry>()
  const readByKey = new Map<
    string,
    { readonly version: readonly unknown[]; readonly entries: readonly SearchEntry[] }
  >()
  const listeners = new Set<() => void>()
  let progress: Progress = { read: 0, total: 0 }
  let lastUpdate = 0

  function tell(next: Progress): void {
    progress = next
    for (const listener of listeners) listener()
  }

  function forget(key: string): void {
    for (const entry of readByKey.get(key)?.entries ?? []) {
      mini.remove(entry)
      entryById.delete(entry.id)
    }
    readByKey.delete(key)
  }

  /** @returns what it took, in pieces */
  function read({ key, version, make }: SearchSource): number {
    forget(key)
    const entries = make()
    for (const entry of entries) {
      mini.add(entry)
      entryById.set(entry.id, entry)
    }
    readByKey.set(key, { version, entries })
    const length = entries.reduce((sum, { text }) => sum + text.length, 0)
    return length / pieceLength + entries.length / pieceEntries
  }

  return {
    async update(sources) {
      lastUpdate += 1
      const current = lastUpdate
      const keys = new Set(sources.map(({ key }) => key))
      const gone = [...readByKey.keys()].filter(key => !keys.has(key))
      for (const key of gone) forget(key)
      const changed = sources.filter(({ key, version }) => !isSame(readByKey.get(key)?.version, version))
      const total = sources.length
      let [pieces, left] = [0, changed.length]
      for (const source of changed) {
        if (pieces >= 1) {
          tell({ read: total - left, total })
          await pause()
          if (current !== lastUpdate) return
          pieces = 0
        }
        pieces += read(source)
        left -= 1
      }
      tell({ read: total, total })
    },

    find(query, now) {
      if (foldWords(query).length === 0) return []
      const found = mini.search(query).flatMap(({ id, match }): readonly FoundEntry[] => {
        const entry = entryById.get(String(id))
        if (entry === undefined) return []
        const isInText = Object.values(match).some(fields => fields.includes('text'))
        return isFoundByTextAlone[entry.kind] && !isInText ? [] : [{ entry, hits: new Set(Object.keys(match)) }]
      })
      const byKind = Map.groupBy(found, ({ entry }) => entry.kind)
      return entryKinds.flatMap(kind => {
        // By the score, but for what has a date: there what is nearest to today.
        const all = (byKind.get(kind) ?? []).toSorted((a, b) => distance(a, now) - distance(b, now))
        return all.length === 0
          ? []
          : [{ kind, shown: all.slice(0, shownPerKind), more: Math.max(0, all.length - shownPerKind) }]
      })
    },

    progress: () => progress,

    subscribe(onChange) {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },

    close() {
      lastUpdate += 1
      mini.removeAll()
      entryById.clear()
      readByKey.clear()
      listeners.clear()
      progress = { read: 0, total: 0 }
    }
  }
}

function isSame(before: readonly unknown[] | undefined, now: readonly unknown[]): boolean {
  return before !== undefined && now.every((value, index) => value === before[index])
}

function distance({ entry: { startsAt } }: FoundEntry, now: Instant): number {
  return startsAt === undefined ? 0 : Math.abs(startsAt - now)
}
