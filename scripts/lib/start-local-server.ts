import { randomBytes } from 'node:crypto'
import { pino } from 'pino'
import { createLogger } from '#server/logging/create-logger.ts'
import { createServer, type RunningServer } from '#server/create-server.ts'
import { readSettings } from '#server/startup/settings.ts'
import { StartupError } from '#server/startup/startup-error.ts'
import { webFolder } from './build-web.ts'

// Lines for people go to standard output, the log to standard error.
const logger = createLogger('warn', pino.destination(2))

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The sync server in this process, as `npm start` and `npm run dev` want it: with demo data unless `COACHDESK_DEMO` says
 * otherwise, and quiet but for warnings.
 * @throws StartupError with lines for the person who starts it
 */
export const startLocalServer = async (env: Environment): Promise<RunningServer> => {
  const read = readSettings({ ...env, COACHDESK_DEMO: env['COACHDESK_DEMO'] ?? '1' })
  if (!read.ok) throw new StartupError(['The settings are not right:', ...read.problems.map(line => `  ${line}`)])
  return createServer({
    settings: read.settings,
    now: () => Date.now(),
    randomBytes: length => new Uint8Array(randomBytes(length)),
    logger,
    webFolder
  })
}

export interface RunningWork {
  stop(): Promise<void>
  /** Resolves when the work is over by itself: the person quit the application. */
  readonly ended?: Promise<void>
}

/** Runs the work until it ends or a signal asks for its end; expected troubles are told in plain lines. */
export const runUntilStopped = async (work: () => Promise<RunningWork>): Promise<void> => {
  try {
    const running = await work()
    // A rejection that nobody waited for concerns one request; it is told, the server goes on, as in sync-server/main.ts.
    process.on('unhandledRejection', error => logger.error({ err: error }, 'a rejection nobody waited for'))
    const end = Promise.withResolvers<void>()
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => end.resolve())
    await Promise.race(running.ended === undefined ? [end.promise] : [end.promise, running.ended])
    await running.stop()
  } catch (error) {
    if (!(error instanceof StartupError)) throw error
    console.error(error.lines.join('\n'))
    process.exitCode = 1
  }
}
