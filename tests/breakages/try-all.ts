// npm run test:breakages [-- part of a name]: breaks copies of the built desktop app one way after the other, and demands that the
// specification for it fails. What the checks of tests/static find without running the app is part of npm test.
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { runningBreakages } from './running-breakages.ts'
import { copyApp, runSpecs, tryBreakage } from './try-breakage.ts'
import { buildDesktop } from '../../scripts/lib/build-desktop.ts'

const wanted = process.argv.slice(2)
const breakages = runningBreakages.filter(({ name }) => wanted.every(part => name.includes(part)))
const scratch = mkdtempSync(path.join(os.tmpdir(), 'coachdesk-breakages-'))

/** What fails unbroken proves nothing when broken. */
const isSoundUnbroken = async (): Promise<boolean> => {
  const sound = path.join(scratch, 'sound')
  copyApp(sound)
  const { passed, failed, firstError } = await runSpecs(
    sound,
    breakages.map(({ spec }) => spec)
  )
  console.log(`unbroken: ${passed} specifications pass, ${failed} fail${firstError === '' ? '' : `: ${firstError}`}`)
  return failed === 0 && passed > 0
}

try {
  const build = await buildDesktop()
  if (build.kind === 'failed') throw new Error(build.output)
  let missed = (await isSoundUnbroken()) ? 0 : 1
  for (const [index, breakage] of breakages.entries()) {
    const outcome = await tryBreakage(path.join(scratch, String(index)), breakage)
    if (outcome.kind !== 'caught') missed += 1
    const why = outcome.kind === 'missed' ? '' : outcome.why
    console.log(`${outcome.kind.padEnd(8)} ${breakage.name.padEnd(52)} ${breakage.spec.file.padEnd(18)} ${why}`)
  }
  console.log(missed === 0 ? `all ${breakages.length} breakages were caught` : `${missed} problems`)
  process.exitCode = missed === 0 && breakages.length > 0 ? 0 : 1
} finally {
  rmSync(scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
}
