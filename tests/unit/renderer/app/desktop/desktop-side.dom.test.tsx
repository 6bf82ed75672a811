import { act, type ReactNode } from 'react'
import { createMemoryRouter } from 'react-router'
import { expect, onTestFinished, test, vi } from 'vitest'
import { Banners } from '#renderer/app/layout/banners.tsx'
import { UpdateOffer } from '#renderer/app/layout/update-offer.tsx'
import { createDesktopSchemeManager } from '#renderer/app/desktop/colour-scheme.ts'
import { openLinksOutside } from '#renderer/app/desktop/external-links.ts'
import { LinkFollower } from '#renderer/app/desktop/link-follower.tsx'
import { MenuCommands } from '#renderer/app/desktop/menu-commands.tsx'
import { watchLinks } from '#renderer/bridge/pending-link.ts'
import { StatusPublisher } from '#renderer/app/desktop/status-publisher.tsx'
import { createSampleData, sampleNow } from '#renderer/dev/sample-data.ts'
import { coachAccount, studentAccount } from '#renderer/dev/fake-accounts.ts'
import { desktop as words } from '#renderer/i18n/en/desktop.ts'
import type { WorkspaceData } from '#renderer/contract/screens.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { createFakeDesktop, openFakeShell, testFacts } from '../../fake-desktop.ts'
import { renderOnDesktop } from '../../render-on-desktop.tsx'
import { click, eventually, getControl, renderWithStores, testNow } from '../../render-with-stores.tsx'

const banners = () => <Banners onSignIn={() => undefined} />
function WhileReady({ children }: { readonly children: ReactNode }) {
  return useWorkspace(state => state.ready) ? children : null
}
const createPages = (start = '/inbox') =>
  createMemoryRouter([{ path: '*', element: null }], { initialEntries: [start] })
const addressOf = ({ state: { location } }: ReturnType<typeof createPages>) => location.pathname + location.search

test('the shell is told how the account stands, again when that changes, and that it was closed', async () => {
  const { workspace, callsOn } = await renderOnDesktop(
    shell => <WhileReady>{<StatusPublisher shell={shell} />}</WhileReady>,
    {
      now: sampleNow,
      workspace: createSampleData(coachAccount)
    }
  )
  await eventually(() => expect(callsOn('status:publish')).toHaveLength(1))
  expect(callsOn('status:publish')[0]).toMatchObject([
    { role: 'coach', syncText: '3 changes need you · 1 change waiting', unsynced: 0 }
  ])
  await act(async () => workspace.setState({ sync: { kind: 'offline', since: sampleNow, waiting: 2 }, notices: [] }))
  await eventually(() => expect(callsOn('status:publish')).toHaveLength(2))
  expect(callsOn('status:publish')[1]).toMatchObject([
    { syncText: expect.stringContaining('Offline since 13:20 · 2 changes waiting') as string }
  ])
  await act(async () => workspace.setState({ ready: false }))
  expect(callsOn('status:publish')[2]).toEqual([undefined])
})

test('the next session is told in the person’s own zone, whatever zone is shown', async () => {
  const { callsOn } = await renderOnDesktop(shell => <StatusPublisher shell={shell} />, {
    role: 'student',
    now: sampleNow,
    workspace: createSampleData(studentAccount)
  })
  await eventually(() => expect(callsOn('status:publish')).toHaveLength(1))
  const [status] = callsOn('status:publish')[0] as [{ nextText?: string }]
  // 3 pm in Berlin is 9 am in New York.
  expect(status.nextText).toMatch(/^Anna Berg, Tue 24 Nov, 09:00/)
})

test('a link waits until data is there, then leads to its session', async () => {
  const data = createSampleData(coachAccount)
  const call = data.calls!.find(({ startsAt }) => startsAt > sampleNow)!
  const { desktop } = createFakeDesktop({}, { 'link:take': () => ({ kind: 'session', bookingId: call.id }) })
  const pages = createPages()
  const { workspace } = await renderWithStores(<LinkFollower links={watchLinks(desktop)} pages={pages} />, {
    now: sampleNow,
    workspace: { ...data, ready: false }
  })
  expect(addressOf(pages)).toBe('/inbox')
  await act(async () => workspace.setState({ ready: true }))
  expect(addressOf(pages)).toBe(`/sessions?session=${call.id}`)
})

