import path from 'node:path'
import { Menu, nativeImage, Tray } from 'electron'
import type { DesktopStatus } from '#electron/contract/desktop-types.ts'
import { createTrayTemplate, createTrayTooltip, type TrayActions } from './create-tray-template.ts'

/** @returns shows another status */
export function showTray(
  assets: string,
  platform: NodeJS.Platform,
  actions: TrayActions
): (status: DesktopStatus | undefined) => void {
  // macOS tints a template to suit its bar. The variant for dense screens lies beside each and is found by name.
  const file = platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'
  const tray = new Tray(nativeImage.createFromPath(path.join(assets, file)))
  tray.on('click', () => {
    // On macOS the click opens the menu already.
    if (platform !== 'darwin') actions.open()
  })
  const show = (status: DesktopStatus | undefined): void => {
    tray.setToolTip(createTrayTooltip(status))
    // Linux takes no change of a menu that is shown, so that it gets a new one.
    tray.setContextMenu(Menu.buildFromTemplate([...createTrayTemplate(status, actions)]))
  }
  show(undefined)
  return show
}
