import { Menu } from 'electron'
import type { PartyRole } from '#domain/model/role.ts'
import type { DesktopStatus } from '#electron/contract/desktop-types.ts'
import { createMenuTemplate, type MenuActions, type MenuFacts } from './create-menu-template.ts'

/**
 * Puts the application's menu up, for nobody signed in.
 * @returns suits it to who is signed in; put up anew only where that changes it, for it closes a menu that is open
 */
export function keepMenu(
  facts: Omit<MenuFacts, 'role'>,
  actions: MenuActions
): (status: DesktopStatus | undefined) => void {
  let shownFor: PartyRole | undefined
  const show = (role: PartyRole | undefined): void => {
    Menu.setApplicationMenu(Menu.buildFromTemplate([...createMenuTemplate({ ...facts, role }, actions)]))
    shownFor = role
  }
  show(undefined)
  return status => {
    if (status?.role !== shownFor) show(status?.role)
  }
}
