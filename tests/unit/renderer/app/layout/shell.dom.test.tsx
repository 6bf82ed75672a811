import { act } from 'react'
import { expect, test, vi } from 'vitest'
import { Header } from '#renderer/app/layout/header.tsx'
import { Banners } from '#renderer/app/layout/banners.tsx'
import { Rail } from '#renderer/app/layout/rail.tsx'
import { coachAccount, studentAccount } from '#renderer/dev/fake-accounts.ts'
import { createSampleData } from '#renderer/dev/sample-data.ts'
import { SyncPanel } from '#renderer/features/sync/sync-panel.tsx'
import { type OfflinePageState, OfflinePageContext } from '#renderer/ui/offline-page.ts'
import { createStore } from 'zustand'
import { refusals } from '#renderer/i18n/en/refusals.ts'
import { click, getControl, renderWithStores, testNow } from '../../render-with-stores.tsx'

const minuteMs = 60_000
const header = <Header onOpenSearch={() => undefined} onOpenSync={() => undefined} onOpenShortcuts={() => undefined} />
const panel = <SyncPanel opened onClose={() => undefined} onSignIn={() => undefined} />

test('the header says in words how the connection stands, and follows it', async () => {
  const { body, workspace, text } = await renderWithStores(header, {
    workspace: { sync: { kind: 'synced', at: testNow - 2 * minuteMs } }
  })
  expect(text()).toContain('All changes synced · 2 min ago')
  await act(async () => workspace.setState({ sync: { kind: 'offline', since: testNow - 60 * minuteMs, waiting: 3 } }))
  // 12:20 UTC is 13:20 in Berlin.
  expect(text()).toContain('Offline since 12:20 · 3 changes waiting')
  expect(body.querySelector('[aria-live]')?.textContent).toContain('You are offline')
  await act(async () => workspace.setState({ sync: { kind: 'syncing', waiting: 1 } }))
  expect(text()).toContain('1 change waiting')
})

test('offline since another day names the day', async () => {
  const { text } = await renderWithStores(header, {
    workspace: { sync: { kind: 'offline', since: testNow - 24 * 60 * minuteMs, waiting: 0 } }
  })
  expect(text()).toContain('Offline since Tue 17 Nov, 13:20')
})

test('the rail is the role’s own and counts what needs the person', async () => {
  const coach = await renderWithStores(<Rail />, { workspace: createSampleData(coachAccount) })
  expect([...coach.body.querySelectorAll('nav a')].map(link => link.getAttribute('href'))).toEqual([
    '/today',
    '/calendar',
    '/sessions',
    '/students',
    '/actions',
    '/insights',
    '/inbox',
    '/settings'
  ])
  // Two open notices and one declined slot; the notice that was put aside does not count.
  expect(coach.text()).toContain('3 items need you')
})

test('a student’s rail begins with today and finding a slot', async () => {
  const { body } = await renderWithStores(<Rail />, { role: 'student' })
  expect([...body.querySelectorAll('nav a')].map(link => link.textContent)).toEqual([
    'Today',
    'Find a slot',
    'My sessions',
    'Actions',
    'Inbox',
    'Settings'
  ])
})

test.each(['coach', 'student'] as const)(
  'a phone’s bar has five entries for a %s: what is not on it is under More',
  async role => {
    const { body } = await renderWithStores(<Rail />, { role })
    const ofRail = [...body.querySelectorAll('nav a')].map(link => link.getAttribute('href'))
    const onBar = [...body.querySelectorAll('nav li:not([data-off-bar=true])')].map(item => item.textContent)
    expect(onBar).toHaveLength(5)
    expect(onBar.at(-1)).toBe('More')
    await click(getControl(body, 'More'))
    const underMore = [...body.querySelectorAll('[role=menu] a')].map(link => link.getAttribute('href'))
    const hidden = [...body.querySelectorAll('nav li[data-off-bar=true] a')].map(link => link.getAttribute('href'))
    expect(underMore).toEqual(hidden)
    expect(ofRail).toHaveLength(onBar.length - 1 + underMore.length)
  }
)

test('More is marked while one of its pages is open', async () => {
  const { body } = await renderWithStores(<Rail />, { role: 'coach', route: '/students/omarhaddad' })
  expect(getControl(body, 'More').dataset['current']).toBe('true')
})