test('a link to a session that is not here is answered in words', async () => {
  const { desktop } = createFakeDesktop({}, { 'link:take': () => ({ kind: 'feedback', bookingId: 'nobody' }) })
  const pages = createPages()
  const { text } = await renderWithStores(<LinkFollower links={watchLinks(desktop)} pages={pages} />)
  await eventually(() => expect(text()).toContain(words.link.unknown))
  expect(addressOf(pages)).toBe('/inbox')
})

test('a link to a session that the first sync is still bringing waits for it', async () => {
  const data = createSampleData(coachAccount)
  const call = data.calls!.find(({ startsAt }) => startsAt > sampleNow)!
  const { desktop } = createFakeDesktop({}, { 'link:take': () => ({ kind: 'session', bookingId: call.id }) })
  const pages = createPages()
  const links = watchLinks(desktop)
  const { workspace } = await renderWithStores(<LinkFollower links={links} pages={pages} />, {
    now: sampleNow,
    workspace: { sync: { kind: 'syncing', waiting: 0 }, collections: [{ collection: 'calls', waiting: 0 }] }
  })
  expect(links.getState().link).toBeDefined()
  expect(addressOf(pages)).toBe('/inbox')
  await act(async () => workspace.setState({ calls: data.calls! }))
  expect(addressOf(pages)).toBe(`/sessions?session=${call.id}`)
  expect(links.getState().link).toBeUndefined()
})

test.each<[string, Partial<WorkspaceData>]>([
  [
    'the first sync has ended without it',
    { collections: [{ collection: 'calls', waiting: 0, lastSuccessAt: sampleNow }] }
  ],
  ['the connection breaks', { sync: { kind: 'offline', since: sampleNow, waiting: 0 } }]
])('a link that waits is answered in words when %s', async (_name, change) => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  onTestFinished(() => void vi.useRealTimers())
  const { desktop } = createFakeDesktop({}, { 'link:take': () => ({ kind: 'session', bookingId: 'nobody' }) })
  const { text, workspace } = await renderWithStores(
    <LinkFollower links={watchLinks(desktop)} pages={createPages()} />,
    { workspace: { sync: { kind: 'starting' }, collections: [] } }
  )
  await act(async () => vi.advanceTimersByTime(60_000))
  expect(text()).not.toContain(words.link.unknown)
  await act(async () => workspace.setState(change))
  await act(async () => vi.advanceTimersByTime(1_000))
  expect(text()).toContain(words.link.unknown)
})

test('the menu’s commands do what the screens’ own buttons do', async () => {
  const syncNow = vi.fn(() => Promise.resolve())
  const pages = createPages('/calendar?date=2026-11-30&view=week')
  const { tell, callsOn } = await renderOnDesktop(() => <MenuCommands pages={pages} />, { workspace: { syncNow } })
  await act(async () => tell('menu:chosen', 'new-slot'))
  expect(addressOf(pages)).toBe('/calendar?date=2026-11-30&view=week&new=1')
  await act(async () => tell('menu:chosen', 'settings'))
  expect(addressOf(pages)).toBe('/settings')
  await act(async () => tell('menu:chosen', 'new-slot'))
  expect(addressOf(pages)).toBe('/calendar?new=1')
  await act(async () => tell('menu:chosen', 'sync-now'))
  expect(syncNow).toHaveBeenCalledTimes(1)
  await act(async () => tell('menu:chosen', 'print'))
  expect(callsOn('page:print')).toHaveLength(1)
  await act(async () => tell('menu:chosen', 'save-pdf'))
  expect(callsOn('page:save-pdf')).toHaveLength(1)
})

test('a full disk is said with what to do, and goes away by itself', async () => {
  const { text, tell } = await renderOnDesktop(banners, { workspace: { storageProblem: 'disk-low' } })
  await act(async () => tell('disk:changed', { isLow: true, freeBytes: 123_400_000 }))
  expect(text()).toContain('Only 123 MB are free')
  expect(text()).toContain('empty the bin')
  expect(text()).not.toContain('This device cannot save')
  await act(async () => tell('disk:changed', { isLow: false, freeBytes: 9e9 }))
  expect(text()).not.toContain('MB are free')
})

