import { z } from 'zod'
import {
  type DesktopSettings,
  type KeyStoreChoice,
  keyStoreChoices,
  themeChoices
} from '#electron/contract/desktop-types.ts'

const minutesSchema = z
  .int()
  .min(0)
  .max(7 * 24 * 60)

/** What the page may change. */
export const settingsShape = {
  reminders: z.strictObject({ beforeMin: z.array(minutesSchema).max(5), afterSession: z.boolean() }),
  theme: z.enum(themeChoices),
  keepRunning: z.boolean(),
  autoUpdate: z.boolean()
}

/** Where the window was, in device-independent pixels of the virtual screen. */
export interface WindowPlace {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
  readonly isMaximized: boolean
}

/** Everything that this computer remembers of choices. Nothing in it is private but the names of servers. */
export interface StoredSettings extends DesktopSettings {
  /** Origins that this computer signed in to, newest first. */
  readonly servers: readonly string[]
  readonly window?: WindowPlace
  /** Whether the person was told that closing the window leaves the application running. */
  readonly isClosingExplained: boolean
  /** The answer to what happens with secrets where the system has no key store. */
  readonly keyStoreChoice?: KeyStoreChoice
}

export const defaultSettings: StoredSettings = {
  reminders: { beforeMin: [60, 10], afterSession: true },
  theme: 'system',
  keepRunning: true,
  autoUpdate: false,
  servers: [],
  isClosingExplained: false
}

const { beforeMin, afterSession } = settingsShape.reminders.shape
/** They stand in the page's security policy: nothing but an origin may be in there. */
const originSchema = z.string().max(2_000).refine(isOrigin)

/** Each field by itself, so that one bad field costs no other. Unknown parts are left out here and kept in the file. */
export const fieldSchemas: { readonly [K in keyof Required<StoredSettings>]: z.ZodType<Required<StoredSettings>[K]> } =
  {
    reminders: z.object({
      beforeMin: beforeMin.default([...defaultSettings.reminders.beforeMin]),
      afterSession: afterSession.default(defaultSettings.reminders.afterSession)
    }),
    theme: settingsShape.theme,
    keepRunning: settingsShape.keepRunning,
    autoUpdate: settingsShape.autoUpdate,
    servers: z.array(originSchema).max(20),
    window: z.object({
      x: z.int(),
      y: z.int(),
      width: z.int().min(1).max(100_000),
      height: z.int().min(1).max(100_000),
      isMaximized: z.boolean()
    }),
    isClosingExplained: z.boolean(),
    keyStoreChoice: z.enum(keyStoreChoices)
  }

function isOrigin(text: string): boolean {
  return /^https?:\/\//.test(text) && URL.canParse(text) && new URL(text).origin === text
}
