import { randomBytes } from 'node:crypto'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { checkVersion } from '../startup/data-folder.ts'
import { explainUnavailable } from '../startup/explain-unavailable.ts'
import { markRestored } from '../startup/mark-restored.ts'
import { StartupError } from '../startup/startup-error.ts'
import { createLevelDatabases, isHeldByOther } from '../storage/level-databases.ts'
import { StorageUnavailableError } from '../storage/storage-unavailable.ts'

/** `npm run restored -- <folder>`: to be run once a data folder was put back from a copy, before a server starts on it. */
async function main(): Promise<readonly string[]> {
  const [folder, ...more] = process.argv.slice(2)
  if (folder === undefined || more.length > 0) {
    throw new StartupError(['Usage: npm run restored -- <data folder that was put back from a copy>'])
  }
  const dataFolder = path.resolve(folder)
  const databasesFolder = path.join(dataFolder, 'databases')
  if (!(await isThere(path.join(dataFolder, 'version'))) || !(await isThere(databasesFolder))) {
    throw new StartupError([`${dataFolder} is not a CoachDesk data folder.`])
  }
  const makeRandomBytes = (length: number): Uint8Array => new Uint8Array(randomBytes(length))
  await checkVersion(dataFolder, Buffer.from(makeRandomBytes(8)).toString('hex'))
  const startSource = { now: () => Date.now(), randomBytes: makeRandomBytes }
  const databases = await createLevelDatabases(databasesFolder, startSource).catch((error: unknown) => {
    if (isHeldByOther(error)) {
      throw new StartupError([`A server has ${dataFolder} open. Stop it, and run this again.`], { cause: error })
    }
    throw error instanceof StorageUnavailableError ? explainUnavailable(dataFolder, error) : error
  })
  try {
    return await markRestored({ dataFolder, databases, randomBytes: makeRandomBytes })
  } finally {
    await databases.close()
  }
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(
    () => true,
    () => false
  )
}

try {
  process.stdout.write(`${(await main()).join('\n')}\n`)
} catch (error) {
  if (!(error instanceof StartupError)) throw error
  process.stderr.write(`${error.lines.join('\n')}\n`)
  process.exitCode = 1
}
