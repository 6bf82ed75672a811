/** Timers that do not keep the process alive. */
export interface Housekeeping {
  stop(): void
}

/** Runs each task in its interval; a failing one is reported and tried again next time. Never runs a task twice at once. */
export function startHousekeeping(
  tasks: readonly { readonly everyMs: number; readonly run: () => Promise<void> }[],
  onError: (error: unknown) => void
): Housekeeping {
  const timers = tasks.map(({ everyMs, run }) => {
    let isRunning = false
    const timer = setInterval(() => {
      if (isRunning) return
      isRunning = true
      run()
        .catch(onError)
        .finally(() => {
          isRunning = false
        })
    }, everyMs)
    return timer.unref()
  })
  return {
    stop() {
      for (const timer of timers) clearInterval(timer)
    }
  }
}
