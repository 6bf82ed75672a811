import { type KeyboardEvent, useCallback } from 'react'
import { shortcutKeyOf } from '#renderer/ui/shortcut-key.ts'

/** What the page's own keys do. */
export interface CalendarKeys {
  readonly onStep: (direction: 1 | -1) => void
  readonly onToday: () => void
  readonly onNew: () => void
  readonly onUndo: () => boolean
}

/**
 * The keys of the page, while the focus is in it (so a single letter cannot surprise elsewhere): Page Up and Page Down,
 * T, N, and Ctrl or Cmd with Z. Fields and dialogs keep theirs.
 */
export function useCalendarKeys({ onStep, onToday, onNew, onUndo }: CalendarKeys) {
  return useCallback(
    (event: KeyboardEvent<HTMLElement>) => {
      if (event.defaultPrevented || !event.currentTarget.contains(event.target as Node) || isField(event.target)) return
      const hasModifier = event.ctrlKey || event.metaKey || event.altKey
      const key = shortcutKeyOf(event)
      const isUndo = (event.ctrlKey || event.metaKey) && !event.shiftKey && key === 'z'
      if (hasModifier && !isUndo) return
      if (isUndo ? onUndo() : runKey()) event.preventDefault()

      function runKey(): boolean {
        switch (key) {
          case 'PageUp':
            onStep(-1)
            return true
          case 'PageDown':
            onStep(1)
            return true
          case 't':
            onToday()
            return true
          case 'n':
            onNew()
            return true
          default:
            return false
        }
      }
    },
    [onStep, onToday, onNew, onUndo]
  )
}

function isField(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.matches('input:not([type="radio"]), textarea, select')
}
