// npm run package: the installers for this platform into dist/. COACHDESK_UPDATE_URL and COACHDESK_HOMEPAGE: docs/packaging.md.
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { buildDesktop } from './lib/build-desktop.ts'
import { findElectron } from './lib/find-electron.ts'
import { getElectron, noElectronLine } from './lib/get-electron.ts'
import { packageOptionsToConfig, type PackageOptions, readPackageOptions } from './lib/package-options.ts'
import { projectRoot } from './lib/project.ts'

/** Electron's example application comes with its download; it is no part of ours. */
const removeExample = async ({ appOutDir }: { readonly appOutDir: string }): Promise<void> => {
  const resources =
    process.platform === 'darwin' ? path.join(appOutDir, 'CoachDesk.app/Contents/Resources') : `${appOutDir}/resources`
  await rm(path.join(resources, 'default_app.asar'), { force: true })
}

const packFor = async (options: PackageOptions): Promise<readonly string[]> => {
  // Loaded only now: it takes a while, and is of no use where there is nothing to pack.
  const { build, Platform } = await import('electron-builder')
  return build({
    projectDir: projectRoot,
    targets: Platform.current().createTarget(),
    publish: 'never',
    config: {
      ...packageOptionsToConfig(options),
      electronDist: path.join(projectRoot, 'node_modules/electron/dist'),
      afterPack: removeExample
    }
  })
}

/** Gives the lines for the person who packs, where it cannot be done. */
const run = async (): Promise<readonly string[]> => {
  const read = readPackageOptions(process.env)
  if (!read.ok) return read.problems
  // Not the one of ELECTRON_EXEC_PATH: what is packed is the whole download.
  await getElectron({})
  if (findElectron() === undefined) return [`${noElectronLine}: nothing was packed.`]
  const built = await buildDesktop()
  if (built.kind === 'failed') return ['The desktop edition could not be built:', built.output]
  if (read.options.updateUrl === undefined)
    console.log('No COACHDESK_UPDATE_URL: this package never looks for updates.')
  for (const file of await packFor(read.options)) console.log(path.relative(projectRoot, file))
  return []
}

const problems = await run()
if (problems.length > 0) {
  console.error(problems.join('\n'))
  process.exitCode = 1
}
