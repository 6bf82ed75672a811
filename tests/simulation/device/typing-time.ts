import type { Timers } from '#renderer/contract/application.ts'

/** The time of somebody who types: from its beginning to its end the application's waits go by it, and by nothing else. */
export interface TypingTime {
  readonly timers: Timers
  /** Milliseconds since the typing began. */
  readonly now: number
  begin(): void
  /** Lets time pass; what was waited for until then comes. */
  pass(ms: number): void
  /** Whether something waits that was to wait this long. */
  isWaited(ms: number): boolean
  /** What still waits goes on by the clock of the machine. */
  end(): void
}

interface Wait {
  readonly ms: number
  readonly dueAt: number
  readonly signal: AbortSignal
  readonly pending: PromiseWithResolvers<void>
}

/** @param usual the timers outside of typing */
export function createTypingTime(usual: Timers): TypingTime {
  const waits = new Set<Wait>()
  let now = 0
  let isTyping = false

  async function wait(ms: number, signal: AbortSignal): Promise<void> {
    if (!isTyping) return usual.wait(ms, signal)
    signal.throwIfAborted()
    const added: Wait = { ms, dueAt: now + ms, signal, pending: Promise.withResolvers<void>() }
    const abort = (): void => added.pending.reject(signal.reason as Error)
    signal.addEventListener('abort', abort)
    waits.add(added)
    return added.pending.promise.finally(() => {
      waits.delete(added)
      signal.removeEventListener('abort', abort)
    })
  }

  return {
    timers: { wait },
    get now() {
      return now
    },
    begin() {
      now = 0
      isTyping = true
    },
    pass(ms) {
      now += ms
      for (const { dueAt, pending } of waits) if (dueAt <= now) pending.resolve()
    },
    isWaited: ms => [...waits].some(waiting => waiting.ms === ms && waiting.dueAt > now),
    end() {
      isTyping = false
      for (const { dueAt, signal, pending } of waits) {
        usual.wait(dueAt - now, signal).then(pending.resolve, () => undefined)
      }
      // In the next typing they would look as if the application waited already, and all would be typed before it had written.
      waits.clear()
    }
  }
}
