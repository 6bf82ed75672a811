import type { DiskRoom } from './disk-room.ts'
import type { ChangeListener, Databases, DocumentStore } from './document-store.ts'
import { createGroupCommit } from './group-commit.ts'
import { createOutage, type Outage } from './outage.ts'
import {
  type OpenedPouch,
  type OpenPouch,
  openPouch,
  type OpenPouchOptions,
  type RawPort,
  type WriteGuard
} from './pouch-adapter.ts'
import { createPouchStore, type OpenDatabase, type WithOpenDatabase } from './pouch-store.ts'
import { openStartKeeper, type RunMemory, type StartKeeper, type StartSource } from './start-keeper.ts'
import { StorageUnavailableError } from './storage-unavailable.ts'

/** Where databases are kept: what differs between LevelDB and memory. */
export interface StorageBackend {
  readonly pouchOptions: Pick<OpenPouchOptions, 'adapter' | 'prefix' | 'leveldown'>
  readonly room: DiskRoom
  list(): Promise<readonly string[]>
  compactFiles(name: string): Promise<void>
  /** Keeps the files of a closed database elsewhere, and repairs them as far as possible. @returns where they are kept */
  salvage(name: string): Promise<string>
}

/** Storage plus what the HTTP side needs: PouchDB instances for express-pouchdb, and the guard behind them. */
export interface PouchDatabases extends Databases {
  /** Runs the work while that database is open; the instance must not be kept afterwards. */
  usePouch<T>(name: string, work: (pouch: OpenPouch) => Promise<T>): Promise<T>
  /** The open instance of that name, if there is one: for use inside `usePouch` only. */
  findOpenPouch(name: string): OpenPouch | undefined
  /** Names of the databases that are open right now. */
  listOpen(): readonly string[]
  /** Sets who judges writes that come through PouchDB. Until then they are refused. */
  setGuard(guard: (database: string, ...write: Parameters<WriteGuard>) => ReturnType<WriteGuard>): void
}

/** CouchDB's rule for database names, without the slash. */
const databaseNamePattern = /^[a-z][a-z0-9_$()+-]*$/

type OpenEntry = OpenDatabase & OpenedPouch

interface Entry {
  readonly store: DocumentStore
  readonly listeners: Set<(lastSeq: number) => void>
  readonly memory: RunMemory
  opening: Promise<OpenEntry> | undefined
  current: OpenEntry | undefined
  /** Opening again waits for it: two handles on one folder are one too many. */
  closing: Promise<void>
  /** From a failure until the database is open again. */
  readonly outage: Outage
  users: number
  lastUsedAt: number
}

