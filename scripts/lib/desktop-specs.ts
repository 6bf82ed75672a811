import { buildDesktop } from './build-desktop.ts'
import { findHeadlessChromium } from './find-chromium.ts'
import { findElectron } from './find-electron.ts'
import { findTool } from './project.ts'
import { readPlaywrightTally } from './reports.ts'
import { runNode } from './run-node.ts'
import { judgeRun, type Tally } from './tally.ts'

interface DesktopSpecsOptions {
  /** Where Playwright's JSON report goes. */
  readonly report: string
  /** Passed on to `playwright test`: files, `-g`, ... */
  readonly args: readonly string[]
}

const runPlaywright = ({ report, args }: DesktopSpecsOptions, output: 'show' | 'keep') =>
  runNode(findTool('@playwright/test', 'playwright'), ['test', '--config', 'playwright.desktop.config.ts', ...args], {
    output,
    env: { COACHDESK_E2E_REPORT: report }
  })

/** Counts the specs without starting an app. */
const countSpecs = async (options: DesktopSpecsOptions): Promise<Tally> => {
  const { exitCode, output } = await runPlaywright({ ...options, args: ['--list', ...options.args] }, 'keep')
  const count = Number(/Total: (\d+) tests?/.exec(output)?.[1] ?? 0)
  if (exitCode !== 0) console.error(output)
  return judgeRun(exitCode, { passed: 0, failed: 0, skipped: count })
}

/**
 * Builds the desktop bundles and drives them: in Electron where it was downloaded, else in the stand-in, which needs a
 * Chromium. Without either nothing is claimed: the specs are listed as skipped, and one line says how to get them run.
 */
export const runDesktopSpecs = async (options: DesktopSpecsOptions): Promise<Tally> => {
  const electron = findElectron()
  if (electron === undefined && findHeadlessChromium(process.env) === undefined) {
    const tally = await countSpecs(options)
    console.log(
      `neither Electron nor Chromium here: ${tally.skipped} desktop tests (tests/desktop) skipped. ` +
        'Run them with `npx install-electron` or `apt-get install chromium`.'
    )
    return tally
  }
  const build = await buildDesktop()
  if (build.kind === 'failed') {
    console.error(build.output)
    return judgeRun(1, undefined)
  }
  const isOnElectron = electron !== undefined && process.env['COACHDESK_DESKTOP_TARGET'] !== 'stand-in'
  console.log(isOnElectron ? `on Electron: ${electron}` : 'on the stand-in for Electron')
  const { exitCode } = await runPlaywright(options, 'show')
  return judgeRun(exitCode, readPlaywrightTally(options.report))
}
