import { randomBytes } from 'node:crypto'
import { access } from 'node:fs/promises'
import path from 'node:path'
import { performance } from 'node:perf_hooks'
import { checkData } from '../startup/check-data.ts'
import { readSettings } from '../startup/settings.ts'
import { StartupError } from '../startup/startup-error.ts'
import { createLevelDatabases, isHeldByOther } from '../storage/level-databases.ts'

interface Outcome {
  readonly exitCode: 0 | 1
  readonly lines: readonly string[]
}

/** `npm run check`: reads a data folder that no server has open, and says what disagrees. */
async function main(): Promise<Outcome> {
  const settings = readSettings(process.env)
  if (!settings.ok) return { exitCode: 1, lines: settings.problems }
  const { dataFolder } = settings.settings
  const folder = path.join(dataFolder, 'databases')
  try {
    await access(folder)
  } catch (error) {
    throw new StartupError([`There is no data in ${dataFolder}. Set COACHDESK_DATA to the folder of the server.`], {
      cause: error
    })
  }
  const databases = await createLevelDatabases(folder, () => performance.now(), {
    now: () => Date.now(),
    randomBytes: length => new Uint8Array(randomBytes(length))
  })
  try {
    const { problems, notes } = await checkData(databases, Date.now())
    const verdict = problems.length === 0 ? 'Nothing disagrees.' : `${problems.length} things disagree:`
    return { exitCode: problems.length === 0 ? 0 : 1, lines: [...notes, verdict, ...problems] }
  } catch (error) {
    if (!isHeldByOther(error)) throw error
    throw new StartupError([`A server has ${dataFolder} open. Stop it, then check again.`], { cause: error })
  } finally {
    await databases.close()
  }
}

const { exitCode, lines } = await main().catch((error: unknown): Outcome => {
  if (error instanceof StartupError) return { exitCode: 1, lines: error.lines }
  throw error
})
process.stdout.write(`${lines.join('\n')}\n`)
process.exitCode = exitCode
