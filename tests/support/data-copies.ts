import { cp, mkdtemp, rename, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { createLevelFiles, type LevelFiles } from '#server/storage/engine/level-files.ts'
import { databasePrefix, rangeOfDatabase } from '#server/storage/engine/level-keys.ts'

/** Copies of a data folder, or of one database of it, as an operator makes them. The server must not be running. */
export interface DataCopies {
  /** Copies the whole folder, under a name of its own. */
  take(dataFolder: string, name: string): Promise<void>
  /** Puts a copy in the place of the folder. */
  putBack(dataFolder: string, name: string): Promise<void>
  /** Puts one database of a copy in the place of the one that is there. */
  putBackDatabase(dataFolder: string, name: string, database: string): Promise<void>
  lose(dataFolder: string, database: string): Promise<void>
  remove(): Promise<void>
}

export async function createDataCopies(): Promise<DataCopies> {
  const shelf = await mkdtemp(path.join(os.tmpdir(), 'coachdesk-copies-'))

  async function replace(target: string, source: string): Promise<void> {
    const partial = `${target}.put-back`
    await cp(source, partial, { recursive: true })
    await rm(target, { recursive: true, force: true })
    await rename(partial, target)
  }

  return {
    take: (dataFolder, name) => cp(dataFolder, path.join(shelf, name), { recursive: true, errorOnExist: true }),
    putBack: (dataFolder, name) => replace(dataFolder, path.join(shelf, name)),
    putBackDatabase: (dataFolder, name, database) =>
      withFiles(path.join(shelf, name), async source =>
        withFiles(dataFolder, async target => {
          await removeDatabase(target, database)
          const entries = await source.list(rangeOfDatabase(database))
          const [counters] = await source.read([databasePrefix + database])
          if (counters === undefined) return
          await target.write(
            [...entries, [databasePrefix + database, counters] as const].map(([key, value]) => ({
              type: 'put',
              key,
              value
            }))
          )
        })
      ),
    lose: (dataFolder, database) => withFiles(dataFolder, target => removeDatabase(target, database)),
    remove: () => rm(shelf, { recursive: true, force: true })
  }
}

async function withFiles(dataFolder: string, work: (files: LevelFiles) => Promise<void>): Promise<void> {
  const files = createLevelFiles(path.join(dataFolder, 'databases'))
  await files.open()
  try {
    await work(files)
  } finally {
    await files.close()
  }
}

async function removeDatabase(files: LevelFiles, database: string): Promise<void> {
  await files.clear(rangeOfDatabase(database))
  await files.write([{ type: 'del', key: databasePrefix + database }])
}
