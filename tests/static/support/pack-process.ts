/**
 * Packs what is in out/ for Linux with electron-builder itself, in a process of its own: `node pack-process.ts <folder>`. Only
 * Electron's program is a stand-in, and the tool that would wrap the deb is not run: what it would be given is reported.
 */
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { build, Platform } from 'electron-builder'
import { projectRoot } from '../../../scripts/lib/project.ts'
import { packageOptionsToConfig } from '../../../scripts/lib/package-options.ts'
import { createStandInDistribution } from './stand-in-distribution.ts'

/** What the test reads from `<folder>/report.json`. */
export interface PackReport {
  /** The arguments for the tool that makes the deb. */
  readonly debArguments: readonly string[]
  readonly desktopEntry: string
}

const folder = process.argv[2]
if (folder === undefined) throw new Error('give a folder')
const electronDist = path.join(folder, 'electron')
await createStandInDistribution(electronDist)

await build({
  projectDir: projectRoot,
  targets: Platform.LINUX.createTarget('deb'),
  publish: 'never',
  config: {
    ...packageOptionsToConfig({ homepage: 'https://coachdesk.example/', updateUrl: 'https://updates.example/desktop' }),
    electronDist,
    directories: { output: path.join(folder, 'dist') }
  },
  effectiveOptionComputed: (computed: unknown) => {
    const [debArguments, desktopFile] = computed as [readonly string[], string]
    const report: PackReport = { debArguments, desktopEntry: readFileSync(desktopFile, 'utf8') }
    writeFileSync(path.join(folder, 'report.json'), JSON.stringify(report))
    return Promise.resolve(true)
  }
})
