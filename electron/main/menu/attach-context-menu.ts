import { type BrowserWindow, clipboard, Menu } from 'electron'
import { createContextMenuTemplate } from './create-context-menu-template.ts'

/** Opens the menu at the pointer where the page asks for one. */
export function attachContextMenu(window: BrowserWindow): void {
  const { webContents } = window
  webContents.on('context-menu', (_event, facts) => {
    const template = createContextMenuTemplate(facts, {
      replaceMisspelling: word => webContents.replaceMisspelling(word),
      addToDictionary: word => webContents.session.addWordToSpellCheckerDictionary(word),
      copyText: text => {
        void clipboard.writeText(text)
      }
    })
    if (template.length > 0) Menu.buildFromTemplate([...template]).popup({ window })
  })
}
