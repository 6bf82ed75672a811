import path from 'node:path'
import { z } from 'zod'
import type { Instant } from '#domain/model/primitives.ts'
import { readJsonFile } from './read-file.ts'
import { copyFileAside } from './set-aside.ts'
import { createTurns } from './turns.ts'
import { writeJsonFile } from './write-file.ts'
import type { Log } from '../log/log.ts'
import { mergeStored, parseSettings } from './parse-settings.ts'
import { defaultSettings, type StoredSettings } from './stored-settings.ts'

export interface Settings {
  readonly current: StoredSettings
  /** The settings file, or a part of it, could not be read and is kept under this name. */
  readonly setAside?: string
  /** Stores and then applies. Rejects where the disk refuses; nothing is changed then. */
  change(patch: Partial<StoredSettings>): Promise<StoredSettings>
  /** Called after each change. Returns how to stop. */
  onChange(listener: (settings: StoredSettings) => void): () => void
}

interface Stored {
  readonly raw: Readonly<Record<string, unknown>>
  readonly settings: StoredSettings
  readonly setAside?: string
}

const fileSchema = z.record(z.string(), z.unknown())

/** Opens `settings.json` in the folder. Never rejects: without a readable file the defaults hold. */
export async function openSettings(parts: {
  readonly folder: string
  readonly now: () => Instant
  readonly log: Log
}): Promise<Settings> {
  const file = path.join(parts.folder, 'settings.json')
  const stored = await readStored(file, parts)
  const listeners = new Set<(settings: StoredSettings) => void>()
  const takeTurn = createTurns()
  let current = stored.settings

  return {
    get current() {
      return current
    },
    ...(stored.setAside === undefined ? {} : { setAside: stored.setAside }),
    change(patch) {
      return takeTurn(file, async () => {
        const next = tidy({ ...current, ...patch })
        await writeJsonFile(file, mergeStored(stored.raw, next))
        current = next
        for (const listener of listeners) listener(next)
        return next
      })
    },
    onChange(listener) {
      listeners.add(listener)
      return () => {
        listeners.delete(listener)
      }
    }
  }
}

async function readStored(file: string, parts: { readonly now: () => Instant; readonly log: Log }): Promise<Stored> {
  try {
    const read = await readJsonFile(file, fileSchema, parts)
    if (read.kind === 'absent') return { raw: {}, settings: defaultSettings }
    if (read.kind === 'set-aside') return { raw: {}, settings: defaultSettings, setAside: read.file }
    const { settings, badFields } = parseSettings(read.value)
    if (badFields.length === 0) return { raw: read.value, settings }
    const setAside = await repair(file, read.value, settings, badFields, parts)
    return { raw: read.value, settings, ...(setAside === undefined ? {} : { setAside }) }
  } catch (error) {
    parts.log.error('settings-unreadable', error)
    return { raw: {}, settings: defaultSettings }
  }
}

/** Keeps the file as it was under another name and mends it, so that the next start has nothing to report. */
async function repair(
  file: string,
  raw: Readonly<Record<string, unknown>>,
  settings: StoredSettings,
  badFields: readonly string[],
  { now, log }: { readonly now: () => Instant; readonly log: Log }
): Promise<string | undefined> {
  let aside: string | undefined
  try {
    aside = await copyFileAside(file, 'corrupt', now())
    await writeJsonFile(file, mergeStored(raw, settings))
  } catch (error) {
    log.error('settings-not-mended', error)
  }
  log.warn('settings-fields-defaulted', {
    fields: badFields.join(','),
    ...(aside === undefined ? {} : { file: aside })
  })
  return aside
}

/** Each lead time once, the earliest reminder first. */
function tidy(settings: StoredSettings): StoredSettings {
  const beforeMin = [...new Set(settings.reminders.beforeMin)].sort((a, b) => b - a)
  return { ...settings, reminders: { ...settings.reminders, beforeMin } }
}
