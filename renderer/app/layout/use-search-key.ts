import { useEffect } from 'react'
import { shortcutKeyOf } from '#renderer/ui/shortcut-key.ts'
import { hasCommandKey } from './command-key.ts'

/** Ctrl or Cmd with K, also while somebody types: what is typed is a draft. What a dialog asks has to be answered first. */
export function useSearchKey(isOpen: boolean, onSearch: () => void, onClose: () => void): void {
  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      const isSearch = hasCommandKey(event) && !event.shiftKey && !event.altKey && shortcutKeyOf(event) === 'k'
      if (event.defaultPrevented || !isSearch) return
      if (!isOpen && document.querySelector('[role="dialog"], [role="alertdialog"]') !== null) return
      event.preventDefault()
      if (isOpen) onClose()
      else onSearch()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [isOpen, onSearch, onClose])
}
