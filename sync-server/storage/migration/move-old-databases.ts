import { access, mkdir, open, readdir, rename, rm, rmdir, stat, statfs } from 'node:fs/promises'
import path from 'node:path'
import { createLevelEngine } from '../engine/level-engine.ts'
import { createLevelFiles, type LevelFiles } from '../engine/level-files.ts'
import { StorageUnavailableError } from '../storage-unavailable.ts'
import { listOldDatabases, readOldDatabases } from './read-old-databases.ts'

/**
 * Moves databases that versions up to 0.1.0 kept in folders of their own into one store, in the place of their folder:
 *
 *     databases/           the old ones, until the store is whole
 *     databases.moving/    `lock`, held while this is done; `store`, being filled; `ready`, a store that is whole
 *     databases.old/       the old ones afterwards: the way back
 *
 * Killed at any point it begins anew at the next start, or ends what is left to do.
 * @throws StorageUnavailableError where it cannot be done; the old databases are as they were
 */
export async function moveOldDatabases(folder: string): Promise<void> {
  const working = `${folder}.moving`
  if (!(await isThere(working)) && !(await holdsOldDatabases(folder))) return
  let lock: LevelFiles | undefined
  try {
    lock = await takeLock(path.join(working, 'lock'))
    const ready = path.join(working, 'ready')
    if (await holdsOldDatabases(folder)) {
      const store = path.join(working, 'store')
      for (const left of [store, ready]) await rm(left, { recursive: true, force: true })
      await expectRoom(folder)
      await fill(store, folder)
      await syncFiles(store)
      await rename(store, ready)
      await rename(folder, await findFreeName(`${folder}.old`))
    }
    if (await isThere(ready)) {
      // Somebody may have made the folder again; where there is something in it, nobody can say which one counts.
      if (await isThere(folder)) await rmdir(folder)
      await rename(ready, folder)
    }
    await syncFolder(path.dirname(folder))
  } catch (cause) {
    throw new StorageUnavailableError({ cause })
  } finally {
    await lock?.close()
  }
  await rm(working, { recursive: true, force: true })
}

/** LevelDB's own: it ends with the process, also with one that is killed. */
async function takeLock(location: string): Promise<LevelFiles> {
  await mkdir(location, { recursive: true, mode: 0o700 })
  const lock = createLevelFiles(location)
  await lock.open()
  return lock
}

async function fill(location: string, folder: string): Promise<void> {
  const engine = await createLevelEngine(location)
  try {
    await engine.restore(readOldDatabases(folder))
  } finally {
    await engine.close()
  }
}

/** A LevelDB has a file CURRENT: the store in the folder itself, old databases each in theirs. */
export async function holdsOldDatabases(folder: string): Promise<boolean> {
  if (!(await isThere(folder)) || (await isThere(path.join(folder, 'CURRENT')))) return false
  const names = await listOldDatabases(folder)
  return (await Promise.all(names.map(name => isThere(path.join(folder, name, 'CURRENT'))))).includes(true)
}

/** Both are there for a while. */
async function expectRoom(folder: string): Promise<void> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true })
  const sizes = await Promise.all(
    files.filter(file => file.isFile()).map(async file => (await stat(path.join(file.parentPath, file.name))).size)
  )
  const needed = sizes.reduce((sum, size) => sum + size, 0)
  const { bavail, bsize } = await statfs(folder)
  if (bavail * bsize >= needed) return
  throw new Error(`moving the databases needs ${Math.ceil(needed / 1_048_576)} MB of free space`)
}

async function findFreeName(name: string): Promise<string> {
  for (let n = 1; ; n += 1) {
    const tried = n === 1 ? name : `${name}-${n}`
    if (!(await isThere(tried))) return tried
  }
}

/** LevelDB has written most of it without waiting for the disk. */
async function syncFiles(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const handle = await open(path.join(folder, name), 'r+')
    try {
      await handle.sync()
    } finally {
      await handle.close()
    }
  }
  await syncFolder(folder)
}

/** So that the new names outlive a power cut. Windows does not let anybody ask for it. */
async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder).catch(() => undefined)
  await handle?.sync().catch(() => undefined)
  await handle?.close()
}

function isThere(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false
  )
}
