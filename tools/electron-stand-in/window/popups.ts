import { chromium } from '../chromium/chromium.ts'

/** A page's wish to open another one. */
export interface PopupWish {
  readonly url: string
  readonly target: string
  readonly features: string
}

const asked: (() => void)[] = []
let wake: () => void = () => {}

/** Keeps what to do about a request until Chromium's own new page arrives and is closed. */
export const noteWish = (answer: () => void): void => {
  asked.push(answer)
  wake()
}

const wishOrSecond = (): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  wake = resolve
  const patience = setTimeout(resolve, 1000)
  return promise.finally(() => clearTimeout(patience))
}

/**
 * A click on target=_blank and the like makes Chromium open a page by itself (window.open is replaced in the page). The
 * app is asked, and that page goes.
 */
export const closePopup = async (sessionId: string, targetId: string): Promise<void> => {
  const { cdp } = chromium()
  cdp.send('Runtime.runIfWaitingForDebugger', {}, sessionId).catch(() => {})
  if (asked.length === 0) await wishOrSecond()
  asked.shift()?.()
  cdp.send('Target.closeTarget', { targetId }).catch(() => {})
}
