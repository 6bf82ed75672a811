// The desktop application's specs: on Electron where it was downloaded, on the stand-in where not.
import { defineConfig } from '@playwright/test'
import { target } from './tests/desktop/support/target.ts'

const second = 1000
const { COACHDESK_E2E_REPORT: report } = process.env

export default defineConfig({
  testDir: 'tests/desktop',
  // The stand-in's own specs say nothing about Electron.
  testIgnore: target === 'stand-in' ? [] : ['stand-in.spec.ts'],
  outputDir: 'test-results/desktop',
  workers: 3,
  fullyParallel: false,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 90 * second,
  expect: { timeout: 15 * second },
  reporter: [['list'], ...(report === undefined ? [] : [['json', { outputFile: report }] as const])],
  use: { actionTimeout: 15 * second, navigationTimeout: 30 * second, trace: 'off', screenshot: 'off' }
})
