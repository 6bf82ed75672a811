// oxlint-disable react/purity, react/globals -- pages that are slow to draw, and counted while they are drawn, are what this is about
import { useLayoutEffect } from 'react'
import { createRoot } from 'react-dom/client'
import { createMemoryRouter } from 'react-router'
import { expect, onTestFinished, test, vi } from 'vitest'
import { AccountFrame } from '#renderer/app/account-frame.tsx'
import { AppProviders } from '#renderer/app/app-providers.tsx'
import { coachAccount } from '#renderer/dev/fake-accounts.ts'
import { createFakeSessionStore, createFakeWorkspaceStore } from '#renderer/dev/fake-stores.ts'
import { createI18n } from '#renderer/i18n/i18n.ts'
import { SignInStoreContext, useWorkspace } from '#renderer/store/hooks.ts'
import { testNow } from '../render-with-stores.tsx'

/** Long enough together that React would give way to other work in between, were it free to. */
const rows = 20
const rowMs = 2
/** So that the test ends where each report begins the page anew. */
const mostBegun = 5

test('a page is drawn once, however often the replication reports meanwhile', async () => {
  // As in a browser: `act` would leave no room for anything in between.
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', false)
  const store = createFakeWorkspaceStore(coachAccount, () => testNow)
  let begun = 0
  let begunWhenShown = 0

  function Row({ index }: { readonly index: number }) {
    if (index === 0) begun += 1
    // Reports of the replication that arrive while the page is half drawn.
    if (index === rows / 2 && begun < mostBegun) setTimeout(report)
    const until = performance.now() + rowMs
    while (performance.now() < until);
    return <li>{index}</li>
  }
  const report = () => store.setState(({ calls }) => ({ calls: [...calls] }))
  function Page() {
    useWorkspace(state => state.calls)
    useLayoutEffect(() => {
      begunWhenShown ||= begun
    })
    return Array.from({ length: rows }, (_, index) => <Row key={index} index={index} />)
  }
  const router = createMemoryRouter([
    { path: '/', Component: Start },
    { path: '/page', Component: Page }
  ])
  const container = document.createElement('div')
  document.body.append(container)
  const root = createRoot(container)
  onTestFinished(() => {
    root.unmount()
    container.remove()
  })
  root.render(
    <AppProviders i18n={createI18n()} env="test">
      <SignInStoreContext value={createFakeSessionStore(coachAccount)}>
        <AccountFrame
          store={store}
          account={coachAccount}
          locale={{ tag: 'en-GB', hourCycle: 'h23' }}
          router={router}
          beside={null}
        />
      </SignInStoreContext>
    </AppProviders>
  )
  await expect.poll(() => container.querySelector('h1')?.textContent).toBe('Start')
  await router.navigate('/page')
  await expect.poll(() => begunWhenShown).toBeGreaterThan(0)
  expect(begunWhenShown).toBe(1)
})

function Start() {
  return <h1>Start</h1>
}
