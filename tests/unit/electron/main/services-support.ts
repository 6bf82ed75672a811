import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { Log, LogFields } from '#electron/main/log/log.ts'

/** An empty folder that goes when the test ends. */
export async function makeFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'coachdesk-services-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}

/** Nobody but the owner may read it. Windows has no such rights: there the profile's own ones hold. */
export async function expectOwnerOnly(file: string): Promise<void> {
  const { mode } = await stat(file)
  if (process.platform !== 'win32') expect(mode & 0o077).toBe(0)
}

/** Everything below a folder, in one piece of text: what a thief of the disk would search. */
export async function readAll(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter(entry => entry.isFile())
  const texts = await Promise.all(
    files.map(async ({ parentPath, name }) => {
      const bytes = await readFile(path.join(parentPath, name))
      return `${name}\n${bytes.toString('latin1')}`
    })
  )
  return texts.join('\n')
}

export interface RecordedLine {
  readonly level: 'info' | 'warn' | 'error'
  readonly event: string
  readonly fields?: LogFields
}

/** A log that a test can read. */
export function recordLog(): Log & { readonly lines: readonly RecordedLine[]; readonly events: readonly string[] } {
  const lines: RecordedLine[] = []
  return {
    lines,
    get events() {
      return lines.map(({ event }) => event)
    },
    info: (event, fields) => void lines.push({ level: 'info', event, ...(fields === undefined ? {} : { fields }) }),
    warn: (event, fields) => void lines.push({ level: 'warn', event, ...(fields === undefined ? {} : { fields }) }),
    error: event => void lines.push({ level: 'error', event })
  }
}
