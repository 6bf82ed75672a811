import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, type ElectronApplication, type Page, test } from '@playwright/test'
import type { DesktopStatus } from '#electron/contract/desktop-types.ts'
import { call, collect } from './support/bridge.ts'
import { closeApp, firstPage, launchApp } from './support/launch.ts'
import { closeWindow, expectVisible } from './support/main-window.ts'
import { answerQuestions, answerSaving, catchOpened, catchShown, caught } from './support/system.ts'
import { standIn, standInLog } from './support/stand-in-only.ts'
import { target } from './support/target.ts'

// One application for all, in the order of the file.
test.describe.configure({ mode: 'serial' })
let app: ElectronApplication
let page: Page
const folder = mkdtempSync(path.join(tmpdir(), 'coachdesk-desktop-'))

test.beforeAll(async () => {
  app = await launchApp({ userData: path.join(folder, 'profile') })
  page = await firstPage(app)
  await Promise.all([answerQuestions(app, 0), answerSaving(app, undefined), catchOpened(app), catchShown(app)])
})
test.afterAll(async () => {
  await closeApp(app)
  rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
})

const status: DesktopStatus = {
  role: 'coach',
  syncText: 'All changes synced',
  nextText: 'Mon 10:00, Mia',
  needsPerson: 3,
  unsynced: 0,
  sessions: []
}

const readItem = (id: string) =>
  app.evaluate(({ Menu }, id) => {
    const item = Menu.getApplicationMenu()?.getMenuItemById(id)
    return item
      ? { enabled: item.enabled, role: item.role?.toLowerCase(), accelerator: item.accelerator ?? null }
      : undefined
  }, id)
const choose = (id: string) =>
  app.evaluate(({ Menu }, id) => void Menu.getApplicationMenu()?.getMenuItemById(id)?.click(), id)

test('the menu carries the standard roles, and keys for what is often done', async () => {
  for (const role of ['redo', 'cut', 'copy', 'paste', 'close', 'quit', 'minimize']) {
    expect(await readItem(role)).toMatchObject({ role, enabled: true })
  }
  expect(await readItem('undo')).toMatchObject({ accelerator: 'CommandOrControl+Z', enabled: true })
  expect(await readItem('full-screen')).toMatchObject({ role: 'togglefullscreen' })
  expect(await readItem('print')).toMatchObject({ accelerator: 'CommandOrControl+P', enabled: true })
  expect(await readItem('dev-tools')).toBeUndefined()
  expect(await readItem('check-updates')).toMatchObject({ enabled: false })
})

test('undo takes back the typing of the field that has the focus, also before anybody has signed in', async () => {
  const field = page.getByLabel('Server address')
  await field.click()
  const before = await field.inputValue()
  await field.pressSequentially('x')
  await expect(field).toHaveValue(`${before}x`)
  await choose('undo')
  await expect(field).toHaveValue(before)
})

test('what is chosen reaches the page, and brings the window back for it', async () => {
  const chosen = await collect(page, 'menu:chosen')
  await closeWindow(app)
  await expectVisible(app, false)
  await choose('sync-now')
  await expectVisible(app, true)
  for (const id of ['settings', 'shortcuts', 'print', 'save-pdf']) await choose(id)
  await expect.poll(chosen).toEqual(['sync-now', 'settings', 'shortcuts', 'print', 'save-pdf'])
})

test('help opens the folder of logs', async () => {
  await choose('open-logs')
  const logs = await app.evaluate(({ app }) => app.getPath('logs'))
  await expect.poll(() => caught(app, 'opened')).toEqual([logs])
})

test('what the page publishes shows in menu, badge and tray', async () => {
  expect(await readItem('new-slot')).toMatchObject({ enabled: false })
  // There is nothing to be searched before somebody has signed in.
  expect(await readItem('search')).toMatchObject({ enabled: false, accelerator: 'CommandOrControl+K' })
  await call(page, 'status:publish', status)
  expect(await readItem('new-slot')).toMatchObject({ enabled: true })
  expect(await readItem('search')).toMatchObject({ enabled: true })
  expect(await caught(app, 'shown')).toContain('badge 3')
  await call(page, 'status:publish', { ...status, role: 'student', needsPerson: 0 })
  expect(await readItem('new-slot')).toMatchObject({ enabled: false })
  expect(await caught(app, 'shown')).toContain('badge 0')
})

