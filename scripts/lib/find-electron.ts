import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { projectRoot } from './project.ts'

/**
 * The desktop runtime's program, or `undefined` where it was not downloaded. Looks at files only: to import the package
 * would start the download.
 */
export const findElectron = (): string | undefined => {
  const folder = path.join(projectRoot, 'node_modules/electron')
  const pathFile = path.join(folder, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const program = path.join(folder, 'dist', readFileSync(pathFile, 'utf8').trim())
  return existsSync(program) ? program : undefined
}
