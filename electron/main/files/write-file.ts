import { mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Bytes } from './bytes.ts'
import { errorCode } from '../log/error-code.ts'
import { createTurns } from './turns.ts'

/** Only its owner may read what this application keeps. */
const fileMode = 0o600
const folderMode = 0o700

/** One per process, for a file has one name in it: writes to one file never interleave. */
const takeTurn = createTurns()

/**
 * Replaces a file as a whole, or leaves it as it was: a reader, also one after a crash, sees the old content or the new.
 * Rejects where the system refuses (full disk, no permission).
 */
export function writeBytes(file: string, bytes: Bytes): Promise<void> {
  const target = path.resolve(file)
  return takeTurn(target, () => replaceFile(target, bytes))
}

/** As `writeBytes`, with the value as JSON that a person can read. */
export async function writeJsonFile(file: string, value: unknown): Promise<void> {
  await writeBytes(file, Buffer.from(`${JSON.stringify(value, undefined, 2)}\n`))
}

async function replaceFile(file: string, bytes: Bytes): Promise<void> {
  const folder = path.dirname(file)
  const draft = `${file}.tmp`
  await mkdir(folder, { recursive: true, mode: folderMode })
  // What a crash left there would keep its own mode.
  await rm(draft, { force: true })
  try {
    await writeDraft(draft, bytes)
    await renamePatiently(draft, file)
  } catch (error) {
    await rm(draft, { force: true }).catch(() => undefined)
    throw error
  }
  await syncFolder(folder)
}

async function writeDraft(draft: string, bytes: Bytes): Promise<void> {
  const handle = await open(draft, 'wx', fileMode)
  try {
    await handle.writeFile(new Uint8Array(bytes))
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** On Windows a virus scanner may hold a file for a moment. */
async function renamePatiently(from: string, to: string, patienceMs = 1_000, pauseMs = 10): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    const isHeld = process.platform === 'win32' && ['EACCES', 'EBUSY', 'EPERM'].includes(errorCode(error) ?? '')
    if (!isHeld || patienceMs <= 0) throw error
    await wait(pauseMs)
    await renamePatiently(from, to, patienceMs - pauseMs, pauseMs * 2)
  }
}

/** The new name survives a power cut only then. Windows has no such call; some network file systems refuse it. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } catch (error) {
    if (!['EINVAL', 'ENOTSUP', 'EPERM', 'EISDIR'].includes(errorCode(error) ?? '')) throw error
  } finally {
    await handle.close()
  }
}
