import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { call } from './support/bridge.ts'
import { expect, test } from './support/fixture.ts'
import { closeApp, firstPage } from './support/launch.ts'
import { findLogsFolder, readStored } from './support/stored-files.ts'

const storeSettings = (userData: string, text: string): void => {
  mkdirSync(userData, { recursive: true })
  writeFileSync(path.join(userData, 'settings.json'), text)
}

test('a corrupt settings file is set aside, defaults hold, and the person is told; what is chosen then holds', async ({
  launch,
  userData
}) => {
  const damaged = '{"theme": "dark", "keepRun'
  storeSettings(userData, damaged)

  const app = await launch()
  const page = await firstPage(app)

  const { settings, settingsSetAside } = await call(page, 'app:describe')
  expect(settings).toEqual({
    reminders: { beforeMin: [60, 10], afterSession: true },
    theme: 'system',
    keepRunning: true,
    autoUpdate: false
  })
  expect(settingsSetAside).toMatch(/^settings\.corrupt-\d{8}-\d{6}\.json$/)
  expect(readFileSync(path.join(userData, settingsSetAside ?? ''), 'utf8')).toBe(damaged)
  expect(readStored(await findLogsFolder(app))).toContain('"corrupt-file-set-aside"')
  const reminders = { beforeMin: [30], afterSession: false }
  await call(page, 'settings:change', { theme: 'dark', reminders })
  await closeApp(app)

  const again = await call(await firstPage(await launch()), 'app:describe')
  expect(again.settingsSetAside).toBeUndefined()
  expect(again.settings).toMatchObject({ theme: 'dark', reminders })
})

test('one bad field costs no other, and gets nothing into the policy of the page', async ({ launch, userData }) => {
  const servers = ["https://desk.example.org; script-src 'unsafe-eval' *"]
  storeSettings(userData, JSON.stringify({ servers, keepRunning: false }))
  const page = await firstPage(await launch())

  const facts = await call(page, 'app:describe')
  expect(facts).toMatchObject({ servers: [], settings: { keepRunning: false } })
  expect(readdirSync(userData)).toContain(facts.settingsSetAside)
  const policy = await page.evaluate(() =>
    fetch('/index.html').then(({ headers }) => headers.get('content-security-policy'))
  )
  expect(policy).not.toContain('desk.example.org')
  expect(policy).toContain("script-src 'self';")
})
