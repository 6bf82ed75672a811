import path from 'node:path'
import { findTool, projectRoot } from './project.ts'
import { runNode } from './run-node.ts'

interface StaticCheck {
  readonly name: string
  readonly tool: () => string
  readonly args: readonly string[]
}

/** The same commands as in package.json's scripts of these names. */
const checks: readonly StaticCheck[] = [
  {
    // The linter's own compiler reports what tsc does: the types are worked out once for both.
    name: 'lint',
    tool: () => findTool('oxlint', 'oxlint'),
    args: ['--type-aware', '--type-check', '--deny-warnings', '--report-unused-disable-directives']
  },
  { name: 'format:check', tool: () => findTool('@biomejs/biome', 'biome'), args: ['format', '.'] },
  { name: 'modules', tool: () => path.join(projectRoot, 'scripts/check-modules.ts'), args: [] },
  { name: 'unused', tool: () => findTool('knip', 'knip'), args: ['--no-progress'] }
]

/** Runs every check side by side and gives back the names of those that failed. */
export const runStaticChecks = async (): Promise<readonly string[]> => {
  const runs = await Promise.all(
    checks.map(async ({ name, tool, args }) => ({ name, ...(await runNode(tool(), args, { output: 'keep' })) }))
  )
  for (const { name, exitCode, output, durationMs } of runs) {
    console.log(`${exitCode === 0 ? 'ok    ' : 'FAILED'} ${name} (${(durationMs / 1000).toFixed(1)} s)`)
    if (exitCode !== 0) console.log(output)
  }
  return runs.filter(({ exitCode }) => exitCode !== 0).map(({ name }) => name)
}
