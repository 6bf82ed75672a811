import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import type { Readable, Writable } from 'node:stream'
import { findChromium, findHeadlessChromium } from '../../../scripts/lib/find-chromium.ts'
import { CdpConnection } from './cdp-connection.ts'
import { type ChromiumOptions, toChromiumFlags } from './chromium-flags.ts'

export interface Chromium {
  readonly pid: number
  readonly cdp: CdpConnection
  /** Address of the debugging port, for Playwright. Comes only where a port was asked for. */
  readonly devtools: Promise<string>
  /** Asks it to end; ends it by force after five seconds. */
  close(): Promise<void>
}

let current: Chromium | undefined

/** The one Chromium of this process; throws before `ready`. */
export const chromium = (): Chromium => {
  if (current === undefined) throw new Error('electron stand-in: Chromium has not been started yet')
  return current
}

export const isChromiumUp = (): boolean => current !== undefined

export const startChromium = (options: ChromiumOptions): Chromium => {
  const program = (options.isHeaded ? findChromium : findHeadlessChromium)(process.env)
  if (program === undefined) throw new Error('electron stand-in: no Chromium here (apt-get install chromium)')
  // A group of its own: Ctrl-C reaches only us. When we die, the closed pipe ends it.
  const child = spawn(program, toChromiumFlags(options), {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe', 'pipe'],
    detached: true
  })
  const cdp = new CdpConnection(child.stdio[3] as Writable, child.stdio[4] as Readable)
  const devtools = Promise.withResolvers<string>()
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const [, address] = /^DevTools listening on (ws:.*)$/m.exec(text) ?? []
    if (address !== undefined) devtools.resolve(address)
    if (process.env['SIM_DEBUG'] !== undefined) process.stderr.write(text)
  })
  child.once('exit', () => cdp.close())
  current = {
    pid: child.pid ?? 0,
    cdp,
    devtools: devtools.promise,
    close: () => closeChild(child, cdp)
  }
  return current
}

const closeChild = async (child: ChildProcess, cdp: CdpConnection): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return
  const exited = once(child, 'exit')
  cdp.send('Browser.close').catch(() => {})
  const impatience = setTimeout(() => child.kill('SIGKILL'), 5000)
  await exited
  clearTimeout(impatience)
}
