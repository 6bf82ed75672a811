import { type FocusEvent, useEffect, useRef } from 'react'

interface Place {
  readonly card: Element
  readonly next: Element | null
  readonly previous: Element | null
  /** What lies over the page and holds the list. */
  readonly cover: Element | null
}

/**
 * For a list of cards that disappear when they are dealt with, and the pressed button with them: the focus goes to
 * the next card, else to the one before, else to the first button of the dialog around them or to the page's title, and not to the page.
 * @param cards the tag of the cards
 * @returns for the element around the list
 */
export function useFocusRescue(cards: 'article' | 'li'): {
  readonly onFocus: (event: FocusEvent<HTMLElement>) => void
} {
  const place = useRef<Place>(undefined)
  // After each render: only then is the card gone.
  useEffect(() => {
    if (place.current === undefined || place.current.card.isConnected || document.activeElement !== document.body)
      return
    const { next, previous, cover } = place.current
    place.current = undefined
    const heir = [next, previous].find(card => card?.isConnected === true)
    const target = heir?.querySelector<HTMLElement>('button, a[href], input:not(:disabled)')
    const home = cover?.isConnected === true ? cover.querySelector<HTMLElement>('button, a[href]') : undefined
    ;(target ?? home ?? document.querySelector<HTMLElement>('[data-page-title]'))?.focus()
  })
  return {
    onFocus({ target }) {
      const card = target.closest(cards)
      place.current =
        card === null
          ? undefined
          : {
              card,
              next: card.nextElementSibling,
              previous: card.previousElementSibling,
              cover: card.closest('[role="dialog"]')
            }
    }
  }
}
