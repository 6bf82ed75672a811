import { useCallback, useEffect } from 'react'
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

/** Undo as the application's menu means it: the typing of the field that has the focus, else the last change. */
export function useMenuUndo(): () => void {
  const { run } = useUndo()
  return useCallback(() => {
    if (isTyping(document.activeElement)) undoTyping()
    else if (!isCovered()) void run()
  }, [run])
}

/** A field keeps its own history, and this is the only way to it. */
function undoTyping(): void {
  // oxlint-disable-next-line typescript/no-deprecated -- nothing has taken its place, and the browser that we ship keeps it
  document.execCommand('undo')
}

function isUndoKey({ ctrlKey, metaKey, shiftKey, altKey, key }: KeyboardEvent): boolean {
  return (ctrlKey || metaKey) && !shiftKey && !altKey && key.toLowerCase() === 'z'
}

function isBusy({ target }: KeyboardEvent): boolean {
  return isTyping(target) || isCovered()
}

function isTyping(target: EventTarget | null): boolean {
  const field =
    'input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable="true"], [role="combobox"]'
  return target instanceof HTMLElement && target.closest(field) !== null
}

/** What a dialog asks has to be answered first. */
function isCovered(): boolean {
  return document.querySelector('[role="dialog"], [role="menu"]') !== null
}
