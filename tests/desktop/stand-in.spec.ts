// The stand-in itself: collected where it is what the specs run on.
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { projectRoot } from '../../scripts/lib/project.ts'
import { test as base, expect } from './support/fixture.ts'
import { firstPage, killApp, startAgain } from './support/launch.ts'
import { setNetwork } from './support/network.ts'
import { shareApp } from './support/shared-app.ts'
import { standIn, standInLog } from './support/stand-in-only.ts'

const folder = path.join(projectRoot, 'tools/electron-stand-in/sample')

/** What the sample's preload offers to its page. */
interface Sample {
  readonly invoke: (channel: string, value?: unknown) => Promise<unknown>
  onNews(listener: (news: unknown) => void): void
  tryToRequire(name: string): string
  readonly ipcRenderer: object
}

const shared = shareApp({ folder })
const test = base.extend<{ electronApp: ElectronApplication }>({
  // oxlint-disable-next-line no-empty-pattern -- Playwright wants an object pattern
  electronApp: async ({}, use) => use(shared.app())
})

const invoke = (page: Page, channel: string, value?: unknown): Promise<unknown> =>
  page.evaluate(([channel, value]) => (globalThis as unknown as { sample: Sample }).sample.invoke(channel, value), [
    channel,
    value
  ] as const)

test('what is not simulated throws', async ({ electronApp }) => {
  const messages = await electronApp.evaluate(({ app, BrowserWindow, session, utilityProcess }) => {
    const attempts: (() => unknown)[] = [
      () => app.getApplicationInfoForProtocol('x:'),
      () => session.defaultSession.getBlobData('1'),
      () => BrowserWindow.getAllWindows()[0]?.addTabbedWindow(BrowserWindow.getAllWindows()[0]!),
      () => utilityProcess.fork('x.js'),
      () => app.on('gpu-info-update', () => {}),
      () => new BrowserWindow({ webPreferences: { sandbox: false } })
    ]
    return attempts.map(attempt => {
      try {
        attempt()
        return 'passed'
      } catch (error) {
        return (error as Error).message
      }
    })
  })
  expect(messages).toEqual([
    'electron stand-in: App.getApplicationInfoForProtocol is not simulated',
    'electron stand-in: Session.getBlobData is not simulated',
    'electron stand-in: BrowserWindow.addTabbedWindow is not simulated',
    'electron stand-in: utilityProcess.fork is not simulated',
    "electron stand-in: App 'gpu-info-update' is not simulated",
    'electron stand-in: webPreferences.sandbox other than true is not simulated'
  ])
})

test('the page has a world of its own', async ({ page }) => {
  const seen = await page.evaluate(() => {
    const world = globalThis as unknown as Record<string, unknown> & { sample: Sample }
    return {
      node: [typeof world['require'], typeof world['process'], typeof world['ipcRenderer']],
      left: Object.keys(world).filter(name => name.startsWith('__sim')),
      isFrozen: Object.isFrozen(world.sample) && Object.isFrozen(world.sample.invoke),
      isSecure: isSecureContext,
      fs: world.sample.tryToRequire('node:fs'),
      leaked: Object.keys(world.sample.ipcRenderer),
      events: world.sample.tryToRequire('events')
    }
  })
  expect(seen).toEqual({
    node: ['undefined', 'undefined', 'undefined'],
    left: [],
    isFrozen: true,
    isSecure: true,
    fs: 'Error: module not found: node:fs',
    leaked: [],
    events: 'function'
  })
})

