import type { Desktop } from '#electron/contract/ipc-contract.ts'

/** The bridge of the desktop shell; undefined in a browser. The only place that reads `window.desktop`. */
export function findDesktop(window: object): Desktop | undefined {
  const found = 'desktop' in window ? window.desktop : undefined
  return isDesktop(found) ? found : undefined
}

/** An element with the id `desktop` would stand under the same name. */
function isDesktop(found: unknown): found is Desktop {
  if (typeof found !== 'object' || found === null || !('call' in found) || !('on' in found)) return false
  return typeof found.call === 'function' && typeof found.on === 'function'
}
