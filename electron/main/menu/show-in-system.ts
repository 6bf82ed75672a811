import { app } from 'electron'
import type { MenuCommand } from '#electron/contract/desktop-types.ts'
import { prepareAbout } from './about.ts'
import { keepMenu } from './keep-menu.ts'
import { showTray } from './show-tray.ts'
import type { FixedFacts } from '../ipc/describe-app.ts'
import type { StatusBoard } from './status-board.ts'

export interface SystemParts {
  readonly facts: FixedFacts
  readonly assets: string
  readonly icon: string
  readonly isDevelopment: boolean
  readonly status: StatusBoard
  readonly open: () => void
  readonly choose: (command: MenuCommand) => void
  readonly openLogs: () => Promise<void>
  readonly checkForUpdates: () => Promise<unknown>
}

/** Menu, tray, badge and About panel: what the system shows of the application, kept as the page last told. */
export function showInSystem(parts: SystemParts): void {
  const { facts, status, open } = parts
  const { platform } = facts
  prepareAbout(facts, parts.icon)
  const updateMenu = keepMenu(
    { platform, isDevelopment: parts.isDevelopment, mayUpdate: app.isPackaged },
    {
      choose: parts.choose,
      openLogs: () => void parts.openLogs(),
      checkForUpdates: () => void parts.checkForUpdates(),
      showAbout: () => app.showAboutPanel()
    }
  )
  const updateTray = showTray(parts.assets, platform, { open, quit: () => app.quit() })
  status.onChange(next => {
    updateMenu(next)
    updateTray(next)
    app.setBadgeCount(next?.needsPerson ?? 0)
  })
}
