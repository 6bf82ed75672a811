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

/** A page that does not answer by then has nothing to keep, or cannot. */
const patienceMs = 2_000

export interface PageFinish {
  /** The page has kept what it had to. */
  confirm(): void
}

/**
 * Before the application ends, its page may put away what it kept for later.
 * @param askPage tells the page; false where there is none to wait for
 */
export function letPageFinish(askPage: () => boolean): PageFinish {
  let state: 'running' | 'asked' | 'finished' = 'running'
  const finish = (): void => {
    if (state !== 'asked') return
    state = 'finished'
    app.quit()
  }
  app.on('before-quit', event => {
    // Somebody else holds the end: the page goes on.
    if (event.defaultPrevented || state === 'finished') return
    if (state === 'running') {
      if (!askPage()) return
      state = 'asked'
      setTimeout(finish, patienceMs)
    }
    event.preventDefault()
  })
  return { confirm: finish }
}