test('printing opens the dialog of the system', async () => {
  const before = (await caught(app, 'shown')).filter(what => what === 'print').length
  await call(page, 'page:print')
  expect((await caught(app, 'shown')).filter(what => what === 'print')).toHaveLength(before + 1)
})

test('a page is saved as a PDF, or not, as the person says', async () => {
  const file = path.join(folder, 'week.pdf')
  await answerSaving(app, file)
  expect(await call(page, 'page:save-pdf', 'Week 48/2026')).toEqual({ kind: 'saved', file })
  expect(readFileSync(file).subarray(0, 5).toString()).toBe('%PDF-')
  const asked = await caught<{ readonly defaultPath: string }>(app, 'saves')
  expect(path.basename(asked.at(-1)?.defaultPath ?? '')).toBe('Week 48 2026.pdf')

  await answerSaving(app, undefined)
  expect(await call(page, 'page:save-pdf', 'Week 48')).toEqual({ kind: 'cancelled' })
  await answerSaving(app, path.join(file, 'below-a-file.pdf'))
  expect(await call(page, 'page:save-pdf', 'Week 48')).toEqual({ kind: 'failed' })
})

test.describe('as the stand-in shows it', () => {
  test.skip(target === 'electron', 'Electron tells neither what its tray shows nor opens menus by itself')

  test('the tray says the next session and the sync state, opens and quits', async () => {
    await closeWindow(app)
    await expectVisible(app, false)
    await call(page, 'status:publish', status)
    const sim = await standIn(app)
    const shown = await sim.evaluate(({ trays: [tray] }) => ({
      toolTip: tray?.toolTip,
      lines: tray?.menu?.items.map(({ label, enabled }) => ({ label, enabled })).filter(({ label }) => label !== '')
    }))
    expect(shown).toEqual({
      toolTip: 'CoachDesk\nNext: Mon 10:00, Mia\nAll changes synced',
      lines: [
        { label: 'Next: Mon 10:00, Mia', enabled: false },
        { label: 'All changes synced', enabled: false },
        { label: 'Open CoachDesk', enabled: true },
        { label: 'Quit CoachDesk', enabled: true }
      ]
    })
    await sim.evaluate(({ trays: [tray] }) => tray?.menu?.getMenuItemById('open')?.click())
    await expectVisible(app, true)
  })

  test('a field corrects spelling at the pointer, a text is copied, and elsewhere there is no menu', async () => {
    const sim = await standIn(app)
    const lines = () =>
      sim.evaluate(({ poppedMenus }) =>
        poppedMenus
          .at(-1)
          ?.items.map(({ label }) => label)
          .filter(label => label !== '')
      )
    await sim.evaluate(sim =>
      sim.openContextMenu({ isEditable: true, misspelledWord: 'sesion', dictionarySuggestions: ['session'] })
    )
    expect(await lines()).toEqual(['session', 'Add to dictionary', 'Cut', 'Copy', 'Paste', 'Select all'])
    await sim.evaluate(({ poppedMenus }) => poppedMenus.at(-1)?.items[0]?.click())
    expect(await standInLog(app, 'replace-misspelling')).toEqual([
      { kind: 'replace-misspelling', word: 'sesion', text: 'session' }
    ])
    await sim.evaluate(sim => sim.openContextMenu({ selectionText: 'a note' }))
    expect(await lines()).toEqual(['Copy'])
    const count = await sim.evaluate(({ poppedMenus }) => poppedMenus.length)
    await sim.evaluate(sim => sim.openContextMenu({}))
    expect(await sim.evaluate(({ poppedMenus }) => poppedMenus.length)).toBe(count)
  })
  test('the system knows whose links these are, and About names the versions', async () => {
    expect(await standInLog(app, 'protocol-client')).toMatchObject([{ scheme: 'coachdesk' }])
    await choose('about')
    const { version, versions } = await call(page, 'app:describe')
    const [about] = await standInLog(app, 'about-panel')
    expect(about?.['options']).toMatchObject({
      applicationName: 'CoachDesk',
      applicationVersion: version,
      copyright: expect.stringContaining(versions.electron)
    })
  })
})
