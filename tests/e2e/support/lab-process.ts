import { spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'

export interface LabProcess {
  /** The page's address. */
  readonly url: string
  /** Ends it as Ctrl+C does; gives its exit code. */
  stop(): Promise<number | null>
}

/** Starts `npm run lab` on ports of its own. The pages have been built by `npm run e2e`. */
export async function startLabProcess(): Promise<LabProcess> {
  const child = spawn(process.execPath, ['--no-warnings', path.resolve('tools/lab/main.ts')], {
    env: { ...process.env, NODE_OPTIONS: '', COACHDESK_LAB_PORT: '0', CI: '1' },
    stdio: ['ignore', 'pipe', 'inherit']
  })
  const exited = once(child, 'exit')
  let output = ''
  const address = Promise.withResolvers<string>()
  child.stdout.setEncoding('utf8').on('data', (piece: string) => {
    output += piece
    const found = /Sync lab {2}(\S+)/.exec(output)?.[1]
    if (found !== undefined) address.resolve(found)
  })
  const url = await Promise.race([
    address.promise,
    exited.then(([code]) => {
      throw new Error(`the lab ended with ${String(code)}: ${output}`)
    })
  ])
  return {
    url,
    async stop() {
      child.kill('SIGINT')
      const [code] = (await exited) as [number | null]
      return code
    }
  }
}
