/** The packed code, started in the stand-in as an installed application. */
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { promisify } from 'node:util'
import { _electron, type ElectronApplication } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findChromium } from '../../scripts/lib/find-chromium.ts'
import { projectRoot } from '../../scripts/lib/project.ts'
import type { UpdateState } from '#electron/contract/desktop-types.ts'
import type { Desktop } from '#electron/contract/ipc-contract.ts'
import { closeApp, firstPage } from '../desktop/support/launch.ts'
import { packApp, type PackedApp } from './support/packed-app.ts'
import { serveUpdateFeed } from './support/update-feed.ts'

const standIn = path.join(projectRoot, 'tools/electron-stand-in/electron-sim')

let packed: PackedApp
beforeAll(async () => {
  packed = await packApp()
})
afterAll(() => packed.remove())

/** The environment of this process, and what tells the stand-in that it runs an installed application. */
const createEnvironment = (more: Readonly<Record<string, string>>): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  ),
  SIM_PACKAGED: '1',
  ...more
})

const createProfile = (): string => path.join(mkdtempSync(path.join(packed.scratch, 'profile-')), 'profile')

describe.runIf(findChromium(process.env))('the packed code', () => {
  it('shows its page', async () => {
    const { stdout } = await promisify(execFile)(standIn, [packed.extracted, `--user-data-dir=${createProfile()}`], {
      env: createEnvironment({ SIM_EXIT_ON_LOAD: '1' }),
      timeout: 60_000
    })
    expect(stdout).toMatch(/^SIM loaded app:\/\/coachdesk\/index\.html.*: CoachDesk/m)
  })

  it('fetches a newer version from its feed, once updates are switched on', async () => {
    const { states, asked } = await checkForUpdates('9.9.9')
    expect(states.before).toEqual({ kind: 'off' })
    expect(states.after).toEqual({ kind: 'ready', version: '9.9.9' })
    expect(asked).toEqual(['/latest-linux.yml', '/coachdesk_9.9.9_amd64.deb'])
  })

  it('refuses an older version', async () => {
    const { states, asked } = await checkForUpdates('0.0.1')
    expect(states.after).toEqual({ kind: 'idle' })
    expect(asked.filter(address => address.endsWith('.deb'))).toEqual([])
    expect(asked).toContain('/latest-linux.yml')
  })
})

interface UpdateRun {
  readonly states: { readonly before: UpdateState; readonly after: UpdateState }
  readonly asked: readonly string[]
}

/** Starts the packed code beside a feed that offers `version`, switches updates on, and waits for what comes of it. */
async function checkForUpdates(version: string): Promise<UpdateRun> {
  const feed = await serveUpdateFeed(version)
  const resources = mkdtempSync(path.join(packed.scratch, 'resources-'))
  const profile = createProfile()
  mkdirSync(profile)
  writeFileSync(path.join(resources, 'package-type'), 'deb')
  writeFileSync(
    path.join(resources, 'app-update.yml'),
    `provider: generic\nurl: ${feed.url}\nupdaterCacheDirName: ${path.basename(resources)}\n`
  )
  let app: ElectronApplication | undefined
  try {
    app = await _electron.launch({
      executablePath: standIn,
      args: [packed.extracted, `--user-data-dir=${profile}`],
      env: createEnvironment({ SIM_RESOURCES: resources, XDG_CACHE_HOME: path.join(packed.scratch, 'cache') }),
      timeout: 60_000
    })
    const page = await firstPage(app)
    const states = await page.evaluate(watchUpdates)
    return { states, asked: feed.asked }
  } finally {
    if (app !== undefined) await closeApp(app)
    await feed.stop()
  }
}

/** Runs in the page. */
async function watchUpdates(): Promise<UpdateRun['states']> {
  const { desktop } = globalThis as unknown as { readonly desktop: Desktop }
  const { update: before } = await desktop.call('app:describe')
  const settled = new Promise<UpdateState>(resolve => {
    let wasChecking = false
    desktop.on('updates:changed', state => {
      const isOver = state.kind === 'ready' || state.kind === 'failed' || (state.kind === 'idle' && wasChecking)
      if (state.kind === 'checking') wasChecking = true
      if (isOver) resolve(state)
    })
  })
  await desktop.call('settings:change', { autoUpdate: true })
  return { before, after: await settled }
}
