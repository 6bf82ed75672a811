import type { MenuItemConstructorOptions } from 'electron'
import type { DesktopStatus } from '#electron/contract/desktop-types.ts'
import { words } from '../words.ts'

export interface TrayActions {
  readonly open: () => void
  readonly quit: () => void
}

/** What the tray says: the next session and the sync state, in the page's words. */
export function createTrayTemplate(
  status: DesktopStatus | undefined,
  { open, quit }: TrayActions
): readonly MenuItemConstructorOptions[] {
  const [first, ...others] = describeStatus(status)
  return [
    { id: 'next-session', label: first, enabled: false },
    ...others.map(label => ({ id: 'sync-state', label, enabled: false })),
    { type: 'separator' },
    { id: 'open', label: words.tray.open, click: open },
    { id: 'quit', label: words.tray.quit, click: quit }
  ]
}

/** Shown at the pointer: the same in lines. */
export function createTrayTooltip(status: DesktopStatus | undefined): string {
  return [words.appName, ...describeStatus(status)].join('\n')
}

function describeStatus(status: DesktopStatus | undefined): readonly [string, ...string[]] {
  if (status === undefined) return [words.tray.signedOut]
  const { nextText, syncText } = status
  return [nextText === undefined ? words.tray.noSession : words.tray.nextSession(nextText), syncText]
}
