import { type ChildProcess, execFile } from 'node:child_process'
import { once } from 'node:events'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import { appFolder, program, target } from './target.ts'

export interface LaunchOptions {
  /** The profile: what the app keeps between starts. */
  readonly userData: string
  /** The app: a folder with package.json. The product unless told. */
  readonly folder?: string
  /** Starts the app instead of the target's own program, with the same arguments. */
  readonly program?: string
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

const second = 1000

const withOwn = (env: Readonly<Record<string, string>>): Record<string, string> => {
  const inherited = Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  return { ...Object.fromEntries(inherited), ...env }
}

/** Playwright forgets an app's process once that has ended. */
const processOf = new WeakMap<ElectronApplication, ChildProcess>()

/** Starts the built desktop app under Playwright. Whoever calls it ends it: `closeApp` or `killApp`. */
export const launchApp = async ({
  userData,
  folder = appFolder,
  args = [],
  env = {},
  program
}: LaunchOptions): Promise<ElectronApplication> => {
  const app = await _electron.launch({
    ...(program === undefined ? {} : { executablePath: program }),
    cwd: folder,
    args: ['.', `--user-data-dir=${userData}`, ...args],
    env: withOwn(env),
    timeout: 30 * second
  })
  processOf.set(app, app.process())
  return app
}

/** Starts the app once more as the desktop would, e.g. for a link, and waits until that process has ended. */
export const startAgain = ({ userData, folder = appFolder, args = [], env = {} }: LaunchOptions): Promise<void> => {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  const all = ['--no-sandbox', '.', `--user-data-dir=${userData}`, ...args]
  execFile(program, all, { cwd: folder, env: withOwn(env), timeout: 30 * second }, (error, _out, text) => {
    if (error === null) resolve()
    else reject(new Error(`the second start failed: ${error.message}\n${text}`))
  })
  return promise
}

const isAppAddress = ({ protocol, hostname }: URL): boolean =>
  protocol === 'app:' || (target === 'stand-in' && hostname.endsWith('.app.localhost'))

/** The first window, once the application has loaded in it. */
export const firstPage = async (app: ElectronApplication): Promise<Page> => {
  const page = await app.firstWindow()
  await page.waitForURL(isAppAddress)
  await page.locator('#root > *').first().waitFor({ state: 'attached' })
  return page
}

/** Quits in good order, by force after ten seconds. */
export const closeApp = async (app: ElectronApplication): Promise<void> => {
  const child = processOf.get(app)
  if (child === undefined || child.exitCode !== null || child.signalCode !== null) return
  const impatience = setTimeout(() => child.kill('SIGKILL'), 10 * second)
  await app.close().catch(() => {})
  clearTimeout(impatience)
}

/** Ends every process of the app at once and without warning, as a power cut of the program would. */
export const killApp = async (app: ElectronApplication): Promise<void> => {
  const pids = await app.evaluate(({ app }) => app.getAppMetrics().map(({ pid }) => pid))
  const exited = once(app.process(), 'exit')
  for (const pid of pids.reverse()) {
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      // It went with its parent.
    }
  }
  await exited
  await app.close().catch(() => {})
}
