import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { findElectron } from './find-electron.ts'
import { projectRoot } from './project.ts'

/** A download of about 110 MB on a slow line; where there is none, it fails within a second. */
const downloadLimitMs = 180_000

/** Said once, where the desktop runtime is missing and cannot be had. */
export const noElectronLine = 'The desktop runtime (Electron) is not on this machine and cannot be downloaded from here'

/**
 * The desktop runtime's program: the one that `ELECTRON_EXEC_PATH` names, the downloaded one, or one that is downloaded
 * now. `undefined` where it cannot be had.
 */
export const getElectron = async (env: NodeJS.ProcessEnv): Promise<string | undefined> => {
  const { ELECTRON_EXEC_PATH: named } = env
  if (named !== undefined && named !== '') return named
  const present = findElectron()
  if (present !== undefined) return present
  console.log('Getting the desktop runtime (Electron) ...')
  await download()
  return findElectron()
}

/** Ends in any case; what came of it is on the disk. Its own words are a stack trace and stay out of sight. */
const download = async (): Promise<void> => {
  const installer = path.join(projectRoot, 'node_modules/electron/install.js')
  const child = spawn(process.execPath, [installer], { stdio: 'ignore', timeout: downloadLimitMs })
  await once(child, 'exit')
}
