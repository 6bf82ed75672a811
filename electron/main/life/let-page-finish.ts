import { app } from 'electron'

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
