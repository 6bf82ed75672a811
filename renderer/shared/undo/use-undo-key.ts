import { useCallback, useEffect } from 'react'
import { shortcutKeyOf } from '#renderer/ui/shortcut-key.ts'
import { isTyping } from '#renderer/ui/typing.ts'
import { useUndo } from './use-undo.ts'

/** Ctrl or Cmd with Z takes back the last change, on every page: never while somebody types or a dialog is open. */
export function useUndoKey(): void {
  const { run } = useUndo()
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.defaultPrevented || !isUndoKey(event) || isBusy(event)) return
      event.preventDefault()
      void run()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [run])
}

/** Undo as the application's menu means it: the last change, unless somebody types. A field's typing is the window's matter. */
export function useMenuUndo(): () => void {
  const { run } = useUndo()
  return useCallback(() => {
    if (!isTyping(document.activeElement) && !isCovered()) void run()
  }, [run])
}

function isUndoKey(event: KeyboardEvent): boolean {
  const { ctrlKey, metaKey, shiftKey, altKey } = event
  return (ctrlKey || metaKey) && !shiftKey && !altKey && shortcutKeyOf(event) === 'z'
}

function isBusy({ target }: KeyboardEvent): boolean {
  return isTyping(target) || isCovered()
}

/** What a dialog asks has to be answered first. */
function isCovered(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"]') !== null
}
