// npm test: everything. npm run verify: what needs neither server nor browser (--verify).
// Every stage runs, also after a failed one; the last line sums them up.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runEndToEnd } from './lib/end-to-end.ts'
import { findTool } from './lib/project.ts'
import { readVitestTally } from './lib/reports.ts'
import { runNode } from './lib/run-node.ts'
import { runStaticChecks } from './lib/static-checks.ts'
import { addTallies, judgeRun, type Tally, tallyToText } from './lib/tally.ts'

const quickStages = ['unit', 'contract', 'simulation'] as const
const fullStages = [...quickStages, 'integration'] as const

const isQuick = process.argv.includes('--verify')
const reports = mkdtempSync(path.join(os.tmpdir(), 'coachdesk-reports-'))

const runVitest = async (stage: string): Promise<Tally> => {
  const report = path.join(reports, `${stage}.json`)
  const { exitCode } = await runNode(
    findTool('vitest', 'vitest'),
    ['run', '--project', `${stage}*`, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
    { output: 'show' }
  )
  return judgeRun(exitCode, readVitestTally(report))
}

const tallies = new Map<string, Tally>()
const runStage = async (stage: string, run: () => Promise<Tally>): Promise<void> => {
  console.log(`\n== ${stage}`)
  tallies.set(stage, await run())
}

try {
  console.log('== static checks')
  const failedChecks = await runStaticChecks()
  for (const stage of isQuick ? quickStages : fullStages) await runStage(stage, () => runVitest(stage))
  if (!isQuick) await runStage('e2e', () => runEndToEnd({ report: path.join(reports, 'e2e.json'), args: [] }))

  console.log('')
  for (const [stage, tally] of tallies) console.log(`${stage.padEnd(12)} ${tallyToText(tally)}`)
  console.log(`${'checks'.padEnd(12)} ${failedChecks.length === 0 ? 'ok' : `FAILED: ${failedChecks.join(', ')}`}`)
  const total = addTallies([...tallies.values(), { passed: 0, failed: failedChecks.length, skipped: 0 }])
  console.log(tallyToText(total))
  process.exitCode = total.failed > 0 ? 1 : 0
} finally {
  rmSync(reports, { recursive: true, force: true })
}
