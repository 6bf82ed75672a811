// Helpers that ask the stand-in what it recorded, or make its system do something: real Electron has nothing to ask.
import type { ElectronApplication } from '@playwright/test'
import type { ElectronSim } from '../../electron-stand-in/control.ts'
import type { OsRequest } from '../../electron-stand-in/core/os-record.ts'

/** What the app asked of the operating system so far, of one kind or all, oldest first. */
export const standInLog = (app: ElectronApplication, kind?: string): Promise<readonly OsRequest[]> =>
  app.evaluate(
    (_electron, kind) => globalThis.__electronSim.log.filter(request => kind === undefined || request.kind === kind),
    kind
  )

/** Runs `act` in the app's main process with the stand-in's controls (see tests/electron-stand-in/control.ts). */
export const standInControl = async (app: ElectronApplication): Promise<{ evaluate: Evaluate }> => {
  const handle = await app.evaluateHandle(() => globalThis.__electronSim)
  return { evaluate: (act, argument) => handle.evaluate(act, argument) }
}

type Evaluate = <Result, Argument>(
  act: (sim: ElectronSim, argument: Argument) => Result,
  argument?: Argument
) => Promise<Result>
