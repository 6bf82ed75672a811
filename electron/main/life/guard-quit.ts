import { app, type BrowserWindow, dialog } from 'electron'
import { words } from '../words.ts'

export interface QuitGuard {
  /** Whether the application is on its way out: windows may close. */
  readonly isQuitting: boolean
  /** Asks where changes would be lost, and from a yes on does not ask again. */
  confirm(): Promise<boolean>
}

export interface QuitParts {
  readonly countLosses: () => number
  /** The question hangs on it. */
  readonly readWindow: () => BrowserWindow | undefined
}

/** Ends the application only when nothing is lost by it or the person said so. */
export function guardQuit({ countLosses, readWindow }: QuitParts): QuitGuard {
  let isQuitting = false
  let asking: Promise<boolean> | undefined

  const confirm = async (): Promise<boolean> => {
    const losses = countLosses()
    if (!isQuitting && losses > 0) {
      asking ??= askWhetherToLose(losses, readWindow()).finally(() => {
        asking = undefined
      })
      if (!(await asking)) return false
    }
    isQuitting = true
    return true
  }

  app.on('before-quit', event => {
    if (isQuitting) return
    if (countLosses() === 0) {
      isQuitting = true
      return
    }
    event.preventDefault()
    void confirm().then(mayQuit => {
      if (mayQuit) app.quit()
    })
  })
  return {
    get isQuitting() {
      return isQuitting
    },
    confirm
  }
}

async function askWhetherToLose(losses: number, window: BrowserWindow | undefined): Promise<boolean> {
  const { title, text, why, stay, quit } = words.losing
  const options = {
    type: 'warning' as const,
    title,
    message: text(losses),
    detail: why,
    buttons: [stay, quit],
    defaultId: 0,
    cancelId: 0,
    noLink: true
  }
  const isShown = window?.isVisible() === true
  const { response } = await (isShown ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options))
  return response === 1
}
