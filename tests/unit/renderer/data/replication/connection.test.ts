import { BehaviorSubject } from 'rxjs'
import { expect, it } from 'vitest'
import type { LocalDatabase } from '#renderer/data/database/open-database.ts'
import { fail, type Failure, type Result, succeed } from '#renderer/data/http/failure.ts'
import { createBackoff } from '#renderer/data/replication/backoff.ts'
import { createConnection } from '#renderer/data/replication/connection.ts'
import type { SyncChannel } from '#renderer/data/replication/sync-channel.ts'
import { startSyncEngine, type SyncEngineParts } from '#renderer/data/replication/sync-engine.ts'
import { initialReport, type SyncReport, toSyncState } from '#renderer/data/replication/sync-report.ts'

/** Waiting takes no time; how long it would have taken is kept. */
function createTestBackoff(random = 0.5) {
  const waits: number[] = []
  const backoff = createBackoff(
    {
      wait(ms) {
        waits.push(ms)
        return Promise.resolve()
      }
    },
    () => random
  )
  return { backoff, waits }
}

it('waits double, are jittered between half and whole, and never exceed a minute', async () => {
  const { backoff, waits } = createTestBackoff(0)
  const { signal } = new AbortController()
  for (let n = 0; n < 12; n += 1) await backoff.wait(n, signal)
  expect(waits.slice(0, 4)).toEqual([250, 500, 1_000, 2_000])
  expect(Math.max(...waits)).toBe(30_000)
  const upper = createTestBackoff(0.999_999)
  for (let n = 0; n < 40; n += 1) await upper.backoff.wait(n, signal)
  expect(Math.max(...upper.waits)).toBe(60_000)
})

it('waking ends a wait at once', async () => {
  const backoff = createBackoff(
    {
      wait: (_ms, signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(new Error('woken')), { once: true })
        })
    },
    () => 0
  )
  const waiting = backoff.wait(20, new AbortController().signal)
  backoff.wake()
  await expect(waiting).resolves.toBeUndefined()
})

it('a request is repeated until it succeeds, and the state follows', async () => {
  const { backoff, waits } = createTestBackoff()
  const connection = createConnection(backoff, () => 42)
  const answers: Result<string>[] = [
    fail({ kind: 'offline', detail: '' }),
    fail({ kind: 'needs-sign-in' }),
    fail({ kind: 'account-disabled' }),
    fail({ kind: 'server-failed', detail: '' }),
    succeed('there')
  ]
  const states: string[] = []
  connection.state$.subscribe(({ kind }) => states.push(kind))
  const failures: Failure['kind'][] = []
  const value = await connection.persist(
    () => Promise.resolve(answers.shift() ?? fail({ kind: 'stopped' })),
    ({ kind }) => failures.push(kind)
  )
  expect(value).toBe('there')
  expect(failures).toEqual(['offline', 'needs-sign-in', 'account-disabled', 'server-failed'])
  expect(states).toEqual(['starting', 'offline', 'needs-sign-in', 'account-disabled', 'online'])
  expect(waits).toHaveLength(4)
})

it('a pause that the server asks for is kept, also when there is reason to try again', async () => {
  const { backoff, waits } = createTestBackoff()
  const connection = createConnection(backoff, () => 0)
  const answers: Result<string>[] = [fail({ kind: 'too-many-attempts', retryAfterMs: 120_000 }), succeed('there')]
  await connection.persist(() => Promise.resolve(answers.shift() ?? fail({ kind: 'stopped' })))
  expect(waits).toEqual([120_250])

  const held = Promise.withResolvers<void>()
  let isOver = false
  const patient = createBackoff({ wait: () => held.promise }, () => 0)
  const waiting = patient.wait(0, new AbortController().signal, 5_000).then(() => {
    isOver = true
  })
  patient.wake()
  await Promise.resolve()
  expect(isOver).toBe(false)
  held.resolve()
  await waiting
})

it('being stopped ends what is being repeated', async () => {
  const { backoff } = createTestBackoff()
  const connection = createConnection(backoff, () => 0)
  const persisting = connection.persist(() => {
    connection.stop()
    return Promise.resolve(fail({ kind: 'offline', detail: '' }))
  })
  await expect(persisting).rejects.toMatchObject({ failure: { kind: 'stopped' } })
})

const report = (more: Partial<SyncReport>): SyncReport => ({
  ...initialReport,
  connection: { kind: 'online' },
  collections: [{ collection: 'slots', waiting: 0, lastSuccessAt: 5 }],
  ...more
})

it('the header says the most urgent first', () => {
  expect(toSyncState(initialReport, 9)).toEqual({ kind: 'starting' })
  expect(toSyncState(report({}), 9)).toEqual({ kind: 'synced', at: 5 })
  expect(toSyncState(report({ collections: [{ collection: 'slots', waiting: 2, lastSuccessAt: 5 }] }), 9)).toEqual({
    kind: 'syncing',
    waiting: 2
  })
  expect(toSyncState(report({ collections: [{ collection: 'slots', waiting: 0 }] }), 9)).toEqual({
    kind: 'syncing',
    waiting: 0
  })
  const lastError = { at: 7, refusal: 'server-failed', detail: 'server-failed: storage' } as const
  expect(
    toSyncState(report({ collections: [{ collection: 'slots', waiting: 2, lastSuccessAt: 5, lastError }] }), 9)
  ).toEqual({ kind: 'server-failing', waiting: 2 })
  expect(toSyncState(report({ connection: { kind: 'offline', since: 3 } }), 9)).toEqual({
    kind: 'offline',
    since: 3,
    waiting: 0
  })
  expect(toSyncState(report({ connection: { kind: 'needs-sign-in' } }), 9)).toEqual({
    kind: 'needs-sign-in',
    waiting: 0
  })
})

it('F7 a window without the connection shows the report of the one that has it, and asks it to sync', async () => {
  const sent: string[] = []
  let hear: Parameters<SyncChannel['onMessage']>[0] = () => undefined
  const channel: SyncChannel = {
    send: ({ kind }) => void sent.push(kind),
    onMessage: listener => {
      hear = listener
    },
    close: () => void sent.push('closed')
  }
  const { backoff } = createTestBackoff()
  const engine = startSyncEngine({
    role: 'coach',
    local: {
      database: { waitForLeadership: () => Promise.withResolvers<boolean>().promise }
    } as unknown as LocalDatabase,
    userId: 'coach001',
    channel,
    connection: createConnection(backoff, () => 0),
    backoff,
    clockOffset: { value$: new BehaviorSubject(undefined), value: undefined, measure: () => undefined }
  } as unknown as SyncEngineParts)
  expect(sent).toEqual(['ask'])
  hear({ kind: 'report', report: report({ pending: new Map([['a', 'sent']]) }) })
  expect(engine.report.pending.get('a')).toBe('sent')
  engine.syncNow()
  engine.wake()
  // Another window that was just opened asks, too: only the one with the connection answers.
  hear({ kind: 'ask' })
  await engine.stop()
  expect(sent).toEqual(['ask', 'sync-now', 'sync-now', 'closed'])
})
