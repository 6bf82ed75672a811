// Checks who imports whom (.dependency-cruiser.cjs), and that the check saw every file: a cruiser that cannot read
// TypeScript finds nothing wrong in nothing.
import { existsSync, globSync } from 'node:fs'
import path from 'node:path'
import { findTool, projectRoot, sourceFolders } from './lib/project.ts'
import { runNode } from './lib/run-node.ts'

interface Cruise {
  readonly modules: readonly { readonly source: string }[]
  readonly summary: {
    readonly error: number
    readonly violations: readonly {
      readonly from: string
      readonly to: string
      readonly rule: { readonly name: string; readonly severity: string }
      readonly cycle?: readonly { readonly name: string }[]
    }[]
  }
}

const folders = sourceFolders.filter(folder => existsSync(path.join(projectRoot, folder)))
/** Written against the source of another version, and checked there. */
const isOfOtherVersion = (file: string): boolean => /^tests\/versions\/[^/]+\/recording\//.test(file)
const onDisk = folders
  .flatMap(folder =>
    globSync(`${folder}/**/*.{ts,tsx}`, { cwd: projectRoot }).map(file => file.split(path.sep).join('/'))
  )
  .filter(file => !isOfOtherVersion(file))

const { output, exitCode } = await runNode(
  findTool('dependency-cruiser', 'depcruise'),
  ['--config', '.dependency-cruiser.cjs', '--output-type', 'json', ...folders],
  { output: 'keep', only: 'stdout' }
)
if (output === '') {
  console.error(`dependency-cruiser gave no answer (exit code ${exitCode})`)
  process.exit(1)
}

const { modules, summary } = JSON.parse(output) as Cruise
const cruised = new Set(modules.map(({ source }) => source))
const missed = onDisk.filter(file => !cruised.has(file))
for (const { rule, from, to, cycle } of summary.violations) {
  const way = cycle === undefined ? to : cycle.map(({ name }) => name).join(' -> ')
  console.error(`${rule.severity} ${rule.name}: ${from} -> ${way}`)
}
for (const file of missed) console.error(`error not-cruised: ${file}`)
console.log(`${onDisk.length - missed.length} of ${onDisk.length} source files cruised, ${summary.error} violations`)
process.exitCode = summary.error > 0 || missed.length > 0 || onDisk.length === 0 ? 1 : 0
