// Makes `import 'electron'` and `require('electron')` give the stand-in, in every module of this process.
import Module, { registerHooks } from 'node:module'

const isElectron = (name: string): boolean => /^electron(\/(main|common))?$/.test(name)

/** Real Electron gives these names to ESM importers. */
const names = [
  'app',
  'autoUpdater',
  'BaseWindow',
  'BrowserWindow',
  'clipboard',
  'contentTracing',
  'crashReporter',
  'desktopCapturer',
  'dialog',
  'globalShortcut',
  'ipcMain',
  'Menu',
  'MenuItem',
  'MessageChannelMain',
  'nativeImage',
  'nativeTheme',
  'net',
  'netLog',
  'Notification',
  'powerMonitor',
  'powerSaveBlocker',
  'protocol',
  'safeStorage',
  'screen',
  'session',
  'shell',
  'systemPreferences',
  'Tray',
  'utilityProcess',
  'webContents',
  'WebContentsView',
  'webFrameMain'
]
const source = `const electron = globalThis.__electronSim.electron
export default electron
export const { ${names.join(', ')} } = electron`
const moduleUrl = `data:text/javascript,${encodeURIComponent(source)}`

registerHooks({
  resolve: (name, context, next) =>
    isElectron(name) ? { url: moduleUrl, format: 'module', shortCircuit: true } : next(name, context)
})

// What the debugger's command line and CommonJS modules require comes this way.
type Load = (request: string, parent: unknown, isMain: boolean) => unknown
const loader = Module as unknown as { _load: Load }
const load = loader._load
loader._load = (request, parent, isMain) =>
  isElectron(request) ? globalThis.__electronSim.electron : load.call(loader, request, parent, isMain)
