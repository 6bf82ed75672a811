import { app } from 'electron'

/** Work that must not be cut off by the application's end, such as writing a file. */
export interface UnfinishedWork {
  add(work: Promise<unknown>): void
}

/** Holds the end of the application until all that was added has ended, well or not. Who adds looks after errors. */
export function finishBeforeEnd(): UnfinishedWork {
  const unfinished = new Set<Promise<unknown>>()
  app.on('will-quit', event => {
    if (unfinished.size === 0) return
    event.preventDefault()
    void Promise.allSettled(unfinished).then(() => app.quit())
  })
  return {
    add(work) {
      unfinished.add(work)
      const forget = (): void => {
        unfinished.delete(work)
      }
      work.then(forget, forget)
    }
  }
}
