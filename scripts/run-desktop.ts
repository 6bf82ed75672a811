// npm run test:desktop [-- playwright's arguments]: the desktop application's tests alone.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runDesktopSpecs } from './lib/desktop-specs.ts'
import { tallyToText } from './lib/tally.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'coachdesk-reports-'))
try {
  const tally = await runDesktopSpecs({ report: path.join(folder, 'desktop.json'), args: process.argv.slice(2) })
  console.log(tallyToText(tally))
  process.exitCode = tally.failed > 0 ? 1 : 0
} finally {
  rmSync(folder, { recursive: true, force: true })
}
