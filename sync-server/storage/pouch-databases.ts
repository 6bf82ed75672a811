import { databaseNamePattern } from './database-name.ts'
import type { DiskRoom } from './disk-room.ts'
import type { ChangeListener, Databases, DocumentStore } from './document-store.ts'
import type { CommitWatch } from './engine/commit-watch.ts'
import { createCommitter } from './engine/committer.ts'
import type { DatabaseInfo, Engine } from './engine/engine.ts'
import { openPouchOn } from './engine/pouch-adapter.ts'
import { CouchError } from './engine/pouch-errors.ts'
import { createEngineStore } from './engine-store.ts'
import { createRunMemory, openStartKeeper, type RunMemory, type StartKeeper, type StartSource } from './start-keeper.ts'
import { StorageUnavailableError } from './storage-unavailable.ts'

export type OpenPouch = PouchDB.Database

/** Storage plus what the HTTP side needs: PouchDB instances for reading. Whoever writes through one is refused. */
export interface PouchDatabases extends Databases {
  /** Runs the work with a PouchDB of that database; the instance must not be kept afterwards. */
  usePouch<T>(name: string, work: (pouch: OpenPouch) => Promise<T>): Promise<T>
  /** The instance of that name, if there is one: for use inside `usePouch` only. */
  findOpenPouch(name: string): OpenPouch | undefined
  /** Names of the databases that have an instance. */
  listOpen(): readonly string[]
  /** Below everything: what is asked of it is judged by nobody. */
  readonly engine: Engine
}

interface Entry {
  readonly store: DocumentStore
  readonly listeners: Set<(lastSeq: number) => void>
  readonly memory: RunMemory
  /** Absent until it is asked for, and after storage was out. */
  keeper: Promise<StartKeeper> | undefined
  loaded: StartKeeper | undefined
  pouch: OpenPouch | undefined
}

/** All databases of an engine. Closing them closes the engine. */
export function createPouchDatabases(
  engine: Engine,
  room: DiskRoom,
  startSource: StartSource,
  watch?: CommitWatch
): PouchDatabases {
  const entryByName = new Map<string, Entry>()
  const openNames = new Set<string>()
  const listeners = new Set<ChangeListener>()
  const running = new Set<Promise<unknown>>()
  let isClosed = false

  const committer = createCommitter({
    engine,
    room,
    ...(watch === undefined ? {} : { watch }),
    accompany: async name => (await readKeeper(name)).accompany(),
    onCommitted: changed => {
      for (const [name, info] of changed) announce(name, info)
    }
  })
  engine.onReopened(() => void lookAgain())

  function run<T>(work: () => Promise<T>): Promise<T> {
    if (isClosed) return Promise.reject(new Error('storage is closed'))
    const result = work()
    const settled = result.then(ignore, ignore).finally(() => running.delete(settled))
    running.add(settled)
    return result
  }

  function findEntry(name: string): Entry {
    const known = entryByName.get(name)
    if (known !== undefined) return known
    if (!databaseNamePattern.test(name)) throw new Error(`not a database name: ${name}`)
    const own: Entry['listeners'] = new Set()
    const onChange: DocumentStore['onChange'] = listener => {
      own.add(listener)
      return () => own.delete(listener)
    }
    const entry: Entry = {
      store: createEngineStore({ name, engine, committer, readKeeper: () => readKeeper(name), onChange, run }),
      listeners: own,
      memory: createRunMemory(),
      keeper: undefined,
      loaded: undefined,
      pouch: undefined
    }
    entryByName.set(name, entry)
    return entry
  }

  function readKeeper(name: string): Promise<StartKeeper> {
    const entry = findEntry(name)
    if (entry.keeper !== undefined) return entry.keeper
    const keeper = openStartKeeper({ engine, database: name, memory: entry.memory, source: startSource })
    entry.keeper = keeper
    keeper.then(
      loaded => {
        if (entry.keeper === keeper) entry.loaded = loaded
      },
      () => {
        if (entry.keeper === keeper) entry.keeper = undefined
      }
    )
    return keeper
  }

  function forgetKeeper(entry: Entry): void {
    entry.keeper = undefined
    entry.loaded = undefined
  }

  async function openEntry(name: string): Promise<Entry> {
    const entry = findEntry(name)
    const { log } = await readKeeper(name)
    if (log.starts.length > 0) return entry
    // Where it cannot be stored, nothing else can either. There is nothing in it then, and that can be read.
    await committer.touch(name).catch((error: unknown) => {
      if (!(error instanceof StorageUnavailableError)) throw error
    })
    return entry
  }

  function announce(name: string, { updateSeq }: DatabaseInfo): void {
    const entry = findEntry(name)
    entry.loaded?.afterCommit(updateSeq)
    for (const listener of entry.listeners) listener(updateSeq)
    for (const listener of listeners) listener(name, updateSeq, entry.loaded?.log.starts.at(-1)?.id)
  }

  /** A write that was in doubt in an outage may have been stored: listeners look again. */
  async function lookAgain(): Promise<void> {
    for (const entry of entryByName.values()) forgetKeeper(entry)
    for (const name of entryByName.keys()) {
      // Storage that fails again meanwhile is announced once it is back.
      const [info] = await Promise.all([engine.info(name), readKeeper(name)]).catch(() => [undefined])
      if (info !== undefined) announce(name, info)
    }
  }

  return {
    open: name => run(async () => (await openEntry(name)).store),
    has: name => run(async () => (await engine.info(name)) !== undefined),
    list: () => run(() => engine.list()),
    commitTogether: parts => run(() => committer.commitTogether(parts)),
    commitInOrder: units => run(() => committer.commitInOrder(units)),
    onChange(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    destroy: name =>
      run(async () => {
        const entry = findEntry(name)
        await committer.runAlone(() => engine.destroy(name))
        // What is made under this name from now on is another database.
        Object.assign(entry.memory, createRunMemory())
        forgetKeeper(entry)
      }),
    async health() {
      return {
        failing: engine.isFailing() ? [...entryByName.keys()] : [],
        isFull: await room.isLow(),
        isDamaged: engine.isDamaged()
      }
    },
    async close() {
      isClosed = true
      await Promise.all(running)
      await committer.idle()
      await engine.close()
    },
    usePouch: (name, work) =>
      run(async () => {
        const entry = await openEntry(name)
        entry.pouch ??= openPouchOn(name, { engine, guard: refuseWrites })
        openNames.add(name)
        return work(entry.pouch)
      }),
    engine,
    findOpenPouch: name => entryByName.get(name)?.pouch,
    listOpen: () => [...openNames]
  }
}

/** Documents are written through the gate, which stores them below PouchDB. */
function refuseWrites(): Promise<never> {
  return Promise.reject(new CouchError(403, 'forbidden', 'documents are not written here'))
}

function ignore(): void {}
