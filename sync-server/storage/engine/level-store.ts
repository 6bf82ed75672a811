import { createOutage } from '../outage.ts'
import { StorageUnavailableError } from '../storage-unavailable.ts'
import type { DatabaseInfo } from './engine.ts'
import type { LevelFiles, OpenFiles, Operation } from './level-files.ts'
import { textToInfo } from './record-text.ts'
import { commitsKey, databasePrefix, gonePrefix, rangeOfDatabase, rangeOfPrefix } from './level-keys.ts'

/** The files from one opening to the next, and what has been read of them. */
export interface OpenStore {
  readonly files: LevelFiles
  readonly infoByName: Map<string, DatabaseInfo>
  commits: number
}

/** Keeps one LevelDB open: opens it, and opens it again after a failure. */
export interface LevelStore {
  /** Rejects while the store is out. */
  acquire(): Promise<OpenStore>
  /** A read; it is done once more where opening again has cut it off. */
  read<T>(work: (store: OpenStore) => Promise<T>): Promise<T>
  /** One commit: on disk before it resolves, or not at all, or the store is out. */
  write(store: OpenStore, operations: readonly Operation[]): Promise<void>
  /** Work on the files that is no commit, and after which they cannot be used as they are if it fails. */
  change(store: OpenStore, work: (files: LevelFiles) => Promise<void>): Promise<void>
  /** What callers are told of a failure; notes that the files are damaged, where that is why. */
  toUnavailable(cause: unknown): StorageUnavailableError
  isFailing(): boolean
  /** Whether something of it could not be read since it was opened first, because its files are damaged. */
  isDamaged(): boolean
  onReopened(listener: () => void): () => void
  close(): Promise<void>
}

export interface LevelStoreOptions {
  readonly openFiles: OpenFiles
  /** Control: goes on with files of which a write has failed, to see that this is noticed. */
  readonly goesOnAfterFault: boolean
  /** Called once, when the files turn out to be damaged somewhere: trying again does not help. */
  readonly onDamaged: () => void
}

/**
 * Behind a failed write LevelDB's log may end in half a record. LevelDB 1.20 goes on behind it, and at its next start drops in
 * silence all that it has acknowledged since (F34). So after a failed write the files are closed and opened again, before
 * anything else is written, and the number of commits says whether that one is among them.
 */
export async function openLevelStore(
  location: string,
  { openFiles, goesOnAfterFault, onDamaged }: LevelStoreOptions
): Promise<LevelStore> {
  const listeners = new Set<() => void>()
  const outage = createOutage(() => void open().catch(ignore))
  let current: OpenStore | undefined
  let opening: Promise<OpenStore> | undefined
  let isClosed = false
  let isDamaged = false

  function toUnavailable(cause: unknown): StorageUnavailableError {
    const error = new StorageUnavailableError({ cause })
    if (error.isDamaged && !isDamaged) {
      isDamaged = true
      onDamaged()
    }
    return error
  }

  function open(): Promise<OpenStore> {
    // What was there and is gone, as a disk that was taken out, is no reason for a new, empty store.
    opening ??= load(openFiles(location, false)).then(
      store => {
        opening = undefined
        current = store
        if (outage.end()) for (const listener of listeners) listener()
        return store
      },
      (cause: unknown) => {
        opening = undefined
        const error = toUnavailable(cause)
        if (!isClosed) outage.pause(error)
        throw error
      }
    )
    return opening
  }

  function acquire(): Promise<OpenStore> {
    if (isClosed) return Promise.reject(new Error('storage is closed'))
    if (current !== undefined) return Promise.resolve(current)
    return outage.refusal === undefined ? open() : Promise.reject(outage.refusal)
  }

  /** Resolves with the store once it was opened again; undefined where that fails. */
  async function replace(failed: OpenStore): Promise<OpenStore | undefined> {
    if (current !== failed || isClosed) return undefined
    current = undefined
    outage.begin()
    // Whoever asks meanwhile waits for it. What cannot be closed is found out by opening.
    opening = failed.files
      .close()
      .catch(ignore)
      .then(() => {
        opening = undefined
        return open()
      })
    return opening.catch(ignore)
  }

  async function change(store: OpenStore, work: (files: LevelFiles) => Promise<void>): Promise<void> {
    try {
      await work(store.files)
    } catch (cause) {
      if (!goesOnAfterFault) await replace(store)
      throw toUnavailable(cause)
    }
  }

  // The first opening tells its caller what is wrong, and is not tried again by itself.
  current = await load(openFiles(location)).catch((cause: unknown) => {
    throw new StorageUnavailableError({ cause })
  })

  return {
    acquire,
    change,
    async read(work) {
      for (;;) {
        const store = await acquire()
        try {
          return await work(store)
        } catch (cause) {
          if (current === store || isClosed) throw toUnavailable(cause)
        }
      }
    },
    async write(store, operations) {
      const number = store.commits + 1
      try {
        await store.files.write([...operations, { type: 'put', key: commitsKey, value: String(number) }])
        store.commits = number
      } catch (cause) {
        const next = goesOnAfterFault ? undefined : await replace(store)
        if (next?.commits !== number) throw toUnavailable(cause)
      }
    },
    toUnavailable,
    isFailing: () => outage.isOn,
    isDamaged: () => isDamaged,
    onReopened(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    async close() {
      if (isClosed) return
      isClosed = true
      outage.stop()
      const store = current ?? (await opening?.catch(ignore))
      await store?.files.close()
    }
  }
}

async function load(files: LevelFiles): Promise<OpenStore> {
  try {
    await files.open()
    const [commits] = await files.read([commitsKey])
    for (const [key] of await files.list(rangeOfPrefix(gonePrefix))) await sweep(files, key.slice(gonePrefix.length))
    const databases = await files.list(rangeOfPrefix(databasePrefix))
    const infoByName = new Map(
      databases.map(([key, text]) => {
        const name = key.slice(databasePrefix.length)
        return [name, textToInfo(name, text)] as const
      })
    )
    return { files, infoByName, commits: Number(commits ?? 0) }
  } catch (error) {
    await files.close().catch(ignore)
    throw error
  }
}

/** Takes out what a removed database has left. Interrupted, it is done again at the next start. */
export async function sweep(files: LevelFiles, database: string): Promise<void> {
  await files.clear(rangeOfDatabase(database))
  await files.write([{ type: 'del', key: gonePrefix + database }])
}

function ignore(): undefined {
  return undefined
}
