import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { projectRoot } from '../../../scripts/lib/project.ts'
import { checkOut } from '../../../tests/versions/record/check-out.ts'

/** Source of version 0.1.0 with the packages of its lock file, or why there is none. */
export type EarlierVersion =
  | { readonly kind: 'here'; readonly root: string }
  | { readonly kind: 'missing'; readonly reason: string }

let found: EarlierVersion | undefined

/** Takes it out of the history of this repository, once for a run; it goes when the process ends. */
export function findEarlierVersion(): EarlierVersion {
  found ??= takeOut()
  return found
}

function takeOut(): EarlierVersion {
  const recording = 'tests/versions/0.1.0'
  const facts = readFileSync(path.join(projectRoot, recording, 'recording.json'), 'utf8')
  const { commit } = JSON.parse(facts) as { readonly commit: string }
  try {
    execFileSync('git', ['cat-file', '-e', `${commit}^{commit}`], { cwd: projectRoot, stdio: 'ignore' })
  } catch {
    const reason = `the commit of version 0.1.0 (${commit.slice(0, 7)}) is not in this copy of the repository; git fetch --unshallow brings it`
    return { kind: 'missing', reason }
  }
  const scratch = mkdtempSync(path.join(tmpdir(), 'coachdesk-0.1.0-'))
  process.once('exit', () => rmSync(scratch, { recursive: true, force: true }))
  const root = path.join(scratch, 'source')
  try {
    checkOut(commit, `${recording}/recording`, root)
  } catch (error) {
    return { kind: 'missing', reason: `version 0.1.0 cannot be taken out of the history: ${String(error)}` }
  }
  return { kind: 'here', root }
}
