import { useCallback } from 'react'
import type { AppRouter } from '../create-app-router.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { paths } from '#renderer/ui/paths.ts'
import { usePrint } from '#renderer/ui/print/use-print.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { useMenuCommand } from '#renderer/bridge/use-desktop.ts'

/** Does what is chosen in the application's menu while an account is open; the list of keys is the frame's. */
export function MenuCommands({ pages }: { readonly pages: AppRouter }) {
  const role = useOpenAccount()?.role
  const syncNow = useWorkspace(state => state.syncNow)
  const { print, savePdf } = usePrint()

  const openNew = useCallback(() => {
    if (role === 'coach') void pages.navigate(newSlotAddress(pages))
    else if (role === 'student') void pages.navigate(paths.findSlot())
  }, [pages, role])
  useMenuCommand('new-slot', openNew)
  useMenuCommand(
    'settings',
    useCallback(() => void pages.navigate(paths.settings), [pages])
  )
  useMenuCommand(
    'sync-now',
    useCallback(() => void syncNow(), [syncNow])
  )
  useMenuCommand('print', print)
  useMenuCommand(
    'save-pdf',
    useCallback(() => savePdf?.(), [savePdf])
  )
  return null
}

/** In the week that is shown, where one is. */
function newSlotAddress({ state: { location } }: AppRouter): string {
  if (location.pathname !== paths.calendar()) return paths.newSlot
  const params = new URLSearchParams(location.search)
  params.set('new', '1')
  return `${location.pathname}?${params.toString()}`
}
