import { type FocusEvent, useEffect, useRef } from 'react'

interface Place {
  readonly card: Element
  readonly next: Element | null
  readonly previous: Element | null
}

/**
 * For a list of cards (`article`) that disappear when they are dealt with, and the pressed button with them: the focus goes to
 * the next card, else to the one before, else to the page's title, and not to the page.
 * @returns for the element around the list
 */
export function useFocusRescue(): { readonly onFocus: (event: FocusEvent<HTMLElement>) => void } {
  const place = useRef<Place>(undefined)
  // After each render: only then is the card gone.
  useEffect(() => {
    if (place.current === undefined || place.current.card.isConnected || document.activeElement !== document.body)
      return
    const { next, previous } = place.current
    place.current = undefined
    const heir = [next, previous].find(card => card?.isConnected === true)
    const target = heir?.querySelector<HTMLElement>('button, a[href]')
    const home = target ?? document.querySelector<HTMLElement>('[data-page-title]')
    home?.focus()
  })
  return {
    onFocus({ target }) {
      const card = target.closest('article')
      place.current =
        card === null ? undefined : { card, next: card.nextElementSibling, previous: card.previousElementSibling }
    }
  }
}
