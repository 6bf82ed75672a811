// The desktop application's specs: on Electron where it was downloaded, on the stand-in where not.
import { defineConfig } from '@playwright/test'
import { target } from './tests/desktop/support/target.ts'

const second = 1000
const { COACHDESK_E2E_REPORT: report } = process.env
/** The stand-in's own specs say nothing about Electron. */
const notForElectron = target === 'stand-in' ? [] : ['stand-in.spec.ts']

export default defineConfig({
  testDir: 'tests/desktop',
  outputDir: 'test-results/desktop',
  workers: 3,
  // Each spec for itself, but for those that share an application: no worker is left with a long file at the end.
  fullyParallel: true,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 180 * second,
  expect: { timeout: 30 * second },
  reporter: [['list'], ...(report === undefined ? [] : [['json', { outputFile: report }] as const])],
  // What takes longest begins first.
  projects: [
    { name: 'long', testMatch: 'survival.spec.ts' },
    { name: 'short', testIgnore: ['survival.spec.ts', ...notForElectron] }
  ],
  use: { actionTimeout: 30 * second, navigationTimeout: 30 * second, trace: 'off', screenshot: 'off' }
})
