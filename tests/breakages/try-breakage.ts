import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { RunningBreakage } from './running-breakages.ts'
import { findTool, projectRoot } from '../../scripts/lib/project.ts'
import { readPlaywrightTally } from '../../scripts/lib/reports.ts'
import { runNode } from '../../scripts/lib/run-node.ts'

/** `unclear`: no such specification ran, or the broken application did not even start. */
export type BreakageOutcome =
  | { readonly kind: 'caught'; readonly why: string }
  | { readonly kind: 'missed' }
  | { readonly kind: 'unclear'; readonly why: string }

/** A copy of what was built, to be broken. */
export const copyApp = (into: string): void => {
  mkdirSync(into, { recursive: true })
  for (const part of ['package.json', 'out/main', 'out/preload', 'out/renderer']) {
    cpSync(path.join(projectRoot, part), path.join(into, part), { recursive: true })
  }
}

const escapePattern = (title: string): string => title.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

/** Runs specifications against a copy. @returns the counts, and the first error's first line */
export const runSpecs = async (
  app: string,
  specs: readonly RunningBreakage['spec'][]
): Promise<{ readonly passed: number; readonly failed: number; readonly firstError: string }> => {
  const report = `${app}-report.json`
  const { output } = await runNode(
    findTool('@playwright/test', 'playwright'),
    [
      'test',
      '--config=playwright.desktop.config.ts',
      '--workers=1',
      `--output=${app}-results`,
      `--grep=${specs.map(({ title }) => escapePattern(title)).join('|')}`,
      ...new Set(specs.map(({ file }) => `tests/desktop/${file}`))
    ],
    { output: 'keep', env: { COACHDESK_DESKTOP_APP: app, COACHDESK_E2E_REPORT: report } }
  )
  const { passed, failed } = readPlaywrightTally(report) ?? { passed: 0, failed: 0 }
  return { passed, failed, firstError: /^\s*((?:\w*Error|Test timeout).*)$/m.exec(output)?.[1] ?? '' }
}

/** Breaks a copy and runs the specification that has to notice. */
export const tryBreakage = async (folder: string, breakage: RunningBreakage): Promise<BreakageOutcome> => {
  copyApp(folder)
  const file = path.join(folder, breakage.file)
  const before = readFileSync(file, 'utf8')
  const after = breakage.edit(before)
  if (after === before) return { kind: 'unclear', why: 'the edit changes nothing' }
  writeFileSync(file, after)
  const { passed, failed, firstError } = await runSpecs(folder, [breakage.spec])
  if (failed > 0 && firstError.includes('electron.launch'))
    return { kind: 'unclear', why: 'the application did not start' }
  if (failed > 0) return { kind: 'caught', why: firstError }
  return passed > 0 ? { kind: 'missed' } : { kind: 'unclear', why: 'no such specification ran' }
}
