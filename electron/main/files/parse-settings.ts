import { defaultSettings, fieldSchemas, type StoredSettings } from './stored-settings.ts'

export interface ParsedSettings {
  readonly settings: StoredSettings
  /** Names of the fields that were there and could not be read. */
  readonly badFields: readonly string[]
}

/** Reads each field by itself: one that is missing (an older version wrote the file) or bad gets its default. */
export function parseSettings(stored: Readonly<Record<string, unknown>>): ParsedSettings {
  const read: Record<string, unknown> = {}
  const badFields: string[] = []
  for (const [name, schema] of Object.entries(fieldSchemas)) {
    if (!Object.hasOwn(stored, name)) continue
    const parsed = schema.safeParse(stored[name])
    if (parsed.success) read[name] = parsed.data
    else badFields.push(name)
  }
  return { settings: { ...defaultSettings, ...read }, badFields }
}

/** What is written: the settings, and of what stood there the fields of a newer version. */
export function mergeStored(
  stored: Readonly<Record<string, unknown>>,
  settings: StoredSettings
): Readonly<Record<string, unknown>> {
  const unknown = Object.entries(stored).filter(([name]) => !Object.hasOwn(fieldSchemas, name))
  return {
    ...Object.fromEntries(unknown),
    ...settings,
    reminders: { ...asRecord(stored.reminders), ...settings.reminders }
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : {}
}
