import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test as base, type ElectronApplication, type Page } from '@playwright/test'
import { startTestServer, type TestServer } from '../../e2e/support/server.ts'
import { closeApp, firstPage, launchApp, type LaunchOptions } from './launch.ts'

export { expect } from '@playwright/test'

interface Fixtures {
  /** A folder of this test's own; removed at its end. */
  readonly scratch: string
  /** The profile of this test's app: inside `scratch`, so that the stand-in's key file beside it goes too. */
  readonly userData: string
  /** Starts the app, with this test's profile unless told otherwise; it is ended after the test. */
  readonly launch: (options?: Partial<LaunchOptions>) => Promise<ElectronApplication>
  /** The app, started. */
  readonly electronApp: ElectronApplication
  /** Its first window, loaded. */
  readonly page: Page
  /** `test.use({ demo: true })` for a server of its own with the demo's accounts and slots. */
  readonly demo: boolean
  /** A sync server of this test's own, on a random port. */
  readonly server: TestServer
}

interface SharedFixtures {
  /**
   * A server with the demo's accounts and slots, for every test of a worker that only signs in and looks: it is never
   * stopped, and nobody changes what all of them see.
   */
  readonly demoServer: Pick<TestServer, 'url'>
}

export const test = base.extend<Fixtures, SharedFixtures>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants an object pattern
  scratch: async ({}, use) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'coachdesk-desktop-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  },
  userData: async ({ scratch }, use) => use(path.join(scratch, 'profile')),
  launch: async ({ userData }, use) => {
    const apps: ElectronApplication[] = []
    await use(async options => {
      const app = await launchApp({ userData, ...options })
      apps.push(app)
      return app
    })
    await Promise.all(apps.map(closeApp))
  },
  electronApp: async ({ launch }, use) => use(await launch()),
  page: async ({ electronApp }, use) => use(await firstPage(electronApp)),
  demo: [false, { option: true }],
  server: async ({ demo }, use) => {
    const server = await startTestServer({ demo })
    await use(server)
    await server.dispose()
  },
  demoServer: [
    // oxlint-disable-next-line no-empty-pattern -- Playwright wants an object pattern
    async ({}, use) => {
      const server = await startTestServer({ demo: true })
      await use(server)
      await server.dispose()
    },
    { scope: 'worker' }
  ]
})