test('signing out asks first while changes wait, and not otherwise', async () => {
  const signOut = vi.fn(() => Promise.resolve())
  const waiting = [{ collection: 'slots' as const, waiting: 2 }]
  const { body, workspace, text } = await renderWithStores(header, {
    session: { signOut },
    workspace: { collections: waiting }
  })
  await click(getControl(body, 'Account: Anna Berg, Coach'))
  await click(getControl(body, 'Sign out'))
  expect(text()).toContain('2 changes have not reached the server yet')
  expect(signOut).not.toHaveBeenCalled()
  await click(getControl(body, 'Cancel'))
  await act(async () => workspace.setState({ collections: [{ collection: 'slots', waiting: 0 }] }))
  await click(getControl(body, 'Account: Anna Berg, Coach'))
  await click(getControl(body, 'Sign out'))
  expect(signOut).toHaveBeenCalledTimes(1)
})

test('the account menu offers the device’s other accounts with their roles', async () => {
  const switchTo = vi.fn(() => Promise.resolve({ ok: true, value: undefined } as const))
  const { body } = await renderWithStores(header, {
    session: {
      switchTo,
      session: { kind: 'open', account: coachAccount, accounts: [coachAccount, studentAccount] }
    }
  })
  await click(getControl(body, 'Account: Anna Berg, Coach'))
  const other = [...body.querySelectorAll<HTMLElement>('[role="menuitem"]')].find(item =>
    item.textContent.includes('Maya Chen')
  )
  expect(other?.textContent).toContain('Student')
  await click(other!)
  expect(switchTo).toHaveBeenCalledWith(studentAccount.key)
})

test('banners name what stands in the way, and what to do', async () => {
  const signIn = vi.fn()
  const { body, workspace, text } = await renderWithStores(<Banners onSignIn={signIn} />)
  expect(text()).toBe('')
  await act(async () => workspace.setState({ storageProblem: 'storage-full', clockOffsetMs: -7 * minuteMs }))
  expect(text()).toContain(refusals['storage-full'])
  expect(text()).toContain('It is 7 minutes ahead of the server')
  await act(async () => workspace.setState({ clockOffsetMs: 3 * 1_440 * minuteMs - minuteMs }))
  expect(text()).toContain('It is 3 days behind the server')
  await act(async () => workspace.setState({ sync: { kind: 'account-disabled', waiting: 1 } }))
  expect(text()).toContain('1 change made here has not been sent')
  await act(async () => workspace.setState({ sync: { kind: 'needs-sign-in', waiting: 1 } }))
  await click(getControl(body, 'Sign in'))
  expect(signIn).toHaveBeenCalledTimes(1)
})

test('two minutes of clock error are nobody’s business', async () => {
  const { text } = await renderWithStores(<Banners onSignIn={() => undefined} />, {
    workspace: { clockOffsetMs: 2 * minuteMs }
  })
  expect(text()).toBe('')
})

test('the sync panel shows each collection’s last problem in words', async () => {
  const syncNow = vi.fn(() => Promise.resolve())
  const { body, text } = await renderWithStores(panel, {
    workspace: {
      syncNow,
      sync: { kind: 'offline', since: testNow - minuteMs, waiting: 3 },
      collections: [
        {
          collection: 'slots',
          waiting: 3,
          lastSuccessAt: testNow - 5 * minuteMs,
          lastError: { at: testNow - minuteMs, refusal: 'unreachable', detail: 'fetch failed' }
        },
        { collection: 'calls', waiting: 0 }
      ]
    }
  })
  expect(text()).toContain('Waiting3 changesLast success5 min ago, 13:15')
  expect(text()).toContain(refusals.unreachable)
  expect(text()).toContain('Sessions and noticesWaitingNothingLast successNot yet')
  await click(getControl(body, 'Sync now'))
  expect(syncNow).toHaveBeenCalledTimes(1)
})

test('a browser that cannot store the page is told so plainly', async () => {
  const offlinePage = createStore<OfflinePageState>(() => ({ page: { kind: 'unsupported' } }))
  const { text } = await renderWithStores(<OfflinePageContext value={offlinePage}>{panel}</OfflinePageContext>)
  expect(text()).toContain('This browser does not store the page here')
})
