import { existsSync, renameSync, truncateSync } from 'node:fs'
import path from 'node:path'
import Logger from 'electron-log/src/core/Logger.js'
import createFileTransport from 'electron-log/src/node/transports/file/index.js'
import { describeError } from './describe-error.ts'
import type { Log, LogFields } from './log.ts'
import { redactEvent, redactFields } from './redact.ts'

const maxFileBytes = 1_048_576
const keptFiles = 3

/**
 * Opens `main.log` in the folder: a line of JSON each, rotated at 1 MB, two older files kept. It writes to files alone, and a
 * full disk stops it silently: nobody is kept from working by the log.
 */
export function openLog({ folder, now = Date.now }: { readonly folder: string; readonly now?: () => number }): Log {
  const file = path.join(folder, 'main.log')
  const logger = new Logger({
    logId: file,
    dependencies: { externalApi: { getPathVariables: () => ({}) } },
    // electron-log tells its console of its own trouble.
    transportFactories: { file: createFileTransport, console: () => () => undefined },
    variables: { processType: 'main' }
  })
  Object.assign(logger.transports.file, {
    transforms: [({ data }: { readonly data: readonly unknown[] }) => data[0]],
    maxSize: maxFileBytes,
    sync: true,
    writeOptions: { flag: 'a', mode: 0o600, encoding: 'utf8' },
    resolvePathFn: () => file,
    archiveLogFn: () => {
      // A file that cannot be moved is begun anew rather than left to grow.
      if (!rotateFiles(file, keptFiles)) truncateQuietly(file)
    }
  })

  const line = (level: string, event: string, details: Readonly<Record<string, unknown>>): string =>
    JSON.stringify({ at: new Date(now()).toISOString(), level, event: redactEvent(event), ...details })
  const tell = (fields: LogFields | undefined): Readonly<Record<string, unknown>> =>
    fields === undefined ? {} : { fields: redactFields(fields) }

  return {
    info: (event, fields) => logger.info(line('info', event, tell(fields))),
    warn: (event, fields) => logger.warn(line('warn', event, tell(fields))),
    error: (event, error) =>
      logger.error(line('error', event, error === undefined ? {} : { error: describeError(error) }))
  }
}

function truncateQuietly(file: string): void {
  try {
    truncateSync(file)
  } catch {
    // The next line tries again.
  }
}

/** `main.log` -> `main.1.log` -> `main.2.log`, and what was there is gone. Answers whether `file` is free now. */
function rotateFiles(file: string, kept: number): boolean {
  const { dir, name, ext } = path.parse(file)
  const names = Array.from({ length: kept }, (_, n) => (n === 0 ? file : path.join(dir, `${name}.${n}${ext}`)))
  try {
    for (let n = names.length - 1; n > 0; n -= 1) {
      const [from, to] = [names[n - 1], names[n]]
      if (from !== undefined && to !== undefined && existsSync(from)) renameSync(from, to)
    }
    return true
  } catch {
    return false
  }
}
