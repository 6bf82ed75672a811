import { app, type BrowserWindow, dialog } from 'electron'
import { words } from '../words.ts'
import { type CloseFacts, decideClose } from './decide-close.ts'

export interface CloseParts {
  readonly read: () => CloseFacts
  /** From now on closing is not explained again. */
  readonly noteExplained: () => void
}

/** Closing the window leaves the application running where that is wanted, and says so the first time. */
export function guardClose(window: BrowserWindow, { read, noteExplained }: CloseParts): void {
  window.on('close', event => {
    const decision = decideClose(read())
    if (decision === 'close') return
    event.preventDefault()
    if (decision === 'quit') {
      app.quit()
      return
    }
    hide(window)
    if (decision === 'hide-and-explain') {
      noteExplained()
      void explain()
    }
  })
}

/** macOS leaves a black screen behind a window that is hidden while it fills the screen. */
function hide(window: BrowserWindow): void {
  if (!window.isFullScreen()) {
    window.hide()
    return
  }
  window.once('leave-full-screen', () => window.hide())
  window.setFullScreen(false)
}

/** Hangs on no window, for that one is hidden. */
async function explain(): Promise<void> {
  const { title, text, how, keep, quit } = words.closing
  const { response } = await dialog.showMessageBox({
    type: 'info',
    title,
    message: text,
    detail: how,
    buttons: [keep, quit],
    defaultId: 0,
    cancelId: 0,
    noLink: true
  })
  if (response === 1) app.quit()
}
