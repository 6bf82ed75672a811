import { expect, type ElectronApplication, type Page, test } from '@playwright/test'
import { callChannels, eventChannels } from '#electron/contract/ipc-contract.ts'
import { call, refusalOf } from './support/bridge.ts'
import { firstPage } from './support/launch.ts'
import { shareApp } from './support/shared-app.ts'
import { catchOpened, caught } from './support/system.ts'

// One application for all: nothing here leaves a trace in it.
const shared = shareApp()
let app: ElectronApplication
let page: Page
test.beforeAll(async () => {
  app = shared.app()
  page = await firstPage(app)
})

test('the page has a world of its own, and of the shell one frozen object', async () => {
  const found = await page.evaluate(() => {
    const target = globalThis as unknown as Record<string, unknown> & { desktop: Record<string, unknown> }
    const attempts = [
      () => void Object.assign(target.desktop, { call: () => 'mine' }),
      () => void Object.assign(target.desktop, { more: 1 })
    ]
    return {
      foreign: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', '__dirname'].filter(
        name => name in target
      ),
      members: Object.keys(target.desktop).sort(),
      frozen: attempts.map(attempt => {
        try {
          attempt()
          return 'changed'
        } catch {
          return 'refused'
        }
      }),
      isSecure: isSecureContext
    }
  })
  expect(found).toEqual({ foreign: [], members: ['call', 'on'], frozen: ['refused', 'refused'], isSecure: true })
})

test('the window is sandboxed, isolated and without Node', async () => {
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> }
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } = contents.getLastWebPreferences()
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag }
  })
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false
  })
})

test('channels outside the contract are refused before they leave the page', async () => {
  for (const channel of ['fs:read', 'ELECTRON_BROWSER_REQUIRE', '__proto__', 'app:describe ', ...eventChannels]) {
    expect(await refusalOf(page, channel)).toContain('channel not allowed')
  }
  const listening = await page.evaluate(
    channels => {
      const { desktop } = globalThis as unknown as { desktop: { on(channel: string, listener: () => void): unknown } }
      return channels.filter(channel => {
        try {
          desktop.on(channel, () => undefined)
          return true
        } catch {
          return false
        }
      })
    },
    ['fs:changed', ...callChannels]
  )
  expect(listening).toEqual([])
})

test('arguments of another shape are refused', async () => {
  const refused = "arguments are not of the contract's shape"
  expect(await refusalOf(page, 'app:describe', 'more')).toContain(refused)
  expect(await refusalOf(page, 'settings:change', { servers: ['https://evil.example'] })).toContain(refused)
  expect(await refusalOf(page, 'settings:change', { theme: 'blue' })).toContain(refused)
  expect(await refusalOf(page, 'secrets:load', 'password', 'u1@https://a.example')).toContain(refused)
  expect(await refusalOf(page, 'shell:open-external', ['https://a.example'])).toContain(refused)
  expect(await refusalOf(page, 'status:publish', { role: 'admin' })).toContain(refused)
  expect((await call(page, 'app:describe')).settings.theme).toBe('system')
})

test('a window that shows something else gets no answer', async () => {
  const foreign = app.waitForEvent('window')
  await app.evaluate(async ({ BrowserWindow }) => {
    const [first] = BrowserWindow.getAllWindows()
    const contents = first?.webContents as unknown as { getLastWebPreferences(): { preload: string } }
    const { preload } = contents.getLastWebPreferences()
    const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
    await other.loadURL('data:text/html,<h1>elsewhere</h1>')
  })
  const other = await foreign
  await other.getByRole('heading', { name: 'elsewhere' }).waitFor()
  expect(await refusalOf(other, 'app:describe')).toContain('untrusted sender')
  expect(await refusalOf(other, 'secrets:load', 'token', 'u1@https://a.example')).toContain('untrusted sender')
  await other.close()
})

