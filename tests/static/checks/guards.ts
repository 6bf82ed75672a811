import { mainOf, type Bundle } from '../support/bundle.ts'
import { runDeclaration } from '../support/run-declaration.ts'
import { findFunctionCalls, findMethodCalls } from '../support/syntax.ts'
import { type Check, demand } from './check.ts'

const home = 'app://coachdesk/index.html'
const elsewhere = [
  'https://stranger.example/',
  'app://other/index.html',
  'app://coachdesk.stranger.example/index.html',
  'app://coachdesk/../secrets',
  'file:///etc/passwd',
  'javascript:alert(1)',
  'data:text/html,hello',
  'about:blank'
]

type Listener = (...args: readonly unknown[]) => unknown

/** A fake page, guarded by what ships. */
function guardFakePage(bundle: Bundle): {
  readonly fire: (event: string, url: string) => boolean
  readonly openWindow: (url: string) => unknown
  readonly opened: readonly string[]
} {
  const opened: string[] = []
  const listeners = new Map<string, Listener>()
  let opener: Listener = () => ({ action: 'allow' })
  let onCreated: Listener = () => undefined
  const shell = {
    openExternal: (url: string) => {
      opened.push(url)
      return Promise.resolve()
    }
  }
  const app = { on: (_event: string, listener: Listener) => void (onCreated = listener) }
  runDeclaration(mainOf(bundle), 'guardContents', [], { app, shell })
  onCreated(
    {},
    {
      on: (event: string, listener: Listener) => listeners.set(event, listener),
      setWindowOpenHandler: (handler: Listener) => void (opener = handler)
    }
  )
  return {
    opened,
    fire(event, url) {
      let isPrevented = false
      const details = { url, preventDefault: () => void (isPrevented = true) }
      listeners.get(event)?.(details, { src: url }, {})
      return isPrevented
    },
    openWindow: url => opener({ url })
  }
}

const navigation: Check = {
  name: 'pages go nowhere else, open no windows and embed no webviews',
  find(bundle) {
    const page = guardFakePage(bundle)
    const escapes = ['will-navigate', 'will-frame-navigate', 'will-redirect'].flatMap(event =>
      elsewhere.filter(url => !page.fire(event, url)).map(url => `${event} lets through ${url}`)
    )
    const isDenied = (url: string): boolean => JSON.stringify(page.openWindow(url)) === '{"action":"deny"}'
    return [
      ...escapes,
      ...demand(page.fire('will-attach-webview', home), 'a webview may be attached'),
      ...[home, ...elsewhere].filter(url => !isDenied(url)).map(url => `a window opens for ${url}`),
      ...demand(findFunctionCalls(mainOf(bundle).program, 'guardContents').length === 1, 'guardContents is not called')
    ]
  }
}

const leaving = ['https://coach.example/page', 'tel:+12025550100']
const staying = [
  'http://coach.example/',
  'https://name:word@coach.example/',
  'file:///etc/passwd',
  'smb://host/share',
  'javascript:alert(1)',
  'vbscript:x',
  'ms-msdt:/id',
  'coachdesk://session/1',
  'mailto:someone@coach.example',
  'tel:+1202;phone-context=evil',
  'not an address'
]

const external: Check = {
  name: 'only parsed https and tel addresses leave the application, through one place',
  find(bundle) {
    const main = mainOf(bundle)
    const page = guardFakePage(bundle)
    for (const url of [...staying, ...leaving]) page.openWindow(url)
    return [
      ...demand(page.opened.join() === leaving.join(), `opened: ${page.opened.join(', ')}`),
      ...demand(
        findMethodCalls(main.program, 'openExternal').length === 1,
        'openExternal stands in more than one place'
      )
    ]
  }
}

const asked = [
  'media',
  'geolocation',
  'notifications',
  'midiSysex',
  'pointerLock',
  'fullscreen',
  'openExternal',
  'hid',
  'persistent-storage',
  'clipboard-read',
  'display-capture',
  'serial',
  'usb',
  'idle-detection',
  'window-management',
  'storage-access',
  'top-level-storage-access',
  'fileSystem',
  'deprecated-sync-clipboard-read',
  'unknown',
  'keyboardLock'
]

const permissions: Check = {
  name: 'pages are granted notifications and persistent storage, and no device, whoever asks',
  find(bundle) {
    const main = mainOf(bundle)
    let onRequest: Listener = () => undefined
    let onCheck: Listener = () => true
    let onDevice: Listener = () => true
    runDeclaration(main, 'guardPermissions', [
      {
        setPermissionRequestHandler: (handler: Listener) => void (onRequest = handler),
        setPermissionCheckHandler: (handler: Listener) => void (onCheck = handler),
        setDevicePermissionHandler: (handler: Listener) => void (onDevice = handler)
      }
    ])
    const request = (permission: string, url: string): boolean => {
      let answer = false
      onRequest({}, permission, (isGranted: boolean) => void (answer = isGranted), { requestingUrl: url })
      return answer
    }
    const check = (permission: string, url: string): boolean => onCheck({}, permission, url, {}) === true
    const grantedTo = (url: string): string =>
      [request, check].map(ask => asked.filter(permission => ask(permission, url)).join()).join(' and ')
    const allowed = 'notifications,persistent-storage'
    return [
      ...demand(grantedTo(home) === `${allowed} and ${allowed}`, `granted to the own page: ${grantedTo(home)}`),
      ...demand(grantedTo(elsewhere[0] ?? '') === ' and ', 'a stranger is granted something'),
      ...demand(onDevice({ deviceType: 'hid' }) === false, 'a device may be used'),
      ...demand(findFunctionCalls(main.program, 'guardPermissions').length > 0, 'guardPermissions is not called')
    ]
  }
}

export const guardChecks: readonly Check[] = [navigation, external, permissions]
