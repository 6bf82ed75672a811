import { fromChromium } from '../core/addresses.ts'
import { createEvent } from '../core/event.ts'
import type { PageTarget } from './page-target.ts'
import type { WebContents } from './web-contents.ts'

interface PausedRequest {
  readonly requestId: string
  readonly frameId: string
  readonly request: { readonly url: string }
}

/** Which loads of a page were the app's own, and which the page itself began: only the latter can be prevented. */
export class NavigationGate {
  readonly #own = new Set<string>()
  #requestedByPage: string | undefined

  expectOwn(url: string): void {
    this.#own.add(url)
  }
  forgetOwn(url: string): void {
    this.#own.delete(url)
  }

  #isPrevented(contents: WebContents, url: string, isMainFrame: boolean): boolean {
    const isOwn = this.#own.delete(url)
    const wasRequested = this.#requestedByPage === url
    if (isMainFrame) this.#requestedByPage = undefined
    if (isMainFrame && (isOwn || !wasRequested)) return false
    const event = createEvent({ url: fromChromium(url), isMainFrame, isSameDocument: false })
    if (isMainFrame) contents.emit('will-navigate', event, event.url)
    contents.emit('will-frame-navigate', event)
    return event.defaultPrevented
  }

  /** Stands between the page and each document that it wants to load. */
  watch(page: PageTarget, contents: WebContents): void {
    page.on<{ frameId: string; url: string }>('Page.frameRequestedNavigation', ({ frameId, url }) => {
      if (frameId === page.targetId) this.#requestedByPage = url
    })
    page.on<PausedRequest>('Fetch.requestPaused', ({ requestId, frameId, request }) => {
      const isPrevented = this.#isPrevented(contents, request.url, frameId === page.targetId)
      const answer = isPrevented
        ? page.sendNow('Fetch.failRequest', { requestId, errorReason: 'Aborted' })
        : page.sendNow('Fetch.continueRequest', { requestId })
      answer.catch(() => {}) // the page is gone
    })
  }
}