test('values are cloned on their way, errors come as Electron words them', async ({ page, electronApp }) => {
  const value = { when: new Date(5), list: [undefined, null, -0, Number.NaN], big: 3n }
  expect(await invoke(page, 'echo', value)).toEqual(value)
  const bytes = await page.evaluate(async () => {
    const { sample } = globalThis as unknown as { sample: Sample }
    const twice = new Uint8Array([1, 2, 255])
    const back = (await sample.invoke('echo', [twice, twice])) as Uint8Array[]
    const map = (await sample.invoke('echo', new Map([['one', new Set([1])]]))) as Map<string, Set<number>>
    return {
      isBytes: back[0] instanceof Uint8Array,
      values: [...back[0]!],
      isOne: back[0] === back[1],
      inMap: [...map.get('one')!]
    }
  })
  expect(bytes).toEqual({ isBytes: true, values: [1, 2, 255], isOne: true, inMap: [1] })
  await expect(invoke(page, 'fail')).rejects.toThrow("Error invoking remote method 'fail': TypeError: no luck")
  await expect(invoke(page, 'missing')).rejects.toThrow("No handler registered for 'missing'")
  await expect(
    page.evaluate(() =>
      (globalThis as unknown as { sample: Sample }).sample.invoke('echo', () => 1).then(typeOf => typeof typeOf)
    )
  ).rejects.toThrow('could not be cloned')

  // The page listens before anything is sent.
  await page.evaluate(() => {
    const { sample } = globalThis as unknown as { sample: Sample }
    const news = new Promise(resolve => {
      sample.onNews(resolve)
    })
    Object.assign(globalThis, { news })
  })
  await electronApp.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.webContents.send('news', { at: new Date(7) })
  )
  expect(await page.evaluate(() => (globalThis as { news?: unknown }).news)).toEqual({ at: new Date(7) })
})

test('a second start reaches the first and ends', async ({ electronApp, page }) => {
  await expect(page.getByRole('heading')).toHaveText('Sample')
  await electronApp.evaluate(({ app }) => {
    app.on('second-instance', (_event, argv, _cwd, data) => {
      Object.assign(globalThis, { second: { last: argv.at(-1), data } })
    })
  })
  await startAgain({ folder, userData: shared.userData(), args: ['sample://here'] })
  const second = () => electronApp.evaluate(() => (globalThis as { second?: unknown }).second)
  await expect.poll(second).toEqual({ last: 'sample://here', data: { from: 'the second' } })
})

test('the system answers as a spec told it to, and keeps a record', async ({ launch }) => {
  const electronApp = await launch({ folder })
  const page = await firstPage(electronApp)
  const system = await standIn(electronApp)
  await system.evaluate(sim => void sim.dialogAnswers.message.push({ response: 2 }))
  expect(await invoke(page, 'ask', 'Sure?')).toMatchObject({ response: 2 })
  expect(await invoke(page, 'ask', 'Really?')).toMatchObject({ response: 0 })
  expect(await standInLog(electronApp, 'message-dialog')).toMatchObject([
    { options: { message: 'Sure?' } },
    { options: { message: 'Really?' } }
  ])

  await system.evaluate(sim => sim.setSystemTheme('dark'))
  await expect.poll(() => page.evaluate(() => matchMedia('(prefers-color-scheme: dark)').matches)).toBe(true)

  const events = await system.evaluate(sim => {
    const seen: string[] = []
    for (const name of ['display-added', 'display-removed', 'display-metrics-changed']) {
      sim.electron.screen.on(name, () => seen.push(name))
    }
    sim.setDisplays([
      { id: 1, bounds: { x: 0, y: 0, width: 1280, height: 800 } },
      { id: 2, bounds: { x: 1280, y: 0, width: 1920, height: 1080 } }
    ])
    sim.setDisplays([{ id: 2, bounds: { x: 0, y: 0, width: 1920, height: 1080 } }])
    return seen
  })
  expect(events).toEqual(['display-metrics-changed', 'display-added', 'display-removed', 'display-metrics-changed'])
})

test('a window that is maximized keeps its normal place, and its page its size', async ({ electronApp, page }) => {
  const places = await electronApp.evaluate(({ BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0]!
    window.setBounds({ x: 40, y: 50, width: 900, height: 700 })
    window.maximize()
    const whole = window.getBounds()
    const normal = window.getNormalBounds()
    window.unmaximize()
    return { whole, normal, after: window.getBounds() }
  })
  const normal = { x: 40, y: 50, width: 900, height: 700 }
  expect(places).toEqual({ whole: { x: 0, y: 0, width: 1920, height: 1080 }, normal, after: normal })
  await expect.poll(() => page.evaluate(() => outerWidth)).toBe(900)
})

