import { act } from 'react'
import { expect, test, vi } from 'vitest'
import { SettingsPage } from '#renderer/features/settings/settings-page.tsx'
import { KeyStoreField } from '#renderer/features/settings/this-computer/key-store-field.tsx'
import { ThisComputerSection } from '#renderer/features/settings/this-computer/this-computer-section.tsx'
import { desktop as words } from '#renderer/i18n/en/desktop.ts'
import { testFacts } from '../../fake-desktop.ts'
import { type DesktopRenderOptions, renderOnDesktop } from '../../render-on-desktop.tsx'
import { click, getControl, getField, renderWithStores } from '../../render-with-stores.tsx'

const { reminders } = testFacts.settings
const settings = (options: DesktopRenderOptions = {}) =>
  renderOnDesktop(shell => <ThisComputerSection shell={shell} />, options)

test('a browser has no settings of this computer, the desktop has', async () => {
  const browser = await renderWithStores(<SettingsPage />)
  expect(browser.text()).not.toContain(words.settings.title)
  const desktop = await renderOnDesktop(() => <SettingsPage />)
  expect(desktop.text()).toContain(words.settings.title)
})

test('reminders are chosen, each once, the earliest first', async () => {
  const { body, callsOn } = await settings()
  await click(getField(body, '2 hours'))
  await click(getField(body, '10 minutes'))
  expect(callsOn('settings:change')).toEqual([
    [{ reminders: { ...reminders, beforeMin: [120, 60, 10] } }],
    [{ reminders: { ...reminders, beforeMin: [120, 60] } }]
  ])
})

test('no more reminders are offered than the shell takes', async () => {
  const beforeMin = [1440, 120, 60, 30, 10]
  const { body } = await settings({
    facts: { settings: { ...testFacts.settings, reminders: { ...reminders, beforeMin } } }
  })
  expect(getField(body, '5 minutes').disabled).toBe(true)
  await click(getField(body, '1 day'))
  expect(getField(body, '5 minutes').disabled).toBe(false)
})

test('a student is not asked for feedback', async () => {
  const { text } = await settings({ role: 'student' })
  expect(text()).toContain(words.settings.title)
  expect(text()).not.toContain(words.settings.afterSession)
})

test('each switch changes its own setting', async () => {
  const { body, callsOn } = await settings()
  await click(getField(body, words.settings.keepRunning))
  await click(getField(body, words.settings.autoUpdate))
  await click(getField(body, words.settings.afterSession))
  expect(callsOn('settings:change')).toEqual([
    [{ keepRunning: false }],
    [{ autoUpdate: true }],
    [{ reminders: { ...reminders, afterSession: false } }]
  ])
})

test('a change that could not be kept is said and undone', async () => {
  const { body } = await settings({
    answers: {
      'settings:change': () => {
        throw new Error('disk full')
      }
    }
  })
  await click(getField(body, words.settings.keepRunning))
  expect(body.querySelector('[role="alert"]')?.textContent).toBe(words.settings.failed)
  expect((getField(body, words.settings.keepRunning) as HTMLInputElement).checked).toBe(true)
})

test('updates say where they stand, and the next step', async () => {
  const { body, text, tell, callsOn } = await settings()
  expect(text()).toContain('Updates are off.')
  await click(getControl(body, 'Check now'))
  expect(text()).toContain('This is the newest version known.')
  await act(async () => tell('updates:changed', { kind: 'downloading', version: '2.0.0' }))
  expect(text()).toContain('Fetching version 2.0.0')
  await act(async () => tell('updates:changed', { kind: 'ready', version: '2.0.0' }))
  await click(getControl(body, 'Restart to update'))
  expect(callsOn('updates:install')).toHaveLength(1)
})

test('versions are named, logs and saved files are a click away', async () => {
  const { body, text, callsOn } = await settings()
  expect(text()).toContain('CoachDesk 1.2.3Electron 45.4.1, Chromium 156.0.1, Node 24.2.0')
  await click(getControl(body, words.settings.openLogs))
  await click(getControl(body, words.settings.showExports))
  expect(callsOn('shell:open-logs')).toHaveLength(1)
  expect(callsOn('recovery:show-exports')).toHaveLength(1)
})

test('a sign-in that the system protects needs no choice', async () => {
  const { text } = await settings()
  expect(text()).toContain(words.settings.keyStore.protected)
  expect(text()).not.toContain(words.settings.changeKeyStore)
})

test('changing where the sign-in is kept says first what is lost', async () => {
  const reload = vi.fn()
  const { body, text, callsOn } = await renderOnDesktop(shell => <KeyStoreField shell={shell} reload={reload} />, {
    facts: { keyStore: { kind: 'memory' } },
    workspace: { collections: [{ collection: 'slots', waiting: 2 }] }
  })
  await click(getControl(body, words.settings.changeKeyStore))
  expect(text()).toContain('2 changes have not been sent and are lost if you go on now.')
  expect(callsOn('key-store:choose')).toEqual([])
  await click(getControl(body, words.keyStore.unprotected.choose))
  expect(callsOn('key-store:choose')).toEqual([['unprotected']])
  expect(reload).toHaveBeenCalledTimes(1)
})

test('who went on without the key store reads that what is stored is untouched, and is offered no other place', async () => {
  const { text } = await renderOnDesktop(given => <KeyStoreField shell={given} />, {
    facts: { keyStore: { kind: 'memory', forThisRun: true } }
  })
  expect(text()).toContain(words.settings.keyStore.forThisRun)
  expect(text()).not.toContain(words.settings.changeKeyStore)
})
