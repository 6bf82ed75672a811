import { useCallback, useEffect } from 'react'
import { useMenuCommand } from '#renderer/bridge/use-desktop.ts'
import { shortcutKeyOf } from '#renderer/ui/shortcut-key.ts'
import { hasCommandKey } from './command-key.ts'

/**
 * Ctrl or Cmd with K, also while somebody types: what is typed is a draft. What a dialog asks has to be answered first. The
 * same for the desktop's menu, which has that key, too: whichever of the two the system asks first takes it.
 */
export function useSearchKey(isOpen: boolean, onSearch: () => void, onClose: () => void): void {
  const search = useCallback((): boolean => {
    if (!isOpen && isCovered()) return false
    if (isOpen) onClose()
    else onSearch()
    return true
  }, [isOpen, onSearch, onClose])
  useMenuCommand(
    'search',
    useCallback(() => void search(), [search])
  )
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const isSearch = hasCommandKey(event) && !event.shiftKey && !event.altKey && shortcutKeyOf(event) === 'k'
      if (!event.defaultPrevented && isSearch && search()) event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [search])
}

function isCovered(): boolean {
  return document.querySelector('[role="dialog"], [role="alertdialog"]') !== null
}
