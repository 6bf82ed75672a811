import { spawn } from 'node:child_process'
import { copyFileSync, chmodSync, mkdirSync } from 'node:fs'
import path from 'node:path'

/** A user without rights where the tests run as root; else whoever runs them. */
export const unprivileged: { readonly uid?: number; readonly gid?: number } =
  process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}

export interface Child {
  readonly stdout: () => string
  readonly output: () => string
  /** Resolves with the first match in standard output; rejects when the program ends without one. */
  waitFor(pattern: RegExp): Promise<RegExpMatchArray>
  kill(signal: NodeJS.Signals): void
  readonly ended: Promise<number | NodeJS.Signals | null>
}

export interface ChildOptions {
  readonly cwd: string
  /** All that the program has; nothing is inherited. */
  readonly env: Readonly<Record<string, string>>
  readonly user?: typeof unprivileged
  readonly input?: string
}

/** Starts a program by its words, or one line of a shell. */
export function startChild(
  command: readonly string[] | string,
  { cwd, env, user = {}, input = '' }: ChildOptions
): Child {
  const [program = '', ...args] = typeof command === 'string' ? ['/bin/sh', '-c', command] : command
  const child = spawn(program, args, { cwd, env: { ...env }, stdio: 'pipe', ...user })
  let stdout = ''
  let output = ''
  const watchers = new Set<() => void>()
  const keep = (chunk: Buffer): void => {
    output += chunk.toString()
  }
  child.stdout.on('data', keep).on('data', (chunk: Buffer) => {
    stdout += chunk.toString()
    for (const watch of watchers) watch()
  })
  child.stderr.on('data', keep)
  const ended = new Promise<number | NodeJS.Signals | null>((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? signal))
  })
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  return {
    stdout: () => stdout,
    output: () => output,
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
        ended.then(code => reject(new Error(`ended with ${code} before it said ${pattern}: ${output}`)), reject)
      })
  }
}

/** Runs one to its end. @throws with all it said where that is no good one */
export async function runChild(command: readonly string[] | string, options: ChildOptions): Promise<string> {
  const child = startChild(command, options)
  const code = await child.ended
  if (code !== 0) throw new Error(`${String(command)} ended with ${code}: ${child.output()}`)
  return child.stdout()
}

/** Node as a machine has it, in a folder that every user may read: `node` in that PATH is the one that runs the tests. */
export function layNode(folder: string): string {
  mkdirSync(folder, { recursive: true })
  const node = path.join(folder, 'node')
  copyFileSync(process.execPath, node)
  chmodSync(node, 0o755)
  return [folder, '/usr/local/bin', '/usr/bin', '/bin'].join(':')
}
