import type { PageFault } from '#electron/contract/desktop-types.ts'
import type { Desktop } from '#electron/contract/ipc-contract.ts'

const maxFrames = 20
/** A fault that comes back with every drawing must not fill the log. */
const maxReports = 50

/** What may stand in the log: the kind of fault and the places in the code. The message may quote what somebody typed. */
export function toPageFault(error: unknown): PageFault {
  if (!(error instanceof Error)) return { name: typeof error, frames: [] }
  const { stack = '', message } = error
  // The stack begins with the message, lines of which may look like places.
  const places = stack.slice(stack.indexOf(message) + message.length)
  const frames = [...places.matchAll(/^\s*at (?:async )?(?:.*\()?(\S+?):(\d+):(\d+)\)?$/gm)]
    .slice(0, maxFrames)
    .map(([, file = '', line = '', column = '']) => `${pathOf(file)}:${line}:${column}`.slice(-300))
  // A library may put anything into a name.
  return { name: /^\w{1,60}$/.test(error.name) ? error.name : 'Error', frames }
}

function pathOf(file: string): string {
  return URL.canParse(file) ? new URL(file).pathname : file
}

/** Reports what nobody caught, and gives the way to report what somebody did. */
export function startPageFaultLog(window: Window, desktop: Desktop): (fault: unknown) => void {
  let reported = 0
  function report(fault: unknown): void {
    reported += 1
    if (reported > maxReports) return
    // There is nobody left to tell.
    desktop.call('log:page-fault', toPageFault(fault)).catch(() => undefined)
  }
  window.addEventListener('error', event => report(event.error))
  window.addEventListener('unhandledrejection', event => report(event.reason))
  return report
}
