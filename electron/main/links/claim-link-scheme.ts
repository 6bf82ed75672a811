import path from 'node:path'
import { app } from 'electron'
import { linkScheme } from './parse-deep-link.ts'

/**
 * Makes this application the one that opens `coachdesk://` links. An installed one needs no arguments; one that runs from
 * its sources has to name them, or the system would start a bare Electron.
 * @param entry what the runtime was started with to find the application (`.` in development)
 */
export function claimLinkScheme(entry: string | undefined): boolean {
  if (app.isPackaged || entry === undefined) return app.setAsDefaultProtocolClient(linkScheme)
  return app.setAsDefaultProtocolClient(linkScheme, process.execPath, [path.resolve(entry)])
}
