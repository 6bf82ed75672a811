import { randomBytes } from 'node:crypto'
import { access } from 'node:fs/promises'
import path from 'node:path'
import { checkData } from '../startup/check-data.ts'
import { prepareDataFolder } from '../startup/data-folder.ts'
import { repairData } from '../startup/repair-data.ts'
import { readSettings, type ServerSettings } from '../startup/settings.ts'
import { StartupError } from '../startup/startup-error.ts'
import { createLevelDatabases, isHeldByOther, openToRead } from '../storage/level-databases.ts'
import { endSalvage, salvageWhereDamaged } from '../storage/salvage-files.ts'
import { describeCauses, StorageUnavailableError } from '../storage/storage-unavailable.ts'

interface Outcome {
  readonly exitCode: 0 | 1
  readonly lines: readonly string[]
}

const makeRandomBytes = (length: number): Uint8Array => new Uint8Array(randomBytes(length))
const now = (): number => Date.now()
const startSource = { now, randomBytes: makeRandomBytes }

/**
 * `npm run check`: reads a data folder that no server has open, and says what disagrees. `npm run check -- --repair` repairs what can
 * be made again from elsewhere, and says what is left.
 */
async function main(): Promise<Outcome> {
  const [flag, ...more] = process.argv.slice(2)
  if ((flag !== undefined && flag !== '--repair') || more.length > 0) {
    throw new StartupError(['Usage: npm run check, or npm run check -- --repair'])
  }
  const result = readSettings(process.env)
  if (!result.ok) return { exitCode: 1, lines: result.problems }
  const { settings } = result
  const { dataFolder } = settings
  const folder = path.join(dataFolder, 'databases')
  try {
    await access(folder)
  } catch (error) {
    throw new StartupError([`There is no data in ${dataFolder}. Set COACHDESK_DATA to the folder of the server.`], {
      cause: error
    })
  }
  try {
    const done = flag === '--repair' ? await repair(folder, settings) : []
    const { exitCode, lines } = await check(folder)
    return { exitCode, lines: [...done, ...lines] }
  } catch (error) {
    if (!isHeldByOther(error)) throw error
    throw new StartupError([`A server has ${dataFolder} open. Stop it, then check again.`], { cause: error })
  }
}

async function check(folder: string): Promise<Outcome> {
  const databases = await openToRead(folder, startSource).catch((error: unknown) => {
    if (error instanceof StorageUnavailableError && error.isDamaged) return error
    throw error
  })
  if (databases instanceof Error)
    return { exitCode: 1, lines: [`The databases are damaged (${describeCauses(databases)}).`] }
  try {
    const { problems, notes } = await checkData(databases, now())
    const verdict = problems.length === 0 ? 'Nothing disagrees.' : `${problems.length} things disagree:`
    return { exitCode: problems.length === 0 ? 0 : 1, lines: [...notes, verdict, ...problems] }
  } finally {
    await databases.close()
  }
}

async function repair(folder: string, settings: ServerSettings): Promise<readonly string[]> {
  const { secret } = await prepareDataFolder(settings.dataFolder, settings.secret, makeRandomBytes)
  const salvaged = await salvageWhereDamaged(folder, startSource)
  const databases = await createLevelDatabases(folder, startSource, { isRepair: true })
  try {
    const done = await repairData({ databases, secret, now, randomBytes: makeRandomBytes, salvaged })
    await endSalvage(folder)
    return describeDone(done)
  } finally {
    await databases.close()
  }
}

function describeDone(done: readonly string[]): readonly string[] {
  return done.length === 0 ? ['Nothing was repaired.'] : ['Repaired:', ...done.map(line => `  ${line}`), '']
}

const { exitCode, lines } = await main().catch((error: unknown): Outcome => {
  if (error instanceof StartupError) return { exitCode: 1, lines: error.lines }
  throw error
})
process.stdout.write(`${lines.join('\n')}\n`)
process.exitCode = exitCode
