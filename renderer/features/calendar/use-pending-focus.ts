import { type RefObject, useCallback, useEffect, useRef } from 'react'
import { shortcutKeyOf } from '#renderer/ui/shortcut-key.ts'

/** Where the keys enter a calendar without slots: the grid's cell that Tab reaches, or the agenda's one button. */
const entrySelector = '[data-cell-date][tabindex="0"], [data-calendar-entry]'

/**
 * Gives the focus to a slot that is not on the page yet: after a move a slot has another id, and perhaps another day.
 * The slot is remembered until it appears or the person turns to something else. Without a slot: to where the keys enter.
 * @param isHeld a dialog is open: it takes the focus in a turn of its own, perhaps after the slot was asked for
 */
export function usePendingFocus(
  rootRef: RefObject<HTMLElement | null>,
  isHeld: boolean
): (slotId: string | undefined) => void {
  /** A selector. */
  const wanted = useRef<string>(undefined)
  const held = useRef(isHeld)

  const tryFocus = useCallback(() => {
    if (wanted.current === undefined || held.current) return
    const element = rootRef.current?.querySelector<HTMLElement>(wanted.current)
    if (element === null || element === undefined) return
    wanted.current = undefined
    element.focus()
    element.scrollIntoView({ block: 'nearest' })
  }, [rootRef])

  // After each render: only then may the slot have appeared, and the dialog be gone.
  useEffect(() => {
    held.current = isHeld
    tryFocus()
  })

  useEffect(() => {
    const forget = () => {
      wanted.current = undefined
    }
    // Meanwhile the focus is nowhere, and Alt with an arrow would leave the page.
    const holdBack = (event: KeyboardEvent) => {
      if (wanted.current !== undefined && event.altKey && shortcutKeyOf(event).startsWith('Arrow'))
        event.preventDefault()
    }
    window.addEventListener('pointerdown', forget)
    window.addEventListener('keydown', holdBack)
    return () => {
      window.removeEventListener('pointerdown', forget)
      window.removeEventListener('keydown', holdBack)
    }
  }, [])

  return useCallback(
    (slotId: string | undefined) => {
      wanted.current = slotId === undefined ? entrySelector : `[data-event-id="${CSS.escape(slotId)}"]`
      tryFocus()
    },
    [tryFocus]
  )
}
