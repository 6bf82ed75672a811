import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { StartupError } from './startup-error.ts'

/** Raised by one whenever data written by this version cannot be read by the one before. */
const dataVersion = 1

/** The data folder's own files; the databases lie in `databases`. */
export interface DataFolder {
  readonly databasesFolder: string
  readonly adminChannelFile: string
  /** At least 32 characters. */
  readonly secret: string
}

/**
 * Prepares the data folder: makes it, proves that it can be written to, checks its version, and reads or makes the secret.
 * @param givenSecret a secret from the settings, which is then not stored
 * @throws StartupError when the folder cannot be used
 */
export async function prepareDataFolder(
  folder: string,
  givenSecret: string | undefined,
  randomBytes: (length: number) => Uint8Array
): Promise<DataFolder> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    const probe = path.join(folder, '.write-probe')
    await writeFile(probe, 'probe')
    await rm(probe)
  } catch (error) {
    throw new StartupError([`The data folder ${folder} cannot be written to (${errorCode(error)}).`], { cause: error })
  }
  await checkVersion(folder)
  return {
    databasesFolder: path.join(folder, 'databases'),
    adminChannelFile: path.join(folder, 'admin-channel.json'),
    secret: givenSecret ?? (await keepSecret(folder, randomBytes))
  }
}

async function checkVersion(folder: string): Promise<void> {
  const file = path.join(folder, 'version')
  const found = await readIfThere(file)
  if (found === undefined) return writeWhole(file, `${dataVersion}\n`, 0o600)
  const version = Number(found.trim())
  if (!Number.isInteger(version)) {
    throw new StartupError([`${file} does not hold a version number: is ${folder} a CoachDesk data folder?`])
  }
  if (version > dataVersion) {
    throw new StartupError([
      `The data in ${folder} was written by a newer version of CoachDesk (data version ${version}, this one knows ${dataVersion}).`,
      'Start that version, or restore a backup made by this one.'
    ])
  }
}

async function keepSecret(folder: string, randomBytes: (length: number) => Uint8Array): Promise<string> {
  const file = path.join(folder, 'secret')
  const kept = (await readIfThere(file))?.trim()
  if (kept !== undefined && kept.length >= 32) return kept
  const secret = Buffer.from(randomBytes(32)).toString('base64url')
  await writeWhole(file, `${secret}\n`, 0o600)
  return secret
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw new StartupError([`${file} cannot be read (${errorCode(error)}).`], { cause: error })
  }
}

/** Never leaves half a file behind. */
async function writeWhole(file: string, text: string, mode: number): Promise<void> {
  const partial = `${file}.partial`
  await writeFile(partial, text, { mode, flush: true })
  await rename(partial, file)
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
