import { spawn } from 'node:child_process'
import path from 'node:path'

const root = path.join(import.meta.dirname, '..', '..')

export interface RunningScript {
  readonly pid: number
  readonly stdout: () => string
  readonly stderr: () => string
  /** Resolves with the first match in standard output; rejects when the script ends without one. */
  waitFor(pattern: RegExp): Promise<RegExpMatchArray>
  kill(signal: NodeJS.Signals): void
  /** Exit code, or the signal that ended it. */
  readonly ended: Promise<number | NodeJS.Signals | null>
}

/** Starts a script of the repository with the Node that runs the tests. */
export function runScript(
  script: string,
  args: readonly string[],
  environment: Readonly<Record<string, string>>,
  input = ''
): RunningScript {
  const child = spawn(process.execPath, [path.join(root, script), ...args], {
    cwd: root,
    env: { PATH: process.env['PATH'] ?? '', ...environment },
    stdio: 'pipe'
  })
  let stdout = ''
  let stderr = ''
  const watchers = new Set<() => void>()
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
    for (const watch of watchers) watch()
  })
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString()
  })
  const ended = new Promise<number | NodeJS.Signals | null>(resolve => {
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
  child.stdin.end(input)

  return {
    pid: child.pid ?? 0,
    stdout: () => stdout,
    stderr: () => stderr,
    ended,
    kill: signal => void child.kill(signal),
    waitFor: pattern =>
      new Promise((resolve, reject) => {
        const watch = (): void => {
          const match = stdout.match(pattern)
          if (match === null) return
          watchers.delete(watch)
          resolve(match)
        }
        watchers.add(watch)
        watch()
        void ended.then(code => reject(new Error(`ended with ${code} before it said ${pattern}: ${stdout}${stderr}`)))
      })
  }
}
