import type { DeepLink } from '#electron/contract/desktop-types.ts'

/** Holds the newest link until a page takes it. */
export interface LinkInbox {
  /** Tells the page, or keeps the link where no page listens yet; a newer one replaces it. */
  offer(link: DeepLink): void
  /** The kept link, once. From now on the page listens. */
  take(): DeepLink | undefined
  /** The page that listened is gone: it is loaded again, or its window closed. */
  forgetPage(): void
}

/** @param tell hands a link to the listening page */
export function createLinkInbox(tell: (link: DeepLink) => void): LinkInbox {
  let kept: DeepLink | undefined
  let isPageListening = false
  return {
    offer(link) {
      if (isPageListening) tell(link)
      else kept = link
    },
    take() {
      const link = kept
      kept = undefined
      isPageListening = true
      return link
    },
    forgetPage() {
      isPageListening = false
    }
  }
}
