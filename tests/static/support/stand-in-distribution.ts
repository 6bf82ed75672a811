import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createPackage } from '@electron/asar'

/** What marks the fuses in Electron's program; behind it come version, count, and one character per fuse. */
const fuseSentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
/** Electron's own defaults, in the order of its fuses. */
const defaultFuses = '101100011'

/**
 * A folder that looks to electron-builder like Electron's download for Linux: the packing, the archive and the flipping of
 * the fuses are real, only the program is none.
 */
export async function createStandInDistribution(folder: string): Promise<void> {
  mkdirSync(path.join(folder, 'resources'), { recursive: true })
  mkdirSync(path.join(folder, 'locales'))
  const program = `stand-in${fuseSentinel}\u0001${String.fromCharCode(defaultFuses.length)}${defaultFuses}${'\0'.repeat(64)}`
  writeFileSync(path.join(folder, 'electron'), program, 'latin1')
  chmodSync(path.join(folder, 'electron'), 0o755)
  for (const file of ['version', 'LICENSE', 'LICENSES.chromium.html', 'chrome-sandbox', 'locales/en-US.pak']) {
    writeFileSync(path.join(folder, file), file)
  }
  const defaultApp = path.join(folder, 'default-app')
  mkdirSync(defaultApp)
  writeFileSync(path.join(defaultApp, 'package.json'), '{}')
  await createPackage(defaultApp, path.join(folder, 'resources/default_app.asar'))
}
