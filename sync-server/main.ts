/** `npm run server`: the sync server as a process of its own. The composition root: clock and randomness enter here. */
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { pino } from 'pino'
import { createServer, type RunningServer } from './create-server.ts'
import { createLogger } from './logging/create-logger.ts'
import { announceSetUp } from './startup/announce-set-up.ts'
import { endAtOnce } from './startup/end-at-once.ts'
import { readSettings } from './startup/settings.ts'
import { StartupError } from './startup/startup-error.ts'

/** Longer than requests under way are given; a stop that takes longer hangs. */
const stopLimitMs = 10_000

// Lines for people go to standard output, the log to standard error.
const logger = createLogger('info', pino.destination(2))

async function main(): Promise<void> {
  const result = readSettings(process.env)
  if (!result.ok) throw new StartupError(['The settings are not right:', ...result.problems.map(line => `  ${line}`)])
  const server = await createServer({
    settings: result.settings,
    now: () => Date.now(),
    randomBytes: length => new Uint8Array(randomBytes(length)),
    logger,
    onStuck: () => giveUp('storage has not ended a commit for 30 s: the process ends, and can be started again'),
    webFolder: path.join(import.meta.dirname, '..', 'out', 'web')
  })
  process.stdout.write(`CoachDesk sync server: ${server.url} (data in ${result.settings.dataFolder})\n`)
  const { setUpFile } = result.settings
  if (server.setUpUrl !== undefined) await announceSetUp(server.directory, server.setUpUrl, setUpFile)
  stopOnSignals(server)
}

function stopOnSignals(server: RunningServer): void {
  let isStopping = false
  const stop = (signal: NodeJS.Signals): void => {
    if (isStopping) return
    isStopping = true
    logger.info({ signal }, 'stopping')
    setTimeout(() => giveUp('stopping took too long'), stopLimitMs).unref()
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        logger.error({ err: error }, 'stopping failed')
        process.exit(1)
      }
    )
  }
  process.on('SIGTERM', stop)
  process.on('SIGINT', stop)
}

function giveUp(message: string): void {
  logger.error(message)
  endAtOnce()
}

// A rejection that nobody waited for concerns one request; what it left behind is told, the server goes on.
process.on('unhandledRejection', error => logger.error({ err: error }, 'a rejection nobody waited for'))
// After an exception nobody caught, nothing is known of the state in memory; all that was answered is on disk.
process.on('uncaughtException', error => {
  logger.fatal({ err: error }, 'an exception nobody caught')
  process.exit(1)
})

main().catch((error: unknown) => {
  if (error instanceof StartupError) process.stderr.write(`${error.lines.join('\n')}\n`)
  else logger.fatal({ err: error }, 'the server did not start')
  process.exit(1)
})
