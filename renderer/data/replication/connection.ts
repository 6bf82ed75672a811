import { BehaviorSubject, type Observable } from 'rxjs'
import type { Instant } from '#domain/model/primitives.ts'
import { type Failure, FailureError, type Result } from '../http/failure.ts'
import type { Backoff } from './backoff.ts'

export type ConnectionState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'online' }
  | { readonly kind: 'offline'; readonly since: Instant }
  | { readonly kind: 'needs-sign-in' }
  | { readonly kind: 'account-disabled' }
  | { readonly kind: 'needs-update' }

/** Whether the server can be reached, as all requests of this window together tell. */
export interface Connection {
  readonly state$: Observable<ConnectionState>
  readonly state: ConnectionState
  /**
   * Repeats a request until it succeeds, waiting between attempts; nothing else ends it but `stop`, which makes it throw.
   * @param onFailure hears of each attempt that failed
   */
  persist<T>(attempt: () => Promise<Result<T>>, onFailure?: (failure: Failure) => void): Promise<T>
  /** Tries at once what waits for its next attempt. */
  wake(): void
  stop(): void
}

/** @param now this device's clock, epoch ms */
export function createConnection(backoff: Backoff, now: () => Instant): Connection {
  const state$ = new BehaviorSubject<ConnectionState>({ kind: 'starting' })
  const stopping = new AbortController()

  function enter(next: ConnectionState): void {
    if (state$.value.kind === next.kind) return
    state$.next(next)
    if (next.kind === 'online') backoff.wake()
  }

  function noteFailure(failure: Failure): void {
    switch (failure.kind) {
      case 'offline':
      case 'incomplete':
      case 'not-a-server':
        return enter({ kind: 'offline', since: now() })
      case 'needs-sign-in':
      case 'wrong-password':
        return enter({ kind: 'needs-sign-in' })
      case 'account-disabled':
        return enter({ kind: 'account-disabled' })
      case 'client-too-old':
        return enter({ kind: 'needs-update' })
      case 'server-failed':
      case 'rejected':
      case 'too-large':
      case 'too-many-attempts':
        // It answers, so it can be reached; whose request failed says so itself.
        return state$.value.kind === 'starting' ? enter({ kind: 'offline', since: now() }) : undefined
      default:
        return undefined
    }
  }

  return {
    state$: state$.asObservable(),
    get state() {
      return state$.value
    },
    async persist(attempt, onFailure) {
      for (let failures = 0; !stopping.signal.aborted; failures += 1) {
        const result = await attempt()
        if (result.ok) {
          if (!stopping.signal.aborted) enter({ kind: 'online' })
          return result.value
        }
        if (stopping.signal.aborted) break
        noteFailure(result.failure)
        onFailure?.(result.failure)
        await backoff.wait(failures, stopping.signal, askedPauseOf(result.failure))
      }
      throw new FailureError({ kind: 'stopped' })
    },
    wake: () => backoff.wake(),
    stop() {
      stopping.abort()
    }
  }
}

function askedPauseOf(failure: Failure): number | undefined {
  return failure.kind === 'too-many-attempts' ? failure.retryAfterMs : undefined
}
