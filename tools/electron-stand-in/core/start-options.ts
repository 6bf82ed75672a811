import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

interface PackageFile {
  readonly name?: string
  readonly productName?: string
  readonly version?: string
  readonly main?: string
}

export interface StartOptions {
  /** The app's folder: the one with package.json. */
  readonly appPath: string
  readonly packageFile: PackageFile
  /** The module to run. */
  readonly mainFile: string
  /** Modules to load before it (`-r`): Playwright's loader comes this way. */
  readonly preloads: readonly string[]
  /** `--name=value` switches; a switch without a value maps to ''. */
  readonly switches: ReadonlyMap<string, string>
  /** What `process.argv` shows to the app. */
  readonly argv: readonly string[]
  readonly isPackaged: boolean
  readonly execPath: string
}

const findPackageFolder = (folder: string): string | undefined => {
  if (existsSync(path.join(folder, 'package.json'))) return folder
  const parent = path.dirname(folder)
  return parent === folder ? undefined : findPackageFolder(parent)
}

const readPackage = (folder: string): PackageFile => {
  const file = path.join(folder, 'package.json')
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as PackageFile) : {}
}

const readSwitches = (args: readonly string[]): Map<string, string> =>
  new Map(
    args
      .filter(argument => argument.startsWith('--') && argument !== '--')
      .map(argument => {
        const [, name = '', value = ''] = /^--([^=]*)=?(.*)$/s.exec(argument) ?? []
        return [name, value] as const
      })
  )

const parseCommandLine = (args: readonly string[], env: NodeJS.ProcessEnv): StartOptions => {
  const rest = [...args]
  const preloads: string[] = []
  for (let at = rest.indexOf('-r'); at >= 0; at = rest.indexOf('-r')) {
    preloads.push(path.resolve(rest.splice(at, 2)[1] ?? ''))
  }
  const at = rest.findIndex(argument => !argument.startsWith('-'))
  const named = rest[at]
  if (named === undefined) throw new Error('electron stand-in: name an app folder or a main file')
  const target = path.resolve(named)
  const isFolder = statSync(target).isDirectory()
  const appPath = isFolder ? target : (findPackageFolder(path.dirname(target)) ?? path.dirname(target))
  const packageFile = readPackage(appPath)
  const isPackaged = env['SIM_PACKAGED'] === '1'
  const execPath = path.join(import.meta.dirname, '../electron-sim')
  const own = rest.slice(at + 1)
  return {
    appPath,
    packageFile,
    mainFile: isFolder ? path.join(appPath, packageFile.main ?? 'index.js') : target,
    preloads,
    switches: readSwitches(rest),
    // A packaged app's program knows its code by itself: its arguments begin at once.
    argv: isPackaged ? [execPath, ...own] : [execPath, named, ...own],
    isPackaged,
    execPath
  }
}

/** One process runs one app, so this is read once, from this process's own command line. */
export const startOptions: StartOptions = parseCommandLine(process.argv.slice(2), process.env)