test('what became of lost data stays until the person has read it', async () => {
  const { body, text, callsOn, workspace } = await renderOnDesktop(banners, {
    workspace: {
      recoveryReport: { kind: 'key-lost', at: testNow, restored: 2, notRestored: 1, exportedTo: 'unsynced.json' }
    }
  })
  expect(text()).toContain('2 changes that had not been sent are back')
  expect(text()).toContain('1 change could not be put back. What could be saved of it is in the file unsynced.json.')
  await click(getControl(body, 'Show the folder'))
  expect(callsOn('recovery:show-exports')).toHaveLength(1)
  await click(getControl(body, 'Close'))
  expect(workspace.getState().recoveryReport).toBeUndefined()
  await act(async () =>
    workspace.setState({ recoveryReport: { kind: 'database-emptied', at: testNow, restored: 0, notRestored: 0 } })
  )
  expect(text()).toContain(words.banner.nothingWaited)
  expect(text()).not.toContain('Show the folder')
})

test.each([
  ['database-emptied', words.banner.emptied, words.banner.emptiedText],
  ['key-lost', words.banner.keyLost, words.banner.keyLostText],
  ['data-damaged', words.banner.damaged, words.banner.damagedText]
] as const)('%s is told in its own words, and promises nothing while offline', async (kind, title, sentence) => {
  const { text } = await renderOnDesktop(banners, {
    workspace: { recoveryReport: { kind, at: testNow, restored: 0, notRestored: 0 } }
  })
  expect(text()).toContain(title)
  expect(text()).toContain(sentence)
  expect(text()).toContain('once you are online and signed in')
})

test('settings that were set aside are said until closed', async () => {
  const { body, text } = await renderOnDesktop(banners, { facts: { settingsSetAside: 'settings.damaged.json' } })
  expect(text()).toContain('The old file is kept as settings.damaged.json.')
  await click(getControl(body, 'Close'))
  expect(text()).not.toContain(words.banner.settingsSetAside)
})

test('an account whose server this computer has forgotten can look for it', async () => {
  const { body, text, callsOn } = await renderOnDesktop(banners, {
    facts: { servers: [] },
    answers: { 'servers:check': () => ({ kind: 'failed', problem: 'unreachable' }) }
  })
  expect(text()).toContain('Until desk.example.org has been found again')
  await click(getControl(body, 'Look for it'))
  expect(callsOn('servers:check')).toEqual([[coachAccount.serverUrl]])
  expect(text()).toContain(words.server.problem.unreachable)
})

test('an update that is ready is offered, and starts on a click alone', async () => {
  const { body, tell, callsOn } = await renderOnDesktop(() => <UpdateOffer />)
  await act(async () => tell('updates:changed', { kind: 'ready', version: '2.0.0' }))
  expect(callsOn('updates:install')).toEqual([])
  await click(getControl(body, 'Restart to update'))
  expect(callsOn('updates:install')).toHaveLength(1)
})

test('links to phones and sites open outside, the application’s own do not', async () => {
  const { desktop, callsOn } = createFakeDesktop({}, { 'shell:open-external': address => !address.startsWith('http:') })
  const notOpened: string[] = []
  onTestFinished(openLinksOutside(document, desktop, address => notOpened.push(address)))
  for (const address of ['tel:+4930901820', 'https://example.org/', 'http://example.org/', '#/inbox']) {
    const link = document.createElement('a')
    link.href = address
    link.append(document.createElement('span'))
    document.body.append(link)
    link.firstElementChild?.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))
    link.remove()
  }
  expect(callsOn('shell:open-external')).toEqual([
    ['tel:+4930901820'],
    ['https://example.org/'],
    ['http://example.org/']
  ])
  await eventually(() => expect(notOpened).toEqual(['http://example.org/']))
})

test('the look is the one of the settings, and a change goes there', async () => {
  localStorage.setItem('scheme', 'light')
  const { shell, callsOn } = await openFakeShell({ settings: { ...testFacts.settings, theme: 'dark' } })
  const manager = createDesktopSchemeManager(shell, 'scheme')
  expect(manager.get('auto')).toBe('dark')
  expect(localStorage.getItem('scheme')).toBe('dark')
  manager.set('auto')
  expect(callsOn('settings:change')).toEqual([[{ theme: 'system' }]])
  expect(localStorage.getItem('scheme')).toBe('auto')
})
