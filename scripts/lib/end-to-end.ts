import { buildGallery } from './build-gallery.ts'
import { buildLab } from './build-lab.ts'
import { buildWeb } from './build-web.ts'
import { findHeadlessChromium } from './find-chromium.ts'
import { findTool } from './project.ts'
import { readPlaywrightTally } from './reports.ts'
import { runNode } from './run-node.ts'
import { judgeRun, type Tally } from './tally.ts'

interface EndToEndOptions {
  /** Where Playwright's JSON report goes. */
  readonly report: string
  /** Passed on to `playwright test`: files, `-g`, ... */
  readonly args: readonly string[]
}

const playwright = () => findTool('@playwright/test', 'playwright')

/** Counts the specs without starting a browser. */
const countSpecs = async ({ report, args }: EndToEndOptions): Promise<Tally> => {
  const { exitCode, output } = await runNode(playwright(), ['test', '--list', ...args], {
    output: 'keep',
    env: { COACHDESK_E2E_REPORT: report }
  })
  const count = Number(/Total: (\d+) tests?/.exec(output)?.[1] ?? 0)
  if (exitCode !== 0) console.error(output)
  return judgeRun(exitCode, { passed: 0, failed: 0, skipped: count })
}

/**
 * Builds the web edition, the lab and the gallery and drives them in a real browser. Without one nothing is claimed: the
 * specs are listed as skipped, and one line says how to get them run.
 */
export const runEndToEnd = async (options: EndToEndOptions): Promise<Tally> => {
  if (findHeadlessChromium(process.env) === undefined) {
    const tally = await countSpecs(options)
    console.log(
      `no Chromium here: ${tally.skipped} end-to-end tests (tests/e2e) skipped. ` +
        'Run them with `apt-get install chromium`, or point CHROMIUM_PATH to a Chromium.'
    )
    return tally
  }
  for (const build of await Promise.all([buildWeb(), buildLab(), buildGallery()])) {
    if (build.kind !== 'failed') continue
    console.error(build.output)
    return judgeRun(1, undefined)
  }
  const { exitCode } = await runNode(playwright(), ['test', ...options.args], {
    output: 'show',
    env: { COACHDESK_E2E_REPORT: options.report }
  })
  return judgeRun(exitCode, readPlaywrightTally(options.report))
}
