import { type DestinationStream, type LevelWithSilent, type Logger, pino } from 'pino'

/** Errors whose words come from the operating system or LevelDB: they name files, and of people at most the database. */
const tellingTypes = ['WriteError', 'ReadError', 'OpenError', 'CorruptionError', 'StartupError']

/** What lies below it is LevelDB's or the operating system's. */
const storageError = 'storage_unavailable'

/**
 * The process's log. Messages of other errors may quote what was stored or sent, so that only their kind is kept, and
 * where they were thrown.
 */
export function createLogger(level: LevelWithSilent, destination: DestinationStream): Logger {
  return pino({ level, base: null, serializers: { err: errorToLog } }, destination)
}

/** A person's database is named by the person's id: that there is one to look for is enough. */
function hidePeople(text: string): string {
  return text.replace(/\bcalls-[a-z0-9]+/g, 'calls-*')
}

export function errorToLog(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error }
  const frames = error.stack?.split('\n').filter(line => line.startsWith('    at ')) ?? []
  return {
    type: error.name,
    ...(tellingTypes.includes(error.name) || 'syscall' in error ? { message: hidePeople(error.message) } : {}),
    ...(error.name === storageError && error.cause instanceof Error
      ? { message: hidePeople(error.cause.message) }
      : {}),
    frames: frames.slice(0, 8).map(line => line.trim())
  }
}
