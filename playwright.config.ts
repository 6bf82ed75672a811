import { defineConfig } from '@playwright/test'
import { findHeadlessChromium } from './scripts/lib/find-chromium.ts'

const second = 1000
const chromium = findHeadlessChromium(process.env)
const { COACHDESK_E2E_REPORT: report } = process.env

export default defineConfig({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // One more than cores: browsers wait for each other more than they work.
  workers: 3,
  fullyParallel: false,
  retries: 0,
  forbidOnly: process.env['CI'] !== undefined,
  timeout: 180 * second,
  expect: { timeout: 30 * second },
  reporter: [['list'], ...(report === undefined ? [] : [['json', { outputFile: report }] as const])],
  use: {
    actionTimeout: 30 * second,
    navigationTimeout: 30 * second,
    // Recording costs about as much as the browsing itself: COACHDESK_E2E_TRACE=1 when a failure wants it.
    trace: process.env['COACHDESK_E2E_TRACE'] === '1' ? 'retain-on-failure' : 'off',
    screenshot: 'only-on-failure',
    serviceWorkers: 'allow',
    // As many people have set it; main-job.spec.ts sees everything move.
    contextOptions: { reducedMotion: 'reduce' },
    launchOptions: {
      ...(chromium === undefined ? {} : { executablePath: chromium }),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
        // A page lives for seconds here: what V8 would spend on optimizing it never comes back.
        '--js-flags=--no-opt,--no-maglev'
      ]
    }
  }
})
