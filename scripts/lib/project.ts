import { readFileSync } from 'node:fs'
import path from 'node:path'

/** Absolute path of the repository. */
export const projectRoot = path.resolve(import.meta.dirname, '../..')

/** The folders that hold our source. */
export const sourceFolders = ['domain', 'electron', 'renderer', 'sync-server', 'scripts', 'tests', 'tools'] as const

interface PackageFile {
  readonly bin?: string | Readonly<Record<string, string>>
}

/**
 * Path of the JavaScript file behind a tool's command, to be run with `process.execPath`: so every child runs on the same
 * Node as its parent, whatever stands first in PATH.
 */
export const findTool = (packageName: string, command: string): string => {
  const folder = path.join(projectRoot, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as PackageFile
  const file = typeof bin === 'string' ? bin : bin?.[command]
  if (file === undefined) throw new Error(`${packageName} has no command ${command}`)
  return path.join(folder, file)
}
