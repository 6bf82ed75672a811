// Runs an Electron app's main bundle in this Node process. argv: [node, boot.ts, ...Electron's command line].
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from './app/app.ts'
import { installQuitting } from './app/quitting.ts'
import { startOptions } from './core/start-options.ts'
import { createControl } from './control.ts'
import { electron } from './electron.ts'
import { exitOnLoad, start } from './start.ts'

const electronPackage = path.join(import.meta.dirname, '../../node_modules/electron/package.json')
const { version } = JSON.parse(readFileSync(electronPackage, 'utf8')) as { version: string }
const resourcesPath = process.env['SIM_RESOURCES'] ?? path.join(startOptions.appPath, 'resources')

Object.defineProperty(process.versions, 'electron', { value: version, configurable: true })
Object.defineProperties(process, {
  type: { value: 'browser' },
  resourcesPath: { value: resourcesPath },
  ...(startOptions.isPackaged ? {} : { defaultApp: { value: true } })
})
process.argv = [...startOptions.argv]
installQuitting()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => app.quit())

globalThis.__electronSim = createControl(electron)
if (process.env['SIM_EXIT_ON_LOAD'] === '1') exitOnLoad()
const require = createRequire(import.meta.url)
for (const preload of startOptions.preloads) require(preload)
// As in Electron, `ready` comes only after the main module has run.
await import(pathToFileURL(startOptions.mainFile).href)
await start()