test('the policy of the page is exact, and holds', async () => {
  const answer = await page.evaluate(() =>
    fetch('/index.html').then(({ headers }) => ({
      policy: headers.get('content-security-policy'),
      sniffing: headers.get('x-content-type-options')
    }))
  )
  expect(answer).toEqual({
    policy:
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; " +
      "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; " +
      "frame-src 'none'; object-src 'none'; worker-src 'none'",
    sniffing: 'nosniff'
  })
  const ran = await page.evaluate(async () => {
    const target = globalThis as unknown as { inline?: string }
    const directives: string[] = []
    const { promise: bothSeen, resolve } = Promise.withResolvers<void>()
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
      if (directives.push(effectiveDirective) === 2) resolve()
    })
    const script = document.createElement('script')
    script.textContent = 'globalThis.inline = "ran"'
    document.head.append(script)
    const elsewhere = await fetch('http://127.0.0.1:9/').catch(() => 'blocked')
    await bothSeen
    return { inline: target.inline ?? 'blocked', elsewhere, directives }
  })
  expect(ran).toEqual({ inline: 'blocked', elsewhere: 'blocked', directives: ['script-src-elem', 'connect-src'] })
})

test('only files of the pages are served, by GET', async () => {
  const ask = (address: string, method = 'GET') =>
    page.evaluate(([address, method]) => fetch(address, { method }).then(({ status }) => status), [
      address,
      method
    ] as const)
  expect(await ask('/index.html')).toBe(200)
  const outside = [
    '/..%2f..%2fpackage.json',
    '/..%2fmain%2findex.js',
    '/..%5c..%5cpackage.json',
    '/%2e%2e/main/index.js',
    '/index.html%00',
    '/assets',
    '/missing.js'
  ]
  for (const address of outside) expect(await ask(address), address).toBe(404)
  for (const method of ['POST', 'PUT', 'DELETE']) expect(await ask('/index.html', method), method).toBe(405)
})

test('the page goes nowhere, opens nothing, and hands on only https and tel', async () => {
  await catchOpened(app)
  const before = page.url()
  await page.evaluate(() => {
    for (const address of [
      'https://example.org/popup',
      'tel:+4930123456',
      'file:///etc/passwd',
      'http://example.org',
      'app://coachdesk/index.html',
      'https://me:x@example.org'
    ]) {
      open(address)
    }
  })
  const link = (address: string, target: string) =>
    page.evaluate(
      ([address, target]) => {
        const anchor = document.createElement('a')
        Object.assign(anchor, { href: address, target })
        // The page's own code hands on what is clicked; here it is the shell that has to hold.
        anchor.addEventListener('click', event => event.stopImmediatePropagation())
        document.body.append(anchor)
        anchor.click()
        anchor.remove()
      },
      [address, target] as const
    )
  await link('https://example.org/blank', '_blank')
  await expect
    .poll(() => caught(app, 'opened'))
    .toEqual(['https://example.org/popup', 'tel:+4930123456', 'https://example.org/blank'])

  await page.evaluate(() => void (location.href = 'http://127.0.0.1:9/elsewhere'))
  await link('https://example.org/same-window', '')
  await page.evaluate(() => void (location.href = 'data:text/html,elsewhere'))
  expect(await page.evaluate(() => document.querySelectorAll('#root > *').length)).toBeGreaterThan(0)
  expect(page.url()).toBe(before)
  // The stand-in's browser opens first what is then refused.
  await expect.poll(() => app.windows()).toHaveLength(1)
})

test('over the bridge, too, only https and tel are opened', async () => {
  await catchOpened(app)
  expect(await call(page, 'shell:open-external', 'https://example.org/?q=1')).toBe(true)
  expect(await call(page, 'shell:open-external', 'tel:+4930123456')).toBe(true)
  for (const address of [
    'http://example.org',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'https://me:x@example.org',
    'smb://server/share',
    'tel:*#06#'
  ]) {
    expect(await call(page, 'shell:open-external', address), address).toBe(false)
  }
  expect(await caught(app, 'opened')).toEqual(['https://example.org/?q=1', 'tel:+4930123456'])
})

test('permissions are denied but for notifications and lasting storage', async () => {
  const states = await page.evaluate(async () => {
    const names = [
      'geolocation',
      'camera',
      'microphone',
      'midi',
      'clipboard-read',
      'notifications',
      'persistent-storage'
    ]
    const entries = names.map(async name => {
      const { state } = await navigator.permissions.query({ name: name as PermissionName })
      return [name, state] as const
    })
    return Object.fromEntries(await Promise.all(entries)) as Record<string, string>
  })
  expect(states).toEqual({
    geolocation: 'denied',
    camera: 'denied',
    microphone: 'denied',
    midi: 'denied',
    'clipboard-read': 'denied',
    notifications: 'granted',
    'persistent-storage': 'granted'
  })
  expect(await page.evaluate(() => navigator.storage.persist())).toBe(true)
})
