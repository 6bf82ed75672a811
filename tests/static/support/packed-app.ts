import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { extractAll } from '@electron/asar'
import { runNode } from '../../../scripts/lib/run-node.ts'
import type { PackReport } from './pack-process.ts'

/** The application as electron-builder packed it for Linux. */
export interface PackedApp {
  /** A folder of its own, removed by `remove`. */
  readonly scratch: string
  readonly program: string
  readonly resources: string
  readonly archive: string
  /** What is in the archive, as files. */
  readonly extracted: string
  readonly report: PackReport
  remove(): void
}

/** Packs what is in out/ and unpacks the archive beside it: about ten seconds. */
export async function packApp(): Promise<PackedApp> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'coachdesk-package-'))
  const { exitCode, output } = await runNode(path.join(import.meta.dirname, 'pack-process.ts'), [scratch], {
    output: 'keep'
  })
  if (exitCode !== 0) throw new Error(output)
  const app = path.join(scratch, 'dist/linux-unpacked')
  const resources = path.join(app, 'resources')
  const archive = path.join(resources, 'app.asar')
  const extracted = path.join(scratch, 'extracted')
  extractAll(archive, extracted)
  return {
    scratch,
    program: path.join(app, 'coachdesk'),
    resources,
    archive,
    extracted,
    report: JSON.parse(readFileSync(path.join(scratch, 'report.json'), 'utf8')) as PackReport,
    remove: () => rmSync(scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }
}
