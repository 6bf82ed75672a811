import { append, type Breakage, builderFile, mainFile, pageFile, preloadFile, prepend, replaceOne } from './breakage.ts'

/** A fault that one of the checks of tests/static/checks finds without running the application. */
export interface StaticBreakage extends Breakage {
  /** The name of that check. */
  readonly check: string
}

const inMain = (name: string, check: string, edit: Breakage['edit']): StaticBreakage => ({
  name,
  check,
  file: mainFile,
  edit
})

const windows = 'every window is sandboxed, isolated, without Node and without webviews'
const gate = 'calls of the page arrive in one place, which checks the sender first and then parses'
const sender = "only the top frame of the application's own page may ask"
const policy = 'every page carries the strict policy, with the configured servers and no others'
const navigation = 'pages go nowhere else, open no windows and embed no webviews'
const permissions = 'pages are granted notifications and persistent storage, and no device, whoever asks'
const external = 'only parsed https and tel addresses leave the application, through one place'
const rawIpc = 'the page never gets ipcRenderer, an event object, or a synchronous message'
const bridge = 'the page gets one frozen object named desktop with call and on'
const programs = 'the main process starts no programs and no workers; the updater, which does, is loaded lazily'
const evaluation = 'no code is made from text, in the main process, the preload or the page'
const fuses = 'every fuse is set as it has to be'
const archive = 'one archive of bundles ships: no node_modules, no source maps, nothing unpacked'
const version = 'Electron is one exact version everywhere, and among the majors that are still mended'
const page = 'the page has no inline code and no remote address'
const scheme = 'pages come from a standard, secure scheme that supports fetch and bypasses no policy'
const development = 'no page comes from file://, and nothing is shipped for development alone'

const inWindows: readonly StaticBreakage[] = [
  inMain('a window without the sandbox', windows, replaceOne('sandbox: true', 'sandbox: false')),
  inMain(
    'a window without a world of its own',
    windows,
    replaceOne('contextIsolation: true', 'contextIsolation: false')
  ),
  inMain('a window with Node', windows, replaceOne('nodeIntegration: false', 'nodeIntegration: true')),
  inMain('a window with webviews', windows, replaceOne('webviewTag: false', 'webviewTag: true')),
  inMain('a window without the same-origin policy', windows, replaceOne('webSecurity: true', 'webSecurity: false')),
  inMain('a second window, created carelessly', windows, append('new BrowserWindow({ webPreferences: {} })')),
  inMain(
    'no sandbox for the other processes',
    'the sandbox is on for every process',
    replaceOne('app.enableSandbox();', '')
  ),
  inMain(
    'certificate errors are ignored',
    'no Chromium switch weakens the pages, and no certificate error is waved through',
    prepend('app.commandLine.appendSwitch("ignore-certificate-errors");')
  ),
  inMain(
    'no lock against a second instance',
    'one instance runs per person',
    replaceOne('if (app.requestSingleInstanceLock()) start();', 'if (true) start();')
  ),
  inMain(
    'a package takes its page from the environment',
    'a package takes no address from the environment',
    replaceOne('app.isPackaged ? {} : process.env', 'process.env')
  )
]

const inPreload: readonly StaticBreakage[] = [
  {
    name: 'the page gets ipcRenderer itself',
    check: rawIpc,
    file: preloadFile,
    edit: replaceOne('call(channel, ...args) {', 'ipc: electron.ipcRenderer,\n\tcall(channel, ...args) {')
  },
  {
    name: 'listeners get the event',
    check: rawIpc,
    file: preloadFile,
    edit: replaceOne('(_event, value) => listener(value)', '(_event, value) => listener(value, _event)')
  },
  {
    name: 'the bridge can be changed',
    check: bridge,
    file: preloadFile,
    edit: replaceOne('Object.freeze(', '(')
  },
  {
    name: 'a second object beside the bridge',
    check: bridge,
    file: preloadFile,
    edit: append('electron.contextBridge.exposeInMainWorld("helper", {});')
  },
  {
    name: 'any channel may be called',
    check: "the bridge lets nothing but the contract's channels through",
    file: preloadFile,
    edit: replaceOne('if (!calls.has(channel))', 'if (false)')
  },
  {
    name: 'the preload loads a module of Node',
    check: 'the preload is one CommonJS file that requires nothing but electron',
    file: preloadFile,
    edit: prepend('require("node:fs");')
  }
]

const inGate: readonly StaticBreakage[] = [
  inMain(
    'no call of the page is answered',
    'the gate is opened',
    replaceOne('\topenIpcGate(createHandlers(', '\tvoid (createHandlers(')
  ),
  inMain('nobody checks who asks', gate, replaceOne('assertTrustedSender(event);', '')),
  inMain(
    'arguments are taken as they come',
    gate,
    replaceOne('argumentSchemas[channel].safeParse(args)', '{ success: true, data: args }')
  ),
  inMain('a second way in', gate, append('ipcMain.on("anything", (_event, value) => value);')),
  inMain('every origin is trusted', sender, replaceOne('senderFrame.origin === "app://coachdesk"', 'true')),
  inMain('embedded frames are trusted', sender, replaceOne('senderFrame.parent === null', 'true'))
]

