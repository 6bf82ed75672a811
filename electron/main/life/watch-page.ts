import { app, type BrowserWindow, dialog } from 'electron'
import type { Instant } from '#domain/model/primitives.ts'
import type { Log } from '../log/log.ts'
import { words } from '../words.ts'
import { decideAfterCrash } from './decide-after-crash.ts'

/** A page whose process ended is loaded again, once; after that the person decides. */
export function watchPage(window: BrowserWindow, log: Log, now: () => Instant): void {
  const { webContents } = window
  let previous: Instant | undefined
  webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log.warn('page-process-gone', { reason, exitCode })
    // The end of the application takes the page's process with it.
    if (reason === 'clean-exit') return
    const decision = decideAfterCrash(previous, now())
    previous = now()
    if (decision === 'reload') webContents.reload()
    else void askWhetherToReload(window)
  })
  webContents.on('preload-error', (_event, _file, error) => log.error('preload-error', error))
  webContents.on('did-fail-load', (_event, code, _text, _url, isMainFrame) => {
    if (isMainFrame) log.warn('page-not-loaded', { code })
  })
  window.on('unresponsive', () => log.warn('page-unresponsive'))
  window.on('responsive', () => log.info('page-responsive'))
}

async function askWhetherToReload(window: BrowserWindow): Promise<void> {
  const { title, text, reload, quit } = words.crashed
  const { response } = await dialog.showMessageBox(window, {
    type: 'error',
    title,
    message: title,
    detail: text,
    buttons: [reload, quit],
    defaultId: 0,
    cancelId: 0,
    noLink: true
  })
  if (response === 1) app.quit()
  else if (!window.isDestroyed()) window.webContents.reload()
}
