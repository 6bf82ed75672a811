// How far the one app of this process is.
const { promise, resolve } = Promise.withResolvers<void>()

export const life = {
  isReady: false,
  isQuitting: false,
  isExiting: false
}

/** Resolves at `ready`, as `app.whenReady()` does. */
export const whenReady = promise

export const announceReady = (): void => resolve()
