import { randomBytes } from 'node:crypto'
import { performance } from 'node:perf_hooks'
import { text } from 'node:stream/consumers'
import { setTimeout } from 'node:timers/promises'
import { type AccountCommand, createAccountCommands, type CommandResult } from '../accounts/account-commands.ts'
import { auditDatabase, createAuditLog } from '../audit/audit-log.ts'
import { openAccounts } from '../accounts/open-accounts.ts'
import { createPasswordHasher } from '../accounts/password-hash.ts'
import { loadResetRecords } from '../joining/reset-records.ts'
import { createResets, operatorsLink } from '../joining/resets.ts'
import { callAdminChannel, storageFailed } from '../startup/admin-channel.ts'
import { type DataFolder, prepareDataFolder } from '../startup/data-folder.ts'
import { explainUnavailable } from '../startup/explain-unavailable.ts'
import { readSettings, type ServerSettings } from '../startup/settings.ts'
import { StartupError } from '../startup/startup-error.ts'
import { createLevelDatabases, isHeldByOther } from '../storage/level-databases.ts'
import { StorageUnavailableError } from '../storage/storage-unavailable.ts'
import { readCommand, usage } from './read-command.ts'

/** How long a command waits for others that hold the data folder: some that hash a password, one after the other. */
const patienceMs = 30_000

/**
 * `npm run account -- ...`. A running server carries the command out itself, as it alone may touch its data; otherwise the
 * data folder is opened here.
 */
async function main(): Promise<CommandResult> {
  const settings = readSettings(process.env)
  if (!settings.ok) return { ok: false, lines: settings.problems }
  const command = await readCommand(process.argv.slice(2), () => text(process.stdin))
  if (!command.ok) return { ok: false, lines: [command.problem, '', ...usage] }
  const { dataFolder, secret, minFreeBytes, publicUrl, addresses } = settings.settings
  const folder = await prepareDataFolder(dataFolder, secret, makeRandomBytes)
  return carryOut(command.command, folder, { dataFolder, minFreeBytes, publicUrl: publicUrl ?? addresses[0] })
}

type FolderSettings = Pick<ServerSettings, 'dataFolder' | 'minFreeBytes' | 'publicUrl'>

/** Asks the running server; without one, opens the folder. Another command may hold it for a moment: then both are tried again. */
async function carryOut(command: AccountCommand, folder: DataFolder, settings: FolderSettings): Promise<CommandResult> {
  const { dataFolder } = settings
  const until = performance.now() + patienceMs
  for (;;) {
    const answered = await callAdminChannel(folder.adminChannelFile, command, makeRandomBytes)
    if (answered !== undefined) return answered
    try {
      return await runHere(folder, command, settings)
    } catch (error) {
      if (!isHeldByOther(error))
        throw error instanceof StorageUnavailableError ? explainStorage(dataFolder, error) : error
      if (performance.now() > until) {
        throw new StartupError([
          `A process that does not answer holds the data folder ${dataFolder}. Stop it and try again.`
        ])
      }
      await setTimeout(50 + Math.random() * 100)
    }
  }
}

async function runHere(
  { databasesFolder, tokenKey }: DataFolder,
  command: AccountCommand,
  { minFreeBytes, publicUrl }: FolderSettings
): Promise<CommandResult> {
  const now = () => Date.now()
  const startSource = { now, randomBytes: makeRandomBytes }
  const databases = await createLevelDatabases(databasesFolder, startSource, { minFreeBytes })
  try {
    const hasher = createPasswordHasher(makeRandomBytes)
    const tell = (line: string) => void process.stderr.write(`${line}\n`)
    const accounts = await openAccounts({ databases, hasher, now, randomBytes: makeRandomBytes, tell })
    const audit = createAuditLog({ store: await databases.open(auditDatabase), ...startSource })
    const records = await loadResetRecords({ databases, key: tokenKey, randomBytes: makeRandomBytes })
    // The server tells the person when it starts.
    const tellUntold = (): Promise<void> => Promise.resolve()
    const findPublicUrl = (): string => publicUrl ?? ''
    const resets = createResets({ ...accounts, audit, records, findPublicUrl, now, tellUntold })
    const issueReset = publicUrl === undefined ? undefined : (id: string) => resets.issue(id, operatorsLink)
    return await createAccountCommands({ ...accounts, audit, issueReset })(command)
  } finally {
    await databases.close()
  }
}

function explainStorage(dataFolder: string, error: StorageUnavailableError): StartupError {
  return error.isDamaged ? explainUnavailable(dataFolder, error) : new StartupError(storageFailed)
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
