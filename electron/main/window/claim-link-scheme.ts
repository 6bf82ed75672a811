import { app } from 'electron'
import { linkScheme } from './parse-deep-link.ts'

/**
 * Makes this application the one that opens `coachdesk://` links. An installed one needs no arguments; one that runs from
 * its sources has to name them, or the system would start a bare Electron.
 */
export function claimLinkScheme(): boolean {
  if (app.isPackaged) return app.setAsDefaultProtocolClient(linkScheme)
  return app.setAsDefaultProtocolClient(linkScheme, process.execPath, [app.getAppPath()])
}
