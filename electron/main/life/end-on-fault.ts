import { app, dialog } from 'electron'
import type { Log } from '../log/log.ts'
import { words } from '../words.ts'

/**
 * A fault that nobody expected leaves the application in a state that nobody knows: it is written down, said, and the end. A
 * rejection that nobody awaited concerns one task: it is written down.
 * @returns the end, for a start that failed
 */
export function endOnFault(log: Log): (error: unknown) => void {
  const end = (error: unknown): void => {
    log.error('fault', error)
    dialog.showErrorBox(words.fault.title, words.fault.text)
    app.exit(1)
  }
  process.on('uncaughtException', end)
  process.on('unhandledRejection', error => log.error('unhandled-rejection', error))
  return end
}
