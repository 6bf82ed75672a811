import { cp, mkdtemp, rename, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'

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
  const databaseIn = (folder: string, database: string): string => path.join(folder, 'databases', database)

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
      replace(databaseIn(dataFolder, database), databaseIn(path.join(shelf, name), database)),
    lose: (dataFolder, database) => rm(databaseIn(dataFolder, database), { recursive: true }),
    remove: () => rm(shelf, { recursive: true, force: true })
  }
}
