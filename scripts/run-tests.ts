// npm test: everything. npm run verify: what needs neither server nor browser (--verify).
// Every stage runs, also after a failed one; the last line sums them up.
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runDesktopSpecs } from './lib/desktop-specs.ts'
import { runEndToEnd } from './lib/end-to-end.ts'
import { listPlaywrightFailures, listVitestFailures } from './lib/failures.ts'
import { findTool } from './lib/project.ts'
import { readVitestTally } from './lib/reports.ts'
import { runNode } from './lib/run-node.ts'
import { runStaticChecks } from './lib/static-checks.ts'
import { addTallies, judgeRun, type Tally, tallyToText } from './lib/tally.ts'

/** Of vitest: one run each, of these projects. */
interface Stage {
  readonly name: string
  readonly projects: readonly string[]
  /** Test files at a time; as many as vitest.config.ts says unless told. */
  readonly workers?: number
  /** Smaller counts than the stage has by itself. */
  readonly env?: Readonly<Record<string, string>>
}
const pureStages: readonly Stage[] = [
  { name: 'unit', projects: ['unit*'] },
  { name: 'contract', projects: ['contract*'] }
]
const quickStages: readonly Stage[] = [
  ...pureStages,
  // As many seeds as someone waits for before a commit.
  { name: 'simulation', projects: ['simulation'], env: { SEEDS: '10' } }
]
const fullStages: readonly Stage[] = [
  ...pureStages,
  { name: 'simulation', projects: ['simulation'] },
  // With devices of earlier versions at today's server. Servers that start and narrow lines are waited for.
  { name: 'integration', projects: ['integration', 'versions'], workers: 3 },
  // Without the longest exploration, which `npm run test:model` has: twelve minutes are the limit for all of this.
  { name: 'model', projects: ['model'], env: { COACHDESK_MODEL_SHARE: 'most' } },
  // They wait for servers that start and for the disk more than they work.
  { name: 'chaos', projects: ['chaos', 'hostile'], workers: 3 },
  { name: 'built', projects: ['desktop-static'] }
]

const isQuick = process.argv.includes('--verify')
const reports = mkdtempSync(path.join(os.tmpdir(), 'coachdesk-reports-'))
/** Suites that explore add a line of figures each. */
const figuresFile = path.join(reports, 'figures.txt')

/** Who asks for other counts gets them. */
const unsetOnly = (env: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(env).filter(([name]) => process.env[name] === undefined))

const runVitest = async ({ projects, workers, env = {} }: Stage, report: string): Promise<Tally> => {
  const chosen = projects.flatMap(project => ['--project', project])
  const atATime = workers === undefined ? [] : [`--maxWorkers=${workers}`]
  const { exitCode } = await runNode(
    findTool('vitest', 'vitest'),
    ['run', ...chosen, ...atATime, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    { output: 'show', env: { ...unsetOnly(env), COACHDESK_FIGURES: figuresFile } }
  )
  return judgeRun(exitCode, readVitestTally(report))
}

const tallies = new Map<string, Tally & { readonly seconds: number }>()
/** Named once more at the end: the output above is longer than many logs keep. */
const failures: string[] = []
const runStage = async (
  stage: string,
  run: (report: string) => Promise<Tally>,
  listFailures: (report: string) => readonly string[]
): Promise<void> => {
  console.log(`\n== ${stage}`)
  const startedAt = performance.now()
  const report = path.join(reports, `${stage}.json`)
  const tally = await run(report)
  failures.push(...listFailures(report))
  tallies.set(stage, { ...tally, seconds: Math.round((performance.now() - startedAt) / 1000) })
}

try {
  console.log('== static checks')
  const failedChecks = await runStaticChecks()
  for (const stage of isQuick ? quickStages : fullStages) {
    await runStage(stage.name, report => runVitest(stage, report), listVitestFailures)
  }
  if (!isQuick) {
    await runStage('desktop', report => runDesktopSpecs({ report, args: [] }), listPlaywrightFailures)
    // `npm run e2e` has these, too: nine recipes of the lab, whose meetings other specs and suites play in full, and a
    // second pair of zones in the calendar.
    const args = ['--grep-invert', '@lab|@whole']
    await runStage('e2e', report => runEndToEnd({ report, args }), listPlaywrightFailures)
  }

  if (existsSync(figuresFile)) console.log(`\n== figures\n${readFileSync(figuresFile, 'utf8').trimEnd()}`)
  if (failures.length > 0) console.log(`\n== failed\n${failures.join('\n')}`)
  console.log('')
  for (const [stage, tally] of tallies) {
    console.log(`${stage.padEnd(12)} ${tallyToText(tally)} (${tally.seconds} s)`)
  }
  console.log(`${'checks'.padEnd(12)} ${failedChecks.length === 0 ? 'ok' : `FAILED: ${failedChecks.join(', ')}`}`)
  const total = addTallies([...tallies.values(), { passed: 0, failed: failedChecks.length, skipped: 0 }])
  console.log(tallyToText(total))
  process.exitCode = total.failed > 0 ? 1 : 0
} finally {
  rmSync(reports, { recursive: true, force: true })
}
