import type { DesktopStatus } from '#electron/contract/desktop-types.ts'

/** What the page told last of itself; undefined while nobody is signed in. Held in memory only. */
export interface StatusBoard {
  readonly current: DesktopStatus | undefined
  publish(status: DesktopStatus | undefined): void
  onChange(listener: (status: DesktopStatus | undefined) => void): void
}

export function createStatusBoard(): StatusBoard {
  let current: DesktopStatus | undefined
  const listeners: ((status: DesktopStatus | undefined) => void)[] = []
  return {
    get current() {
      return current
    },
    publish(status) {
      current = status
      for (const listener of listeners) listener(status)
    },
    onChange(listener) {
      listeners.push(listener)
    }
  }
}
