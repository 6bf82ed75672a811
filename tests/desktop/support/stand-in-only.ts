// Helpers that ask the stand-in what it recorded, or make its system do something: real Electron has nothing to ask.
import type { ElectronApplication, JSHandle } from '@playwright/test'
import type { ElectronSim } from '../../../tools/electron-stand-in/control.ts'
import type { OsRequest } from '../../../tools/electron-stand-in/core/os-record.ts'

/** What the app asked of the operating system so far, of one kind or all, oldest first. */
export const standInLog = (app: ElectronApplication, kind?: string): Promise<readonly OsRequest[]> =>
  app.evaluate(
    (_electron, kind) => globalThis.__electronSim.log.filter(request => kind === undefined || request.kind === kind),
    kind
  )

/** The stand-in's controls (tools/electron-stand-in/control.ts): `(await standIn(app)).evaluate(sim => ...)`. */
export const standIn = (app: ElectronApplication): Promise<JSHandle<ElectronSim>> =>
  app.evaluateHandle(() => globalThis.__electronSim)
