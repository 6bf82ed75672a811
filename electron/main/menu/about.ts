import { app } from 'electron'
import type { DesktopFacts } from '#electron/contract/desktop-types.ts'
import { words } from '../words.ts'

/** Says once what the About panel shows: the version, and the ones of what the application runs on. */
export function prepareAbout(
  { version, versions }: Pick<DesktopFacts, 'version' | 'versions'>,
  iconPath: string
): void {
  const runtime = words.about.versions(versions)
  app.setAboutPanelOptions({
    applicationName: words.appName,
    applicationVersion: version,
    // macOS shows credits, Windows and Linux the copyright line.
    credits: runtime,
    copyright: runtime,
    iconPath
  })
}
