import { act } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, onTestFinished, test } from 'vitest'
import { createStore } from 'zustand'
import { AppProviders } from '#renderer/app/app-providers.tsx'
import { App } from '#renderer/app/app.tsx'
import { coachAccount, studentAccount } from '#renderer/dev/fake-accounts.ts'
import { createFakeSessionStore, createFakeWorkspaceStore } from '#renderer/dev/fake-stores.ts'
import { createSampleData } from '#renderer/dev/sample-data.ts'
import { createI18n } from '#renderer/i18n/i18n.ts'
import type { OpenWorkspace } from '#renderer/contract/application.ts'
import type { DeviceAccount, SignInState, WorkspaceStoreState } from '#renderer/contract/screens.ts'
import { SignInStoreContext } from '#renderer/store/hooks.ts'
import { click, eventually, getControl, settleChunks, testNow, type } from '../render-with-stores.tsx'

const accounts = [coachAccount, studentAccount]
const open = (account: DeviceAccount): SignInState => ({ kind: 'open', account, accounts })
const workspaceOf = (account: DeviceAccount, data: Partial<WorkspaceStoreState> = {}): OpenWorkspace => ({
  store: createFakeWorkspaceStore(account, () => testNow, data)
})

/** The whole application around fake stores, started at a path. */
async function renderApp(
  start: string,
  session: SignInState,
  account: DeviceAccount = coachAccount,
  data: Partial<WorkspaceStoreState> = {}
) {
  const sessionStore = createFakeSessionStore(account, { session })
  const workspace = createStore<OpenWorkspace>(() => workspaceOf(account, data))
  const container = document.createElement('div')
  document.body.append(container)
  const root = createRoot(container)
  const router = { kind: 'memory', start } as const
  await act(async () =>
    root.render(
      <AppProviders i18n={createI18n()} env="test">
        <SignInStoreContext value={sessionStore}>
          <App workspace={workspace} locale={{ tag: 'en-GB', hourCycle: 'h23' }} router={router} />
        </SignInStoreContext>
      </AppProviders>
    )
  )
  onTestFinished(async () => {
    await act(async () => root.unmount())
    container.remove()
  })
  const switchTo = (next: DeviceAccount) =>
    act(async () => {
      sessionStore.setState({ session: { kind: 'opening', account: next } })
      workspace.setState(workspaceOf(next))
      sessionStore.setState({ session: open(next) })
    })
  return { sessionStore, switchTo }
}

/** The page's title heading, once it is there. */
async function expectPage(title: string) {
  await eventually(() => expect(document.querySelector('h1')?.textContent).toBe(title))
}

test('every state of the session has its screen', async () => {
  const { sessionStore } = await renderApp('/inbox', { kind: 'loading' })
  expect(document.body.textContent).toContain('Loading…')
  await act(async () => sessionStore.setState({ session: { kind: 'signed-out', accounts } }))
  await expectPage('Sign in to CoachDesk')
  await act(async () => sessionStore.setState({ session: { kind: 'opening', account: coachAccount } }))
  expect(document.body.textContent).toContain('Opening Anna Berg’s data…')
  await act(async () =>
    sessionStore.setState({ session: { kind: 'failed', account: coachAccount, refusal: 'storage-failed' } })
  )
  await expectPage('Anna Berg’s data could not be opened')
  await act(async () => sessionStore.setState({ session: open(coachAccount) }))
  // The address that was asked for before signing in.
  await expectPage('Inbox')
})

test('a page names the window and takes the focus when one goes to it', async () => {
  await renderApp('/inbox', open(coachAccount))
  await expectPage('Inbox')
  expect(document.title).toBe('Inbox · CoachDesk')
  await click(getControl(document.body, 'Settings'))
  await expectPage('Settings')
  expect(document.title).toBe('Settings · CoachDesk')
  expect(document.activeElement).toBe(document.querySelector('h1'))
})

test('an address of another role leads to the own start page', async () => {
  await renderApp('/calendar', open(studentAccount), studentAccount)
  await expectPage('Today')
})

test.each([coachAccount, studentAccount])('the first page of a $role is today', async account => {
  await renderApp('/', open(account), account)
  await expectPage('Today')
  expect(document.title).toBe('Today · CoachDesk')
})

test('an unknown address says so', async () => {
  await renderApp('/nowhere', open(coachAccount))
  await expectPage('There is nothing at this address')
  expect(document.title).toBe('Page not found · CoachDesk')
})

test('another account starts at its own beginning', async () => {
  const { switchTo } = await renderApp('/settings', open(coachAccount))
  await expectPage('Settings')
  await switchTo(studentAccount)
  await expectPage('Today')
})

test('the skip link leads past header and rail', async () => {
  await renderApp('/nowhere', open(coachAccount))
  await expectPage('There is nothing at this address')
  await click(getControl(document.body, 'Skip to content'))
  expect(document.activeElement).toBe(document.querySelector('main'))
})

test('keys lead to pages and open panels, but not while somebody types', async () => {
  const press = (key: string, target: EventTarget = document.body, code = '') =>
    act(async () => void target.dispatchEvent(new KeyboardEvent('keydown', { key, code, bubbles: true })))
  await renderApp('/inbox', open(coachAccount))
  await expectPage('Inbox')
  await press('g')
  await press('e')
  await expectPage('Settings')
  // The same two keys on a Russian keyboard, to the inbox.
  await press('п', document.body, 'KeyG')
  await press('ш', document.body, 'KeyI')
  await expectPage('Inbox')
  await press('g')
  await press('e')
  await expectPage('Settings')
  await press('?', document.querySelector('textarea')!)
  expect(document.querySelector('[role="dialog"]')).toBeNull()
  await press('?')
  await settleChunks()
  expect(document.querySelector('[role="dialog"]')?.textContent).toContain('Go to Calendar')
})

test('FN3 what one account can search is gone with its window, and the next one searches its own', async () => {
  const data = createSampleData(coachAccount)
  const words = { ...data, calls: data.calls!.map(call => ({ ...call, notes: 'The dress rehearsal' })) }
  const { switchTo, sessionStore } = await renderApp('/inbox', open(coachAccount), coachAccount, words)
  await expectPage('Inbox')
  const field = () => document.querySelector<HTMLInputElement>('[aria-label^="Search people"]')
  const found = () => [...document.querySelectorAll('[role="option"]')].map(option => option.textContent).join('\n')
  async function search() {
    const press = { key: 'k', code: 'KeyK', ctrlKey: true, bubbles: true, cancelable: true }
    await act(async () => void document.body.dispatchEvent(new KeyboardEvent('keydown', press)))
    await settleChunks()
    await eventually(() => expect(field()).not.toBeNull())
    await type(field()!, 'rehearsal')
  }
  await search()
  await eventually(() => expect(found()).toContain('dress rehearsal'))
  await switchTo(studentAccount)
  expect(field()).toBeNull()
  await expectPage('Today')
  await search()
  await eventually(() => expect(document.body.textContent).toContain('Nothing found'))
  expect(found()).toBe('')
  await act(async () => sessionStore.setState({ session: { kind: 'signed-out', accounts } }))
  expect(field()).toBeNull()
  expect(document.body.textContent).not.toContain('rehearsal')
})
