import { randomBytes } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { text } from 'node:stream/consumers'
import { type AccountCommand, createAccountCommands, type CommandResult } from '../accounts/account-commands.ts'
import { openAccounts } from '../accounts/open-accounts.ts'
import { createPasswordHasher } from '../accounts/password-hash.ts'
import { callAdminChannel } from '../startup/admin-channel.ts'
import { prepareDataFolder } from '../startup/data-folder.ts'
import { readSettings } from '../startup/settings.ts'
import { StartupError } from '../startup/startup-error.ts'
import { createLevelDatabases, isHeldByOther } from '../storage/level-databases.ts'
import { readCommand, usage } from './read-command.ts'

/**
 * `npm run account -- ...`. A running server carries the command out itself, as it alone may touch its data; otherwise the
 * data folder is opened here.
 */
async function main(): Promise<CommandResult> {
  const settings = readSettings(process.env)
  if (!settings.ok) return { ok: false, lines: settings.problems }
  const command = await readCommand(process.argv.slice(2), () => text(process.stdin))
  if (!command.ok) return { ok: false, lines: [command.problem, '', ...usage] }
  const { dataFolder, secret } = settings.settings
  const folder = await prepareDataFolder(dataFolder, secret, makeRandomBytes)
  const answered = await callAdminChannel(folder.adminChannelFile, command.command)
  return answered ?? runHere(folder.databasesFolder, dataFolder, command.command)
}

async function runHere(databasesFolder: string, dataFolder: string, command: AccountCommand): Promise<CommandResult> {
  const now = () => Date.now()
  const startSource = { now, randomBytes: makeRandomBytes }
  const databases = await createLevelDatabases(databasesFolder, () => performance.now(), startSource)
  try {
    const hasher = createPasswordHasher(makeRandomBytes)
    const accounts = await openAccounts({ databases, hasher, now, randomBytes: makeRandomBytes })
    return await createAccountCommands(accounts)(command)
  } catch (error) {
    if (!isHeldByOther(error)) throw error
    throw new StartupError([
      `A process that does not answer holds the data folder ${dataFolder}. Stop it and try again.`
    ])
  } finally {
    await databases.close()
  }
}

function makeRandomBytes(length: number): Uint8Array {
  return new Uint8Array(randomBytes(length))
}

const result = await main().catch((error: unknown): CommandResult => {
  if (error instanceof StartupError) return { ok: false, lines: error.lines }
  throw error
})
const out = result.ok ? process.stdout : process.stderr
out.write(`${result.lines.join('\n')}\n`)
process.exitCode = result.ok ? 0 : 1