/** @param now monotonic milliseconds, for idleness only */
export function createPouchDatabases(
  backend: StorageBackend,
  now: () => number,
  startSource: StartSource
): PouchDatabases {
  const entryByName = new Map<string, Entry>()
  const listeners = new Set<ChangeListener>()
  let guard: Parameters<PouchDatabases['setGuard']>[0] = () => Promise.reject(new Error('no write gate yet'))
  const running = new Set<Promise<unknown>>()
  let isClosed = false

  function findEntry(name: string): Entry {
    const known = entryByName.get(name)
    if (known !== undefined) return known
    if (!databaseNamePattern.test(name)) throw new Error(`not a database name: ${name}`)
    const changeListeners: Entry['listeners'] = new Set()
    const entry: Entry = {
      store: createPouchStore(name, openWhile(name), listener => {
        changeListeners.add(listener)
        return () => changeListeners.delete(listener)
      }),
      listeners: changeListeners,
      memory: { ownId: undefined, maxSeq: 0 },
      opening: undefined,
      current: undefined,
      closing: Promise.resolve(),
      outage: createOutage(() => void openEntry(name, entry).catch(ignore)),
      users: 0,
      lastUsedAt: now()
    }
    entryByName.set(name, entry)
    return entry
  }

  function openWhile(name: string): WithOpenDatabase {
    return work => {
      if (isClosed) return Promise.reject(new Error('storage is closed'))
      const result = runOpen(findEntry(name), name, work)
      const settled = result.then(ignore, ignore).finally(() => running.delete(settled))
      running.add(settled)
      return result
    }
  }

  async function runOpen<T>(entry: Entry, name: string, work: (open: OpenDatabase) => Promise<T>): Promise<T> {
    entry.users += 1
    try {
      return await work(await openEntry(name, entry))
    } finally {
      entry.users -= 1
      entry.lastUsedAt = now()
    }
  }

  function openEntry(name: string, entry: Entry): Promise<OpenEntry> {
    const { outage } = entry
    if (outage.refusal !== undefined) return Promise.reject(outage.refusal)
    entry.opening ??= entry.closing
      .then(() => openDatabase(name, entry))
      .then(
        open => {
          entry.current = open
          // What was in doubt may have been stored: whoever follows looks again.
          if (outage.end()) announce(name, entry, open)
          open.handle.onFault(() => replaceFailed(name, entry, open))
          return open
        },
        (cause: unknown) => {
          entry.opening = undefined
          const error = new StorageUnavailableError({ cause, database: name })
          if (!isClosed) outage.pause(error)
          throw error
        }
      )
    return entry.opening
  }

  /** After a failure the whole handle is closed, PouchDB and LevelDB, and opened again: then counters are read anew. */
  function replaceFailed(name: string, entry: Entry, failed: OpenEntry): void {
    if (entry.current !== failed) return
    entry.opening = undefined
    entry.current = undefined
    // What cannot be closed is found out by opening.
    entry.closing = failed.release().catch(ignore)
    entry.outage.begin()
    if (!isClosed) openEntry(name, entry).catch(ignore)
  }

  function announce(name: string, entry: Entry, { pouch, starts }: Pick<OpenEntry, 'pouch' | 'starts'>): void {
    pouch._info((error, info) => {
      // A handle that failed meanwhile is announced once it is replaced.
      if (error || info === undefined) return
      const lastSeq = info.update_seq
      starts.afterCommit(lastSeq)
      for (const listener of entry.listeners) listener(lastSeq)
      for (const listener of listeners) listener(name, lastSeq, starts.log.starts.at(-1)?.id)
    })
  }

  async function openDatabase(name: string, entry: Entry): Promise<OpenEntry> {
    const opened = await openPouch({
      ...backend.pouchOptions,
      name,
      guard: (...write) => guard(name, ...write)
    })
    const { pouch, port, handle, release } = opened
    const { room } = backend
    try {
      const starts = await openStartKeeper({ pouch, port, memory: entry.memory, source: startSource })
      const onCommitted = (): void => announce(name, entry, { pouch, starts })
      const commit = createGroupCommit(noteStartFirst(port, starts), room, onCommitted)
      return { ...opened, commit, starts, room, handle, compactFiles: () => backend.compactFiles(name) }
    } catch (error) {
      await release().catch(ignore)
      throw error
    }
  }

  function closeEntry(entry: Entry, finish: (open: OpenEntry) => Promise<unknown>): Promise<void> {
    const { opening } = entry
    if (opening === undefined) return entry.closing
    entry.opening = undefined
    entry.current = undefined
    entry.closing = opening.then(finish).then(ignore, ignore)
    return entry.closing
  }

  /** What is made under this name from now on is another database. */
  function forget(entry: Entry): void {
    Object.assign(entry.memory, { ownId: undefined, maxSeq: 0 } satisfies RunMemory)
  }

  return {
    async open(name) {
      const entry = findEntry(name)
      await openWhile(name)(() => Promise.resolve())
      return entry.store
    },
    async has(name) {
      return entryByName.get(name)?.opening !== undefined || (await backend.list()).includes(name)
    },
    list: () => backend.list(),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async closeIdle(idleMs) {
      const idle = [...entryByName.values()].filter(
        entry =>
          entry.users === 0 &&
          entry.listeners.size === 0 &&
          entry.current !== undefined &&
          now() - entry.lastUsedAt >= idleMs
      )
      await Promise.all(idle.map(entry => closeEntry(entry, ({ pouch }) => pouch.close())))
    },
    async destroy(name) {
      const entry = findEntry(name)
      await openWhile(name)(() => Promise.resolve())
      await closeEntry(entry, ({ pouch }) => pouch.destroy())
      forget(entry)
    },
    async salvage(name) {
      const entry = findEntry(name)
      entry.outage.stop()
      const closing = closeEntry(entry, ({ release }) => release())
      const salvaging = closing.then(() => backend.salvage(name))
      entry.closing = salvaging.then(ignore, ignore)
      const place = await salvaging
      entry.outage.end()
      forget(entry)
      await openWhile(name)(({ starts }) => starts.renew())
      return place
    },
    async health() {
      const failing = [...entryByName].filter(([, { outage }]) => outage.isOn).map(([name]) => name)
      return { failing, isFull: await backend.room.isLow() }
    },
    async close() {
      isClosed = true
      for (const { outage } of entryByName.values()) outage.stop()
      await Promise.all(running)
      await Promise.all([...entryByName.values()].map(entry => closeEntry(entry, ({ pouch }) => pouch.close())))
    },
    usePouch: (name, work) => {
      findEntry(name)
      return openWhile(name)(({ pouch }) => work(pouch))
    },
    findOpenPouch: name => entryByName.get(name)?.current?.pouch,
    listOpen: () => [...entryByName].filter(([, entry]) => entry.current !== undefined).map(([name]) => name),
    setGuard(next) {
      guard = next
    }
  }
}

/** Commits of a run only once its start is on disk. */
function noteStartFirst(port: RawPort, starts: StartKeeper): RawPort {
  return {
    ...port,
    bulkDocs(docs, newEdits, done) {
      starts.beforeCommit().then(
        () => port.bulkDocs(docs, newEdits, done),
        (error: unknown) => done(error instanceof Error ? error : new Error(String(error)))
      )
    }
  }
}

function ignore(): void {}
