import { useEffect } from 'react'
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

function isUndoKey({ ctrlKey, metaKey, shiftKey, altKey, key }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && !shiftKey && !altKey && key.toLowerCase() === 'z'
}

function isBusy({ target }: KeyboardEvent): boolean {
  const field =
    'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable="true"], [role="combobox"]'
  const isTyping = target instanceof HTMLElement && target.closest(field) !== null
  return isTyping || document.querySelector('[role="dialog"], [role="menu"]') !== null
}
