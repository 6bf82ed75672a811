import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { StartupError } from './startup-error.ts'
import { readTokenKey } from './token-material.ts'
import { writeNew, writeWhole } from './write-whole.ts'

/**
 * Raised by one whenever data written by this version cannot be read by the one before. 2: coaches' copies are signed, a field that
 * version 0.1.0 cannot read. 3: accounts say who administers and whose address is confirmed, and version 0.2.0 leaves out each account
 * with such a field: nobody could sign in.
 */
const dataVersion = 3

/** The data folder's own files; the databases lie in `databases`. */
export interface DataFolder {
  readonly databasesFolder: string
  readonly adminChannelFile: string
  /** At least 32 characters. */
  readonly secret: string
  /** Signs tokens; another one each time that the folder was put back from a copy. */
  readonly tokenKey: string
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
  const suffix = Buffer.from(randomBytes(8)).toString('hex')
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 })
    // Several commands may start at once: each has a probe of its own.
    const probe = path.join(folder, `.write-probe-${suffix}`)
    await writeFile(probe, 'probe')
    await rm(probe)
  } catch (error) {
    throw new StartupError([`The data folder ${folder} cannot be written to (${errorCode(error)}).`], { cause: error })
  }
  await checkVersion(folder, suffix)
  const secret = givenSecret ?? (await keepSecret(folder, randomBytes, suffix))
  return {
    databasesFolder: path.join(folder, 'databases'),
    adminChannelFile: path.join(folder, 'admin-channel.json'),
    secret,
    tokenKey: await readTokenKey(folder, secret)
  }
}

/** Says that this version writes there from now on. @throws StartupError where a newer one has */
export async function checkVersion(folder: string, suffix: string): Promise<void> {
  const file = path.join(folder, 'version')
  const found = await readIfThere(file)
  if (found === undefined) {
    await writeNew(file, `${dataVersion}\n`, { mode: 0o600, suffix })
    return
  }
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
  // Before anything of the newer kind is written.
  if (version < dataVersion) await writeWhole(file, `${dataVersion}\n`, { mode: 0o600, suffix })
}

async function keepSecret(
  folder: string,
  randomBytes: (length: number) => Uint8Array,
  suffix: string
): Promise<string> {
  const file = path.join(folder, 'secret')
  const kept = await readSecret(file)
  if (kept !== undefined) return kept
  const secret = Buffer.from(randomBytes(32)).toString('base64url')
  const isOurs = await writeNew(file, `${secret}\n`, { mode: 0o600, suffix })
  const found = isOurs ? secret : await readSecret(file)
  if (found !== undefined) return found
  throw new StartupError([`${file} holds no secret of at least 32 characters. Remove it: everybody signs in again.`])
}

async function readSecret(file: string): Promise<string | undefined> {
  const kept = (await readIfThere(file))?.trim()
  return kept !== undefined && kept.length >= 32 ? kept : undefined
}

async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined
    throw new StartupError([`${file} cannot be read (${errorCode(error)}).`], { cause: error })
  }
}

function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error)
}
