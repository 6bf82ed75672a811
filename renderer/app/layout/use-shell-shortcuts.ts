import { useEffect, useRef } from 'react'
import { useNavigate } from 'react-router'
import { shortcutKeyOf } from '#renderer/ui/shortcut-key.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { navItemsOf } from './nav-items.ts'
import { useThemeSwitch } from './use-theme-switch.ts'

/** The second key of a pair such as `g c` has to come this soon. */
const pairMs = 1_500

interface ShellShortcuts {
  readonly onHelp: () => void
  readonly onSync: () => void
}

/** Keys that work on every page: `?`, `g` and a page's letter, `y`, `d`. Never while somebody types or a dialog is open. */
export function useShellShortcuts(actions: ShellShortcuts): void {
  const navigate = useNavigate()
  const account = useOpenAccount()
  const { toggle } = useThemeSwitch()
  const pairStartedAt = useRef<number>(undefined)
  const { role = 'student', isAdmin } = account ?? {}

  useEffect(() => {
    function onKeyDown(event: KeyboardEvent) {
      if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || isBusy(event)) return
      const key = shortcutKeyOf(event)
      const isSecond = pairStartedAt.current !== undefined && event.timeStamp - pairStartedAt.current < pairMs
      pairStartedAt.current = undefined
      if (isSecond) {
        const item = navItemsOf(role, isAdmin).find(candidate => candidate.key === key)
        if (item !== undefined) void navigate(item.path)
        return
      }
      switch (key) {
        case 'g':
          pairStartedAt.current = event.timeStamp
          break
        case '?':
          actions.onHelp()
          break
        case 'y':
          actions.onSync()
          break
        case 'd':
          toggle()
          break
        default:
          break
      }
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [actions, navigate, role, isAdmin, toggle])
}

function isBusy(event: KeyboardEvent): boolean {
  const target = event.target instanceof HTMLElement ? event.target : undefined
  const isTyping = target?.closest('input, textarea, select, [contenteditable="true"], [role="combobox"]')
  return (isTyping ?? null) !== null || document.querySelector('[role="dialog"], [role="menu"]') !== null
}
