// npm run e2e [-- playwright's arguments]: the browser tests alone.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runEndToEnd } from './lib/end-to-end.ts'
import { tallyToText } from './lib/tally.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'coachdesk-reports-'))
try {
  const tally = await runEndToEnd({ report: path.join(folder, 'e2e.json'), args: process.argv.slice(2) })
  console.log(tallyToText(tally))
  process.exitCode = tally.failed > 0 ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
