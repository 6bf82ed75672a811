import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type ElectronApplication, test } from '@playwright/test'
import { closeApp, launchApp, type LaunchOptions } from './launch.ts'

/** To be asked within tests only. */
export interface SharedApp {
  readonly app: () => ElectronApplication
  readonly userData: () => string
}

/**
 * One application for every test of the file that calls this, started before the first and ended after the last. For what
 * leaves no trace in it: a start costs more than most of what is then looked at.
 */
export const shareApp = (options: Omit<LaunchOptions, 'userData'> = {}): SharedApp => {
  let app: ElectronApplication | undefined
  let folder = ''
  const userData = (): string => path.join(folder, 'profile')
  test.describe.configure({ mode: 'default' })
  test.beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'coachdesk-desktop-'))
    app = await launchApp({ ...options, userData: userData() })
  })
  test.afterAll(async () => {
    if (app !== undefined) await closeApp(app)
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  })
  return {
    userData,
    app() {
      if (app === undefined) throw new Error('the shared application is not started yet')
      return app
    }
  }
}
