import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'

const module = path.resolve(import.meta.dirname, '../../sync-server/startup/end-at-once.ts')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'coachdesk-end-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

// A pipe that nobody writes into keeps the thread that opens it for ever, as a disk does that never answers.
it.skipIf(process.platform === 'win32')(
  'a process of which a thread hangs in a file is ended, which an exit would not do',
  async () => {
    const pipe = path.join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    const program = `
    import { open } from 'node:fs'
    import { endAtOnce } from ${JSON.stringify(module)}
    open(${JSON.stringify(pipe)}, 'r', () => {})
    setTimeout(() => endAtOnce(), 200)
  `
    const child = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', program], {
      env: { ...process.env, NODE_OPTIONS: '' },
      stdio: 'inherit'
    })
    const [, signal] = (await once(child, 'exit')) as [number | null, string | null]
    expect(signal).toBe('SIGKILL')
  }
)
