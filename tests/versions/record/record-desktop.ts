import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, existsSync } from 'node:fs'
import path from 'node:path'
import { startRecordedServer } from '../support/recorded-server.ts'
import { createTestClock } from '../support/test-clock.ts'

/** Part of the names of what the desktop keeps, hence always the same. */
const port = 45_985
const daysAhead = 5
const dayMs = 86_400_000

export interface DesktopProfile {
  readonly serverUrl: string
  readonly recordedAt: number
  readonly unsentSlot: string
  /** What of the folder is worth keeping: the application's own files and Chromium's databases, no caches. */
  readonly entries: readonly string[]
}

/**
 * Builds that version's desktop application and lets a coach work with it, without a network in the end, driven by that
 * version's own support for specs: on its stand-in for Electron, with the machine's clock.
 */
export async function recordDesktop(parts: {
  /** The version's source, with its packages. */
  readonly root: string
  /** Folder of the entries in it. */
  readonly recording: string
  /** The version's server as a bundle. */
  readonly server: string
  /** Where the application keeps its data. */
  readonly profile: string
}): Promise<DesktopProfile> {
  const { root, recording, server: bundle, profile } = parts
  const specs = path.join(root, recording, 'desktop-store.spec.ts')
  cpSync(specs, path.join(root, 'tests/desktop/recorded/desktop-store.spec.ts'))
  const recordedAt = Date.now()
  const server = await startRecordedServer({ bundle, clock: createTestClock(recordedAt), start: { demo: true, port } })
  const date = new Date(recordedAt + daysAhead * dayMs).toISOString().slice(0, 10)
  try {
    await run(root, ['scripts/build-desktop.ts'], {})
    await run(
      root,
      ['node_modules/@playwright/test/cli.js', 'test', '-c', 'playwright.desktop.config.ts', 'desktop-store.spec.ts'],
      {
        RECORD_PROFILE: profile,
        RECORD_SERVER: server.url,
        RECORD_SLOT_DATE: date,
        COACHDESK_DESKTOP_TARGET: 'stand-in'
      }
    )
  } finally {
    await server.stop()
  }
  const own = ['settings.json', 'remembered.json', 'secrets', 'recovery']
  const chromium = ['IndexedDB', 'Local Storage'].map(name => `chromium/Default/${name}`)
  const entries = [...own, ...chromium]
  for (const entry of entries) {
    if (!existsSync(path.join(profile, entry))) throw new Error(`the desktop has not written ${entry}`)
  }
  return { serverUrl: server.url, recordedAt, unsentSlot: `${date} 06:00`, entries }
}

export async function run(root: string, args: readonly string[], env: Readonly<Record<string, string>>): Promise<void> {
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${String(code)}`)
}