test('editing commands and PDFs are real', async ({ electronApp, page }) => {
  const field = page.getByRole('textbox')
  await field.fill('a wurd here')
  await field.focus()
  const contents = await electronApp.evaluateHandle(
    ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents
  )
  await (await standIn(electronApp)).evaluate(sim => sim.openContextMenu({ misspelledWord: 'wurd' }))
  await contents.evaluate(contents => contents.replaceMisspelling('word'))
  await expect(field).toHaveValue('a word here')
  await contents.evaluate(contents => contents.undo())
  await expect(field).toHaveValue('a wurd here')
  await contents.evaluate(contents => contents.selectAll())
  await contents.evaluate(contents => contents.delete())
  await expect(field).toHaveValue('')
  const head = await contents.evaluate(async contents => {
    const pdf = await contents.printToPDF({ pageSize: 'A4', landscape: true })
    return pdf.toString('latin1', 0, 5)
  })
  expect(head).toBe('%PDF-')
})

test('a cut network stops page and main process, not the app’s own pages', async ({ electronApp, page }) => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'access-control-allow-origin': '*' }).end('here')
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const fromPage = (address: string) =>
    page.evaluate(
      address =>
        fetch(address).then(
          response => response.status,
          () => 'failed'
        ),
      address
    )
  try {
    expect(await fromPage(url)).toBe(200)
    expect(await invoke(page, 'fetch', url)).toBe(200)
    await setNetwork(electronApp, 'cut')
    await expect.poll(() => fromPage(url)).toBe('failed')
    await expect(invoke(page, 'fetch', url)).rejects.toThrow('net::ERR_INTERNET_DISCONNECTED')
    expect(await fromPage('/index.html')).toBe(200)
    expect(await page.evaluate(() => navigator.onLine)).toBe(false)
    await setNetwork(electronApp, 'on')
    await expect.poll(() => fromPage(url)).toBe(200)
    expect(await page.evaluate(() => navigator.onLine)).toBe(true)
  } finally {
    server.closeAllConnections()
    server.close()
  }
  await expect(invoke(page, 'fetch', url)).rejects.toThrow('net::ERR_CONNECTION_REFUSED')
})

test('after kill -9 of everything the profile opens again', async ({ launch, userData }) => {
  const app = await launch({ folder })
  await app.firstWindow()
  const sealed = await app.evaluate(async ({ safeStorage }) => {
    return (await safeStorage.encryptStringAsync('kept')).toString('base64')
  })
  await killApp(app)

  const again = await launch({ folder, userData })
  await expect((await again.firstWindow()).getByRole('heading')).toHaveText('Sample')
  const open = () =>
    again.evaluate(async ({ safeStorage }, sealed) => {
      const { result } = await safeStorage.decryptStringAsync(Buffer.from(sealed, 'base64'))
      return result
    }, sealed)
  expect(await open()).toBe('kept')
  await (await standIn(again)).evaluate(sim => sim.loseKey())
  await expect(open()).rejects.toThrow('Error while decrypting')
})

