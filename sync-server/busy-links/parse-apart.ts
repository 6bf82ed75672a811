import { Worker } from 'node:worker_threads'
import type { BusyRead } from '#domain/calendar/read-busy-times.ts'
import type { Instant } from '#domain/model/primitives.ts'

export interface CalendarText {
  readonly text: string
  /** The coach's. */
  readonly zone: string
  readonly now: Instant
}

/** Twice what five megabytes of ordinary events take on a slow machine. */
const maxTimeMs = 20_000

/**
 * Reads a calendar in a thread of its own, with bounds for its time and memory: somebody else wrote it, and a few lines of rules that repeat
 * can keep a computer busy for ever. Never rejects; one that takes too much counts as too large.
 */
export function parseApart(calendar: CalendarText, signal: AbortSignal, timeMs = maxTimeMs): Promise<BusyRead> {
  return new Promise(resolve => {
    const worker = new Worker(new URL('./parse-worker.ts', import.meta.url), {
      workerData: calendar,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: 256 }
    })
    const timer = setTimeout(() => finish({ kind: 'too-large' }), timeMs)
    const stop = (): void => finish({ kind: 'too-large' })
    function finish(read: BusyRead): void {
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      void worker.terminate()
      resolve(read)
    }
    signal.addEventListener('abort', stop)
    worker.on('message', (read: BusyRead) => finish(read))
    worker.on('error', () => finish({ kind: 'too-large' }))
  })
}
