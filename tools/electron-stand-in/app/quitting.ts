import { chromium, isChromiumUp } from '../chromium/chromium.ts'
import { createEvent } from '../core/event.ts'
import { life } from '../core/life.ts'
import { windowById } from '../window/window-list.ts'
import { app } from './app.ts'

const isPrevented = (name: 'before-quit' | 'will-quit'): boolean => {
  const event = createEvent()
  app.emit(name, event)
  return event.defaultPrevented
}

/** Closes the windows one by one; false where one of them did not want to. */
const closeWindows = async (): Promise<boolean> => {
  const windows = [...windowById.values()]
  for (const window of windows) {
    window.close()
    if (!window.isClosing) return false
  }
  await Promise.all(windows.map(window => window.gone))
  return true
}

const quit = async (): Promise<void> => {
  const mayQuit = !isPrevented('before-quit') && (await closeWindows()) && !isPrevented('will-quit')
  if (mayQuit) await exit(0)
  else life.isQuitting = false
}

const exit = async (code: number): Promise<void> => {
  if (life.isExiting) return
  life.isExiting = true
  app.emit('quit', createEvent(), code)
  await app.handedOver()
  if (isChromiumUp()) await chromium().close()
  app.releaseSingleInstanceLock()
  process.exit(code)
}

/** Gives `app.quit` and `app.exit` their meaning. */
export const installQuitting = (): void => {
  app.onQuit = () => {
    if (life.isQuitting) return
    life.isQuitting = true
    setImmediate(() => void quit())
  }
  app.onExit = code => void exit(code)
}
