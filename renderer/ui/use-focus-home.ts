import { useRef } from 'react'

export interface FocusHome {
  /** Call it in the event that opens the first dialog, while the focus is still where the person came from. */
  readonly remember: () => void
  /** Call it when the last dialog is gone. */
  readonly restore: () => void
}

/**
 * Where the focus goes after a dialog: back to what opened it, and to the page's title where that has gone meanwhile (a
 * booked slot has no button any more, a closed session has moved to another list).
 */
export function useFocusHome(): FocusHome {
  const home = useRef<Element>(null)
  return {
    remember: () => {
      home.current = document.activeElement
    },
    restore: () => {
      const opener = home.current
      const isThere = opener?.isConnected === true && opener !== document.body
      const target = isThere ? opener : document.querySelector('[data-page-title]')
      if (target instanceof HTMLElement) target.focus()
    }
  }
}
