import { mainOf } from '../support/bundle.ts'
import { childOf, childrenOf, findMethodCalls, findNodes, nameOf, propertiesOf, valueOf } from '../support/syntax.ts'
import { type Check, compareAll, demand } from './check.ts'

const required = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  webviewTag: false,
  navigateOnDragDrop: false
}
/** What may be said besides; anything else has to be looked at by a person first. */
const harmless = new Set(['preload', 'spellcheck', 'backgroundThrottling', 'session', 'partition', 'devTools'])
/** Other ways to show a page, which this application has no need of. */
const otherViews = new Set(['BaseWindow', 'BrowserView', 'WebContentsView'])

const lockedWindows: Check = {
  name: 'every window is sandboxed, isolated, without Node and without webviews',
  find(bundle) {
    const created = findNodes(mainOf(bundle).program, 'NewExpression')
    const windows = created.filter(node => nameOf(childOf(node, 'callee')) === 'BrowserWindow')
    const views = created.filter(node => otherViews.has(nameOf(childOf(node, 'callee')) ?? ''))
    return [
      ...demand(windows.length > 0, 'no window is created'),
      ...views.map(() => 'a page is shown outside a BrowserWindow'),
      ...windows.flatMap(window => {
        const options = propertiesOf(childrenOf(window, 'arguments')[0])
        const preferences = propertiesOf(options.get('webPreferences'))
        return [
          ...compareAll(required, name => valueOf(preferences.get(name))),
          ...[...preferences.keys()]
            .filter(name => !(name in required) && !harmless.has(name))
            .map(name => `webPreferences say ${name}`)
        ]
      })
    ]
  }
}

const sandboxForAll: Check = {
  name: 'the sandbox is on for every process',
  find: bundle =>
    demand(findMethodCalls(mainOf(bundle).program, 'enableSandbox').length > 0, 'enableSandbox is not called')
}

const dangerousSwitches = [
  'no-sandbox',
  'disable-web-security',
  'ignore-certificate-errors',
  'allow-running-insecure-content',
  'remote-debugging-port',
  'remote-debugging-pipe',
  'disable-site-isolation-trials',
  'js-flags'
]

const safeSwitches: Check = {
  name: 'no Chromium switch weakens the pages, and no certificate error is waved through',
  find(bundle) {
    const { program } = mainOf(bundle)
    const switches = findMethodCalls(program, 'appendSwitch').map(call => valueOf(childrenOf(call, 'arguments')[0]))
    const events = findMethodCalls(program, 'on').map(call => valueOf(childrenOf(call, 'arguments')[0]))
    return [
      ...dangerousSwitches.filter(name => switches.includes(name)).map(name => `the switch ${name} is set`),
      ...demand(!events.includes('certificate-error'), 'certificate errors are handled by the application'),
      ...findMethodCalls(program, 'setCertificateVerifyProc').map(() => 'certificates are judged by the application')
    ]
  }
}

const singleInstance: Check = {
  name: 'one instance runs per person',
  find: bundle =>
    demand(findMethodCalls(mainOf(bundle).program, 'requestSingleInstanceLock').length > 0, 'no lock is asked for')
}

const noDevelopment: Check = {
  name: 'a package takes no address from the environment',
  find(bundle) {
    const { program, text } = mainOf(bundle)
    const choices = findNodes(program, 'ConditionalExpression').filter(({ start, end }) =>
      /^app\.isPackaged \? \{\} : process\.env$/.test(text.slice(start, end))
    )
    const readers = ['COACHDESK_SERVER_URL', 'ELECTRON_RENDERER_URL'].filter(name => text.split(name).length !== 2)
    return [
      ...demand(choices.length === 1, 'the environment is read in a package too'),
      ...readers.map(name => `${name} is not read in exactly one place`)
    ]
  }
}

export const windowChecks: readonly Check[] = [
  lockedWindows,
  sandboxForAll,
  safeSwitches,
  singleInstance,
  noDevelopment
]
