import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { SecretAnswer } from '#electron/contract/desktop-types.ts'
import { errorCode } from '../log/error-code.ts'
import { isSetAside, setFileAside } from '../files/set-aside.ts'
import type { Log } from '../log/log.ts'
import type { SafeStorage } from './safe-storage.ts'
import { isSecretFileName, readSecretFile, type StoredSecret, writeSecretFile } from './secret-file.ts'

const asideReason = 'unreadable'
/** Each costs a question to the key store; a computer sets hardly ever one aside. */
const mostFormer = 10

/** Secrets on the disk, one file each. Reading never changes what cannot be read. */
export interface SecretFolder {
  read(name: string): Promise<SecretAnswer>
  /** Those of this name that were set aside for a newer one and that open by now; the newest first. Changes nothing. */
  readFormer(name: string): Promise<readonly string[]>
  /** Rejects where the disk or the key store refuses. What stood there and cannot be opened is kept beside. */
  write(name: string, value: string, form: 'protected' | 'unprotected'): Promise<void>
  remove(name: string): Promise<void>
  /** Whether there are secrets that only a key store opens; yes also where the disk does not tell. */
  hasSealed(): Promise<boolean>
  /** Whether the key store opens at least one of them. */
  opensSealed(): Promise<boolean>
  /** Seals what was stored readably while there was no key store. */
  sealReadable(): Promise<void>
  /** Removes what was stored readably and answers it by file name. */
  takeReadable(): Promise<ReadonlyMap<string, string>>
}

export function openSecretFolder(
  folder: string,
  safeStorage: SafeStorage,
  log: Log,
  now: () => number = Date.now
): SecretFolder {
  const fileOf = (name: string): string => path.join(folder, name)

  async function writeSealed(name: string, value: string): Promise<void> {
    const sealed = await safeStorage.encryptStringAsync(value)
    await writeSecretFile(folder, name, { form: 'sealed', value: sealed.toString('base64') })
  }

  async function unseal(name: string, value: string): Promise<SecretAnswer> {
    try {
      const { result, shouldReEncrypt } = await safeStorage.decryptStringAsync(Buffer.from(value, 'base64'))
      if (shouldReEncrypt) await writeSealed(name, result).catch(error => log.error('secret-not-sealed-anew', error))
      return { kind: 'found', value: result }
    } catch (error) {
      log.error('secret-unreadable', error)
      return { kind: 'unreadable' }
    }
  }

  async function read(name: string): Promise<SecretAnswer> {
    const stored = await readSecretFile(fileOf(name))
    if (stored === 'absent') return { kind: 'none' }
    if (stored === 'damaged') return { kind: 'unreadable' }
    return stored.form === 'readable' ? { kind: 'found', value: stored.value } : unseal(name, stored.value)
  }

  async function list(form: StoredSecret['form']): Promise<readonly (readonly [name: string, value: string])[]> {
    const names = (await listFolder(folder)).filter(isSecretFileName)
    const stored = await Promise.all(names.map(async name => [name, await readSecretFile(fileOf(name))] as const))
    return stored.flatMap(([name, secret]) =>
      typeof secret === 'object' && secret.form === form ? [[name, secret.value] as const] : []
    )
  }

  return {
    read,
    async readFormer(name) {
      const names = (await listFolder(folder)).filter(other => isSetAside(other, name, asideReason))
      const newest = names.sort().reverse().slice(0, mostFormer)
      const values: string[] = []
      for (const aside of newest) {
        const stored = await readSecretFile(fileOf(aside))
        if (typeof stored !== 'object' || stored.form !== 'sealed') continue
        // That most of them do not open is why they were set aside.
        const opened = await safeStorage.decryptStringAsync(Buffer.from(stored.value, 'base64')).catch(() => undefined)
        if (opened !== undefined) values.push(opened.result)
      }
      return values
    },
    async write(name, value, form) {
      const before = await read(name)
      if (before.kind === 'unreadable') {
        log.warn('unreadable-secret-set-aside', { file: await setFileAside(fileOf(name), asideReason, now()) })
      }
      if (form === 'protected') await writeSealed(name, value)
      else await writeSecretFile(folder, name, { form: 'readable', value })
    },
    async remove(name) {
      await rm(fileOf(name), { force: true })
    },
    async hasSealed() {
      try {
        return (await list('sealed')).length > 0
      } catch (error) {
        log.error('secrets-not-listed', error)
        return true
      }
    },
    async opensSealed() {
      try {
        for (const [name, value] of await list('sealed')) {
          const { kind } = await unseal(name, value)
          if (kind === 'found') return true
        }
      } catch (error) {
        log.error('secrets-not-listed', error)
      }
      return false
    },
    async sealReadable() {
      try {
        const readable = await list('readable')
        for (const [name, value] of readable) await writeSealed(name, value)
        if (readable.length > 0) log.info('secrets-sealed', { count: readable.length })
      } catch (error) {
        log.error('secrets-not-sealed', error)
      }
    },
    async takeReadable() {
      const readable = await list('readable')
      await Promise.all(readable.map(([name]) => rm(fileOf(name), { force: true })))
      return new Map(readable)
    }
  }
}

async function listFolder(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return []
    throw error
  }
}
