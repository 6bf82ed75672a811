import { demoPassword, demoPeople } from '#server/demo/people.ts'
import { waitUntilSynced } from '../e2e/support/shell.ts'
import { call, refusalOf } from './support/bridge.ts'
import { expect, test } from './support/fixture.ts'
import { closeApp, firstPage } from './support/launch.ts'
import { setNetwork } from './support/network.ts'
import { signInOnDesktop } from './support/sign-in-desktop.ts'
import { findLogsFolder, readStored } from './support/stored-files.ts'

const note = 'She has not told her boss that she will leave in May'

test('after work with real people and some mishaps, the logs are JSON with no token, phone, name or note', async ({
  launch,
  userData,
  demoServer: server
}) => {
  const app = await launch()
  const page = await firstPage(app)
  const tokens = new Set<string>()
  page.on('request', request => {
    const [scheme, token] = (request.headers()['authorization'] ?? '').split(' ')
    if (scheme === 'Bearer' && token !== undefined) tokens.add(token)
  })
  await signInOnDesktop(page, { serverUrl: server.url, name: 'mara', password: demoPassword })
  await waitUntilSynced(page)
  expect(tokens.size).toBeGreaterThan(0)
  const [token = ''] = tokens
  const phone = demoPeople[0]?.phone ?? ''

  // Mishaps of every kind that reaches a log, each with something private in it.
  await call(page, 'log:page-fault', { name: 'RangeError', frames: ['app://coachdesk/assets/index-3f.js:1:2345'] })
  await call(page, 'log:page-fault', { name: `TypeError ${note}`, frames: [`${note} (index.js:1:2)`, `${phone}:1:2`] })
  await refusalOf(page, 'secrets:save', 'token', { phone, token }, note)
  await refusalOf(page, 'recovery:export', note)
  await page.evaluate(text => {
    setTimeout(() => {
      throw new Error(text)
    }, 0)
  }, `${note} ${phone} ${token}`)
  await setNetwork(app, 'cut')
  await call(page, 'servers:check', server.url)

  const folder = await findLogsFolder(app)
  await expect.poll(() => readStored(folder)).toContain('"page-fault"')
  await closeApp(app)
  const logs = readStored(folder)
  for (const token of tokens) expect(logs).not.toContain(token)
  for (const { phone, displayName } of demoPeople) {
    expect(logs).not.toContain(phone.slice(1))
    expect(logs).not.toContain(displayName)
  }
  for (const leak of [demoPassword, note, note.slice(4, 20)]) expect(logs).not.toContain(leak)

  const lines = logs
    .split('\n')
    .filter(line => line.startsWith('{'))
    .map(line => JSON.parse(line) as Record<string, unknown>)
  expect(lines.length).toBeGreaterThan(0)
  for (const line of lines)
    expect(line).toMatchObject({ at: expect.any(String), level: expect.any(String), event: expect.any(String) })
  expect(lines).toContainEqual(
    expect.objectContaining({ event: 'page-fault', error: { name: 'RangeError', frames: ['index-3f.js:1:2345'] } })
  )
  expect(folder.startsWith(userData)).toBe(true)
})
