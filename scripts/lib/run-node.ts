import { spawn } from 'node:child_process'
import path from 'node:path'
import { projectRoot } from './project.ts'

/**
 * Some hundred Node processes run the same files. What one has compiled, and stripped of its types, the next ones take over:
 * a server with the demo's accounts is up in half the processor time.
 */
const compileCache = process.env['NODE_COMPILE_CACHE'] ?? path.join(projectRoot, 'node_modules/.cache/node')

export interface NodeRun {
  readonly exitCode: number
  /** Standard output and error in the order they came; empty when they were shown as they came. */
  readonly output: string
  readonly durationMs: number
}

export interface NodeRunOptions {
  /** `show` passes the output on at once, `keep` gives it back (for stages that run side by side). */
  readonly output: 'show' | 'keep'
  /** Which standard stream to keep; both unless told. */
  readonly only?: 'stdout'
  readonly env?: Readonly<Record<string, string>>
}

/** Runs a JavaScript or TypeScript file on this process's own Node and waits for its end. Never rejects on a failure. */
export const runNode = (file: string, args: readonly string[], options: NodeRunOptions): Promise<NodeRun> => {
  const startedAt = performance.now()
  const { promise, resolve, reject } = Promise.withResolvers<NodeRun>()
  const child = spawn(process.execPath, [file, ...args], {
    cwd: projectRoot,
    env: { ...process.env, NODE_COMPILE_CACHE: compileCache, ...options.env },
    stdio: options.output === 'show' ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe']
  })
  let output = ''
  const keep = (chunk: string) => {
    output += chunk
  }
  child.stdout?.setEncoding('utf8').on('data', keep)
  if (options.only !== 'stdout') child.stderr?.setEncoding('utf8').on('data', keep)
  child.once('error', reject)
  child.once('close', code => {
    resolve({ exitCode: code ?? 1, output, durationMs: performance.now() - startedAt })
  })
  return promise
}