test('notifications, menus and prints are recorded and can be answered', async ({ launch }) => {
  const electronApp = await launch({ folder })
  const system = await standIn(electronApp)
  const heard = await system.evaluate(async sim => {
    const { app, BrowserWindow, Menu, Notification, Tray, nativeImage } = sim.electron
    const heard: unknown[] = []
    const notification = new Notification({ title: 'Soon', actions: [{ type: 'button', text: 'Snooze' }] })
    notification.on('click', () => heard.push('click'))
    notification.on('action', (details: { readonly actionIndex: number }) => heard.push(details.actionIndex))
    notification.show()
    sim.notifications[0]?.simulateClick()
    sim.notifications[0]?.simulateAction(0)

    const tray = new Tray(nativeImage.createEmpty())
    tray.setContextMenu(Menu.buildFromTemplate([{ id: 'next', label: 'Next', click: () => heard.push('next') }]))
    sim.trays[0]?.menu?.getMenuItemById('next')?.click()
    tray.destroy()
    heard.push(sim.trays.length)

    app.setBadgeCount(3)
    Menu.setApplicationMenu(Menu.buildFromTemplate([{ role: 'editMenu' }, { role: 'about', id: 'about' }]))
    Menu.getApplicationMenu()?.getMenuItemById('about')?.click()
    heard.push(Menu.getApplicationMenu()?.items[0]?.submenu?.items[0]?.accelerator)

    sim.printing.success = false
    sim.printing.failureReason = 'no printer'
    const [window] = BrowserWindow.getAllWindows()
    const printed = Promise.withResolvers<string>()
    window?.webContents.print({ landscape: true }, (isDone, why) => printed.resolve(`${String(isDone)}: ${why}`))
    heard.push(await printed.promise)
    return heard
  })
  expect(heard).toEqual(['click', 0, 'next', 0, 'CommandOrControl+Z', 'false: no printer'])
  const kinds = (await standInLog(electronApp)).map(({ kind }) => kind)
  expect(kinds).toEqual([
    'notification',
    'tray',
    'menu-click',
    'badge',
    'menu-click',
    'menu-role',
    'about-panel',
    'print'
  ])
  expect(await standInLog(electronApp, 'print')).toEqual([{ kind: 'print', options: { landscape: true } }])
})

test('every process of the app is named', async ({ electronApp, page }) => {
  await expect(page.getByRole('heading')).toHaveText('Sample')
  const types = await electronApp.evaluate(({ app }) => app.getAppMetrics().map(({ type }) => type))
  expect(types[0]).toBe('Browser')
  expect(types).toEqual(expect.arrayContaining(['Tab', 'GPU', 'Zygote', 'Utility']))
})

test('the page leaves only where the app lets it, and asks before it opens another', async ({ electronApp, page }) => {
  await electronApp.evaluate(({ BrowserWindow, shell }) => {
    BrowserWindow.getAllWindows()[0]!.webContents.setWindowOpenHandler(({ url }) => {
      void shell.openExternal(url)
      return { action: 'deny' }
    })
  })
  const before = page.url()
  await page.evaluate(() => {
    location.href = 'http://127.0.0.1:9/elsewhere'
  })
  await page.evaluate(() => window.open('https://example.org/opened'))
  await page.evaluate(() => {
    const link = document.createElement('a')
    Object.assign(link, { href: 'https://example.org/clicked', target: '_blank', rel: 'noreferrer' })
    document.body.append(link)
    link.click()
  })
  await expect
    .poll(() => standInLog(electronApp, 'open-external'))
    .toEqual([
      { kind: 'open-external', url: 'https://example.org/opened' },
      { kind: 'open-external', url: 'https://example.org/clicked' }
    ])
  expect(page.url()).toBe(before)
  expect(await electronApp.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1)
})

test('permissions are what the app grants, and storage is gone when the app clears it', async ({
  electronApp,
  page
}) => {
  const stateOf = (name: string) =>
    page.evaluate(async name => (await navigator.permissions.query({ name: name as PermissionName })).state, name)
  await expect(page.getByRole('heading')).toHaveText('Sample')
  expect([await stateOf('notifications'), await stateOf('geolocation')]).toEqual(['granted', 'denied'])
  await page.evaluate(() => localStorage.setItem('kept', 'yes'))
  expect(await page.evaluate(() => localStorage.getItem('kept'))).toBe('yes')
  await electronApp.evaluate(({ session }) => session.defaultSession.clearStorageData())
  await page.reload()
  expect(await page.evaluate(() => localStorage.getItem('kept'))).toBeNull()
})