const inPages: readonly StaticBreakage[] = [
  inMain(
    'pages without a policy',
    policy,
    replaceOne(/"content-security-policy": createContentSecurityPolicy\(.*\),/, '')
  ),
  inMain('inline scripts are allowed', policy, replaceOne(/dev === void 0 \? "script-src 'self'" : /, '')),
  inMain('every server may be talked to', policy, replaceOne('...new Set(origins),', '"*",')),
  inMain(
    'the scheme bypasses the policy',
    scheme,
    replaceOne('standard: true,', 'standard: true,\n\t\t\tbypassCSP: true,')
  ),
  inMain('pages answer every method', 'pages answer GET alone', replaceOne('if (method !== "GET")', 'if (false)')),
  inMain(
    'an address leads out of the pages',
    'no address leads to a file outside the pages',
    replaceOne('return file.startsWith(root + path.sep) ? file : void 0;', 'return file;')
  ),
  { name: 'an inline script in the page', check: page, file: pageFile, edit: append('<script>alert(1)</script>') },
  {
    name: 'a script from elsewhere',
    check: page,
    file: pageFile,
    edit: append('<script src="https://stranger.example/a.js"></script>')
  }
]

const inGuards: readonly StaticBreakage[] = [
  inMain('pages may go anywhere', navigation, replaceOne('contents.on("will-navigate", stay);', '')),
  inMain('redirects may go anywhere', navigation, replaceOne('contents.on("will-redirect", stay);', '')),
  inMain(
    'webviews may be attached',
    navigation,
    replaceOne('contents.on("will-attach-webview", (event) => event.preventDefault());', '')
  ),
  inMain('new windows open', navigation, replaceOne('return { action: "deny" };', 'return { action: "allow" };')),
  inMain(
    'every permission is granted',
    permissions,
    replaceOne('answer(mayGrant(permission, requestingUrl));', 'answer(true);')
  ),
  inMain(
    'strangers get the permissions too',
    permissions,
    replaceOne(
      'if (!granted.has(permission) || !URL.canParse(asking)) return false;',
      'return granted.has(permission);'
    )
  ),
  inMain(
    'devices may be used',
    permissions,
    replaceOne('setDevicePermissionHandler(() => false)', 'setDevicePermissionHandler(() => true)')
  ),
  inMain(
    'any address is opened outside',
    external,
    replaceOne('const address = toExternalAddress(text);', 'const address = text;')
  )
]

const inCode: readonly StaticBreakage[] = [
  inMain('the main process can start programs', programs, prepend('import "node:child_process";')),
  inMain('the updater is there from the start', programs, prepend('import "./load-updater.js";')),
  inMain(
    'a module that is not in the package',
    "the main process loads nothing but its own files, Node's modules and electron",
    prepend('import "left-pad";')
  ),
  inMain('code is made from text', evaluation, append('eval(process.argv.at(-1));')),
  inMain('schemas are compiled', evaluation, replaceOne('jitless: true', 'jitless: false')),
  inMain('a page from a file', development, append('const help = "file:///help.html";')),
  {
    name: "RxDB's dev-mode is built in",
    check: development,
    file: 'out/renderer/assets/dev-mode.js',
    edit: append('const frame = "https://rxdb.info/html/dev-mode-iframe.html";')
  },
  inMain(
    'secrets are sealed with a key that everybody knows',
    "secrets are sealed and opened by the system's key store alone",
    append('safeStorage.setUsePlainTextEncryption(true);')
  ),
  inMain(
    'the database engine that loses all on a full disk',
    'IndexedDB runs on the engine that survives a full disk',
    replaceOne('IdbSqliteOnDiskRollout:stage/UseSqliteForNewStores', '')
  )
]

const inPackaging: readonly StaticBreakage[] = [
  {
    name: 'the program runs as Node',
    check: fuses,
    file: builderFile,
    edit: replaceOne('runAsNode: false', 'runAsNode: true')
  },
  {
    name: 'code beside the archive is loaded',
    check: fuses,
    file: builderFile,
    edit: replaceOne('onlyLoadAppFromAsar: true', 'onlyLoadAppFromAsar: false')
  },
  {
    name: "the server's packages ship too",
    check: archive,
    file: builderFile,
    edit: replaceOne('  - "!**/node_modules/**"\n', '')
  },
  { name: 'a source map is built', check: archive, file: 'out/main/index.js.map', edit: append('{}') },
  {
    name: 'another Electron is packed',
    check: version,
    file: builderFile,
    edit: replaceOne(/electronVersion: .*/, 'electronVersion: 44.0.0')
  },
  {
    name: 'any later Electron will do',
    check: version,
    file: 'package.json',
    edit: replaceOne(/"electron": "/, '"electron": "^')
  },
  {
    name: 'updates are not verified',
    check: 'updates are verified, the hardened runtime is on, installs are per person, no feed is a default',
    file: builderFile,
    edit: replaceOne('verifyUpdateCodeSignature: true', 'verifyUpdateCodeSignature: false')
  }
]

export const staticBreakages: readonly StaticBreakage[] = [
  ...inWindows,
  ...inPreload,
  ...inGate,
  ...inPages,
  ...inGuards,
  ...inCode,
  ...inPackaging
]
