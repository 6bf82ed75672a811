// The smallest app that has a page, a preload and a handler: for the stand-in's own specs.
import path from 'node:path'
import { app, BrowserWindow, dialog, ipcMain, net, protocol, session } from 'electron'

const page = `<!doctype html><title>Sample</title><div id="root"><h1>Sample</h1><textarea></textarea></div>`

const answer = (address: string): Response => {
  if (new URL(address).pathname !== '/index.html') return new Response('nothing here', { status: 404 })
  return new Response(page, {
    headers: { 'content-type': 'text/html', 'content-security-policy': "script-src 'self'" }
  })
}

const open = (): void => {
  protocol.handle('app', request => answer(request.url))
  session.defaultSession.setPermissionRequestHandler((_sender, permission, answer) => {
    answer(permission === 'notifications')
  })
  ipcMain.handle('echo', (_event, value: unknown) => value)
  ipcMain.handle('fail', () => {
    throw new TypeError('no luck')
  })
  ipcMain.handle('fetch', async (_event, url: string) => (await net.fetch(url)).status)
  ipcMain.handle('ask', (_event, message: string) => dialog.showMessageBox({ message }))
  const window = new BrowserWindow({ webPreferences: { preload: path.join(import.meta.dirname, 'preload.cjs') } })
  window.webContents.on('will-navigate', event => event.preventDefault())
  void window.loadURL('app://sample/index.html')
}

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true } }
])
if (app.requestSingleInstanceLock({ from: 'the second' })) void app.whenReady().then(open)
else app.quit()
