import { createHash } from 'node:crypto'
import path from 'node:path'
import { mkdir, rm } from 'node:fs/promises'
import type { Instant } from '#domain/model/primitives.ts'
import { parseJson } from '#domain/parse-json.ts'
import type { RecoveryMark, RecoveryRecord } from '#electron/contract/desktop-types.ts'
import type { Log } from '../log/log.ts'
import type { Secrets } from './secrets.ts'
import { takeFreeName } from '../files/free-name.ts'
import { readBytes } from '../files/read-file.ts'
import { decodeRecoveryFile, encodeRecoveryFile, type RecoveryFile } from './recovery-file.ts'
import { setFileAside } from '../files/set-aside.ts'
import { createTurns } from '../files/turns.ts'
import { writeBytes } from '../files/write-file.ts'

/** What outlives the page's database: that there was one, and what the server did not have yet. */
export interface Recovery {
  /** The mark is told even where the contents cannot be opened; not so where the key store is only `unavailable`. */
  load(accountKey: string): Promise<RecoveryRecord | undefined>
  /** False where nothing may be stored, or the disk refuses: what was stored before is still there. */
  save(accountKey: string, mark: RecoveryMark, contents: string): Promise<boolean>
  /** Writes a readable file for the person. Answers its name in `exportFolder`, undefined where that failed. */
  export(accountKey: string, contents: string): Promise<string | undefined>
  readonly exportFolder: string
}

export function openRecovery(parts: {
  readonly folder: string
  readonly secrets: Pick<Secrets, 'state' | 'seal' | 'unseal'>
  readonly now: () => Instant
  readonly log: Log
}): Recovery {
  const { folder, secrets, now, log } = parts
  const exportFolder = path.join(folder, 'exports')
  const takeTurn = createTurns()
  /** Files that this run has written: it opens what it sealed. */
  const checked = new Set<string>()
  const fileOf = (accountKey: string): string => path.join(folder, `${hashAccount(accountKey)}.recovery`)
  const mayStore = (): boolean => secrets.state.kind === 'protected' || secrets.state.kind === 'unprotected'

  async function readFileOf(file: string): Promise<RecoveryFile | undefined> {
    const bytes = await readBytes(file)
    if (bytes === undefined) return undefined
    const decoded = decodeRecoveryFile(bytes)
    if (decoded !== undefined) return decoded
    log.warn('recovery-file-set-aside', { file: await setFileAside(file, 'corrupt', now()) })
    return undefined
  }

  async function openContents(file: RecoveryFile | undefined): Promise<string | undefined> {
    return file?.payload === undefined ? undefined : secrets.unseal(file.payload)
  }

  async function load(file: string): Promise<RecoveryRecord | undefined> {
    const latest = await readFileOf(file)
    const record = latest ?? (await readFileOf(`${file}.previous`))
    if (record === undefined) return undefined
    const contents = (await openContents(record)) ?? (await openContents(await readFileOf(`${file}.previous`)))
    return contents === undefined ? record.mark : { ...record.mark, contents }
  }

  async function save(file: string, mark: RecoveryMark, contents: string): Promise<boolean> {
    const payload = await secrets.seal(contents)
    if (payload === undefined) return false
    const before = await readBytes(file)
    if (before !== undefined) await keepBefore(file, before)
    await writeBytes(file, encodeRecoveryFile(mark, payload))
    return true
  }

  /** What a key store that lost its key sealed is not written over: it stays beside, for the day on which the key is back. */
  async function keepBefore(file: string, before: Buffer): Promise<void> {
    const isSealed = !checked.has(file) && decodeRecoveryFile(before)?.payload !== undefined
    if (isSealed && (await openContents(decodeRecoveryFile(before))) === undefined) {
      log.warn('recovery-file-set-aside', { file: await setFileAside(file, 'unreadable', now()) })
    } else {
      await writeBytes(`${file}.previous`, before)
    }
    checked.add(file)
  }

  return {
    exportFolder,
    async load(accountKey) {
      // Whoever leaves nothing behind is not asked about an earlier database, and of a sealed one nothing is judged.
      if (secrets.state.kind === 'memory' || secrets.state.kind === 'unavailable') return undefined
      return takeTurn(accountKey, () => load(fileOf(accountKey))).catch(error => {
        log.error('recovery-unreadable', error)
        return undefined
      })
    },
    async save(accountKey, mark, contents) {
      if (!mayStore()) return false
      return takeTurn(accountKey, () => save(fileOf(accountKey), mark, contents)).catch(error => {
        log.error('recovery-not-stored', error)
        return false
      })
    },
    async export(accountKey, contents) {
      if (!mayStore()) return undefined
      try {
        const name = await writeExport(exportFolder, hashAccount(accountKey).slice(0, 8), contents, now())
        log.info('unsynced-exported')
        return name
      } catch (error) {
        log.error('export-failed', error)
        return undefined
      }
    }
  }
}

/** Names of files tell neither person nor server. */
function hashAccount(accountKey: string): string {
  return createHash('sha256').update(accountKey).digest('hex').slice(0, 32)
}

/**
 * Writes what a person may want to keep as a file that a person can read, where nothing had that name.
 * @param account a short name for whose it is
 * @returns the name in the folder; rejects where the disk refuses, and leaves nothing behind then
 */
async function writeExport(folder: string, account: string, contents: string, now: Instant): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const date = new Date(now).toISOString().slice(0, 10)
  const file = await takeFreeName(path.join(folder, `coachdesk-unsynced-${date}-${account}`), '.json')
  try {
    await writeBytes(file, Buffer.from(makeReadable(contents)))
  } catch (error) {
    await rm(file, { force: true })
    throw error
  }
  return path.basename(file)
}

function makeReadable(contents: string): string {
  const value = parseJson(contents)
  return value === undefined ? contents : `${JSON.stringify(value, undefined, 2)}\n`
}
