import { useLayoutEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { expect, onTestFinished, test, vi } from 'vitest'
import { createStore } from 'zustand'
import { AppProviders } from '#renderer/app/app-providers.tsx'
import { App } from '#renderer/app/app.tsx'
import type { OpenWorkspace } from '#renderer/contract/application.ts'
import { coachAccount } from '#renderer/dev/fake-accounts.ts'
import { createFakeSessionStore, createFakeWorkspaceStore } from '#renderer/dev/fake-stores.ts'
import { createI18n } from '#renderer/i18n/i18n.ts'
import { SignInStoreContext, useWorkspace } from '#renderer/store/hooks.ts'
import { testNow } from '../render-with-stores.tsx'

/** Long enough together that React would give way to other work in between, were it free to. */
const rows = 20
const rowMs = 2
/** So that the test ends where each report begins the pages anew. */
const mostBegun = 5

test('the pages of an account that is being opened are drawn once, however often the replication reports meanwhile', async () => {
  // As in a browser: `act` would leave no room for anything in between.
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false)
  const store = createFakeWorkspaceStore(coachAccount, () => testNow)
  const account = coachAccount
  let begun = 0
  let begunWhenShown = 0
  const report = () => store.setState(({ calls }) => ({ calls: [...calls] }))

  function Row({ index }: { readonly index: number }) {
    if (index === 0) begun += 1
    if (index === rows / 2 && begun < mostBegun) setTimeout(report)
    const until = performance.now() + rowMs
    while (performance.now() < until);
    return <li>{index}</li>
  }
  function Beside() {
    useWorkspace(state => state.calls)
    useLayoutEffect(() => {
      begunWhenShown ||= begun
    })
    return Array.from({ length: rows }, (_, index) => <Row key={index} index={index} />)
  }

  const session = createFakeSessionStore(account, { session: { kind: 'opening', account } })
  const workspace = createStore<OpenWorkspace>(() => ({ store }))
  const container = document.createElement('div')
  document.body.append(container)
  const root = createRoot(container)
  onTestFinished(() => {
    root.unmount()
    container.remove()
  })
  root.render(
    <AppProviders i18n={createI18n()} env="test">
      <SignInStoreContext value={session}>
        <App
          workspace={workspace}
          locale={{ tag: 'en-GB', hourCycle: 'h23' }}
          router={{ kind: 'memory', start: '/inbox' }}
          renderBeside={() => <Beside />}
        />
      </SignInStoreContext>
    </AppProviders>
  )
  await expect.poll(() => container.textContent).toContain('Opening')
  // As a rule the data is there first and the pages' script follows.
  session.setState({ session: { kind: 'open', account, accounts: [account] } })
  await expect.poll(() => begunWhenShown, { timeout: 10_000 }).toBeGreaterThan(0)
  expect(begunWhenShown).toBe(1)
})
