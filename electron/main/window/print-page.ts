import type { WebContents } from 'electron'
import type { Log } from '../log/log.ts'

/** Opens the system's print dialog; a person who cancels it is no failure. */
export function printPage(contents: WebContents, log: Log): void {
  contents.print({ printBackground: true }, (isPrinted, failureReason) => {
    const isCancelled = failureReason === 'Print job canceled'
    if (!isPrinted && !isCancelled) log.warn('not-printed')
  })
}
