import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Instant } from '#domain/model/primitives.ts'
import { takeFreeName } from './free-name.ts'
import { parseJson } from './read-file.ts'
import { writeBytes } from './write-file.ts'

/**
 * Writes what a person may want to keep as a file that a person can read, where nothing had that name.
 * @param account a short name for whose it is
 * @returns the name in the folder; rejects where the disk refuses, and leaves nothing behind then
 */
export async function writeExport(folder: string, account: string, contents: string, now: Instant): Promise<string> {
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
