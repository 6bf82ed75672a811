import { spawn } from 'node:child_process'

type Environment = Readonly<Record<string, string | undefined>>

/** The system's own "open this address", or `undefined` where nobody would see it. */
const findOpener = (platform: NodeJS.Platform, env: Environment): readonly [string, ...string[]] | undefined => {
  if (env['CI'] !== undefined) return undefined
  if (platform === 'darwin') return ['open']
  if (platform === 'win32') return ['cmd', '/c', 'start', '']
  return env['DISPLAY'] !== undefined || env['WAYLAND_DISPLAY'] !== undefined ? ['xdg-open'] : undefined
}

/** Shows the address in the person's browser where a person sits in front of a screen; does nothing elsewhere. */
export const openBrowser = (url: string, isTerminal: boolean): void => {
  const opener = isTerminal ? findOpener(process.platform, process.env) : undefined
  if (opener === undefined) return
  const [command, ...args] = opener
  const child = spawn(command, [...args, url], { stdio: 'ignore', detached: true })
  // No such program: the address stands in the terminal anyway.
  child.on('error', () => undefined)
  child.unref()
}
