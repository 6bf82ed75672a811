import { BehaviorSubject, Subject, type Subscription } from 'rxjs'
import type { Instant } from '#domain/model/primitives.ts'
import type { Backoff } from './backoff.ts'
import type { SyncEngine } from './sync-engine.ts'
import { initialReport, type SyncReport } from './sync-report.ts'

/**
 * The engine of an account, before what replicates is fetched and after: nothing of it is needed to show what is stored here.
 * Where it cannot be fetched, the server is out of reach, and it is tried again.
 */
export function createLateEngine(parts: {
  /** Fetches what starts the engine. */
  readonly load: () => Promise<() => SyncEngine>
  /** Not before this. Never rejects; undefined: at once. */
  readonly after: Promise<void> | undefined
  readonly backoff: Backoff
  /** This device's clock, epoch ms. */
  readonly now: () => Instant
}): SyncEngine {
  const { load, after, backoff, now } = parts
  const report$ = new BehaviorSubject<SyncReport>(initialReport)
  const unsent$ = new Subject<void>()
  const stopping = new AbortController()
  const stopped = new Promise<void>(resolve => {
    stopping.signal.addEventListener('abort', () => resolve(), { once: true })
  })
  const following: Subscription[] = []
  let engine: SyncEngine | undefined

  async function start(): Promise<void> {
    if (after !== undefined) await Promise.race([after, stopped])
    const startEngine = await fetchParts()
    if (startEngine === undefined) return
    engine = startEngine()
    following.push(
      engine.report$.subscribe(report => report$.next(report)),
      engine.unsent$.subscribe(() => unsent$.next())
    )
  }

  async function fetchParts(): Promise<(() => SyncEngine) | undefined> {
    for (let failed = 0; !stopping.signal.aborted; failed += 1) {
      // A fetch that nobody answers must not keep an account from being closed.
      const loaded = await Promise.race([load().catch(() => undefined), stopped.then(() => undefined)])
      if (stopping.signal.aborted || loaded !== undefined) return stopping.signal.aborted ? undefined : loaded
      if (failed === 0) report$.next({ ...initialReport, connection: { kind: 'offline', since: now() } })
      await backoff.wait(failed, stopping.signal)
    }
    return undefined
  }

  const starting = start()
  return {
    report$: report$.asObservable(),
    get report() {
      return report$.value
    },
    unsent$: unsent$.asObservable(),
    readUnsent: async () => engine?.readUnsent(),
    findUnsent: () => engine?.findUnsent(),
    syncNow: () => (engine === undefined ? backoff.wake() : engine.syncNow()),
    // Each start of the replication forgets them first.
    forgetPhones: () => engine?.forgetPhones(),
    wake: () => (engine === undefined ? backoff.wake() : engine.wake()),
    async stop() {
      stopping.abort()
      await starting
      for (const subscription of following) subscription.unsubscribe()
      await engine?.stop()
    }
  }
}
