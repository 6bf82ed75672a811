/** Timers that do not keep the process alive. */
export interface Housekeeping {
  stop(): void
}

/** Runs each task at once and then in its interval; a failing one is reported and tried again next time. Never runs a task twice at once. */
export function startHousekeeping(
  tasks: readonly { readonly everyMs: number; readonly run: () => Promise<void> }[],
  onError: (error: unknown) => void
): Housekeeping {
  const timers = tasks.map(({ everyMs, run }) => {
    let isRunning = false
    function runOnce(): void {
      if (isRunning) return
      isRunning = true
      run()
        .catch(onError)
        .finally(() => {
          isRunning = false
        })
    }
    runOnce()
    return setInterval(runOnce, everyMs).unref()
  })
  return {
    stop() {
      for (const timer of timers) clearInterval(timer)
    }
  }
}
