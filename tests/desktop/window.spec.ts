import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { call } from './support/bridge.ts'
import { expect, test } from './support/fixture.ts'
import { closeApp, firstPage, startAgain } from './support/launch.ts'
import { closeWindow, expectVisible, readSettingsFile, readWindow } from './support/main-window.ts'
import { answerQuestions, caught, type Question } from './support/system.ts'
import { target } from './support/target.ts'

/** X11 without a window manager maximizes nothing. */
const canMaximize = target === 'stand-in' || process.platform !== 'linux'

test('the window opens where it was, as large as it was, maximized if it was', async ({ launch, userData }) => {
  const bounds = { x: 210, y: 130, width: 1010, height: 720 }
  const first = await launch()
  await firstPage(first)
  await first.evaluate(({ BrowserWindow }, bounds) => BrowserWindow.getAllWindows()[0]?.setBounds(bounds), bounds)
  await expect.poll(() => readSettingsFile(userData)['window']).toMatchObject(bounds)
  // What happened last is kept too, though the application ends before the window has come to rest.
  if (canMaximize) await first.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.maximize())
  await closeApp(first)
  expect(readSettingsFile(userData)['window']).toEqual({ ...bounds, isMaximized: canMaximize })

  const second = await launch()
  await firstPage(second)
  await expectVisible(second, true)
  expect((await readWindow(second)).isMaximized).toBe(canMaximize)
  await second.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.unmaximize())
  await expect.poll(async () => (await readWindow(second)).bounds).toEqual(bounds)
})

test('a window on a screen that is gone comes back, in the colours that were chosen', async ({ launch, userData }) => {
  mkdirSync(userData, { recursive: true })
  const window = { x: 9_000, y: -4_000, width: 1_000, height: 700, isMaximized: false }
  writeFileSync(path.join(userData, 'settings.json'), JSON.stringify({ theme: 'dark', window }))
  const app = await launch()
  const page = await firstPage(app)

  const { bounds, colour } = await readWindow(app)
  const area = await app.evaluate(({ screen }) => screen.getPrimaryDisplay().workArea)
  expect(bounds.x).toBeGreaterThanOrEqual(area.x)
  expect(bounds.y).toBeGreaterThanOrEqual(area.y)
  expect(bounds.x).toBeLessThan(area.x + area.width)
  expect(bounds.y).toBeLessThan(area.y + area.height)
  expect(colour).toBe('#242424')
  // Playwright shows pages a light system unless it is told to stay out of it.
  await page.emulateMedia({ colorScheme: null })
  const isDark = () => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)
  for (const [theme, colour] of [
    ['light', '#ffffff'],
    ['dark', '#242424']
  ] as const) {
    await call(page, 'settings:change', { theme })
    await expect.poll(isDark).toBe(theme === 'dark')
    expect((await readWindow(app)).colour).toBe(colour)
  }
})

test('closing leaves the application running and says so once; a second start brings the window back', async ({
  launch,
  userData
}) => {
  const app = await launch()
  const page = await firstPage(app)
  await answerQuestions(app, 0)
  await expectVisible(app, true)
  await closeWindow(app)
  await expectVisible(app, false)
  await expect.poll(() => caught<Question>(app, 'questions')).toHaveLength(1)
  const [explained] = await caught<Question>(app, 'questions')
  expect(explained?.message).toContain('to remind you of sessions')
  expect(explained?.detail).toContain('choose Quit')

  await startAgain({ userData })
  await expectVisible(app, true)
  // Also where it fills the screen, which it has to leave first.
  if (canMaximize) await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setFullScreen(true))
  await closeWindow(app)
  await expectVisible(app, false)
  expect(await caught<Question>(app, 'questions')).toHaveLength(1)

  await startAgain({ userData })
  await expectVisible(app, true)
  const ended = app.waitForEvent('close')
  await call(page, 'settings:change', { keepRunning: false })
  await closeWindow(app).catch(() => undefined)
  await ended
})

test('nothing is lost by quitting unasked where this computer keeps nothing', async ({ launch }) => {
  const app = await launch({ args: ['--password-store=basic'], env: { SIM_KEYRING: 'none' } })
  const page = await firstPage(app)
  expect((await call(page, 'app:describe')).keyStore).toEqual({ kind: 'undecided' })
  expect(await call(page, 'key-store:choose', 'memory')).toEqual({ kind: 'memory' })
  const status = { role: 'coach', syncText: '2 changes waiting', needsPerson: 0, unsynced: 2, sessions: [] } as const
  await call(page, 'status:publish', status)
  await answerQuestions(app, 0)
  await app.evaluate(({ app }) => app.quit())
  await expect.poll(() => caught<Question>(app, 'questions')).toHaveLength(1)
  expect((await caught<Question>(app, 'questions'))[0]?.message).toContain('2 changes have not reached the server')
  await call(page, 'status:publish', status)
  expect((await readWindow(app)).bounds.width).toBeGreaterThan(0)

  await answerQuestions(app, 1)
  const ended = app.waitForEvent('close')
  await app.evaluate(({ app }) => app.quit())
  await ended
})

test('a page whose process ends is loaded again once, then the person is asked', async ({ launch }) => {
  const app = await launch()
  await firstPage(app)
  await answerQuestions(app, 0)
  // Asked in main, for Playwright gives a page up whose process ended.
  const countParts = () =>
    app.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript("document.querySelectorAll('#root > *').length")
    ) as Promise<number>
  const crash = () =>
    app.evaluate(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows()
      const { promise, resolve } = Promise.withResolvers<void>()
      window?.webContents.once('render-process-gone', () => resolve())
      window?.webContents.forcefullyCrashRenderer()
      return promise
    })
  await crash()
  await expect.poll(countParts).toBeGreaterThan(0)
  expect(await app.evaluate(() => 'asked' in globalThis && (globalThis as { asked?: object }).asked)).toEqual({
    questions: []
  })
  await crash()
  await expect.poll(() => caught<Question>(app, 'questions')).toHaveLength(1)
  await expect.poll(countParts).toBeGreaterThan(0)
})
