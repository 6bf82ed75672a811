import { filter, firstValueFrom } from 'rxjs'
import { expect, test } from 'vitest'
import { createBackoff } from '#renderer/data/replication/backoff.ts'
import { createLateEngine } from '#renderer/data/replication/late-engine.ts'
import type { SyncEngine } from '#renderer/data/replication/sync-engine.ts'

/** Waits until it is stopped. */
const timers = {
  wait: (_: number, signal: AbortSignal) =>
    new Promise<void>(resolve => {
      signal.addEventListener('abort', () => resolve(), { once: true })
    })
}

function createEngine(load: () => Promise<() => SyncEngine>): SyncEngine {
  return createLateEngine({ load, after: undefined, backoff: createBackoff(timers, () => 0), now: () => 7 })
}

test('an account closes though what replicates never comes', async () => {
  const engine = createEngine(() => new Promise(() => {}))
  await expect(engine.stop()).resolves.toBeUndefined()
})

test('an account closes while what could not be fetched is waited for', async () => {
  const engine = createEngine(() => Promise.reject(new TypeError('Failed to fetch')))
  const told = await firstValueFrom(engine.report$.pipe(filter(({ connection }) => connection.kind === 'offline')))
  expect(told.connection).toEqual({ kind: 'offline', since: 7 })
  await expect(engine.stop()).resolves.toBeUndefined()
})

test('what comes after the account was closed starts nothing', async () => {
  const fetched = Promise.withResolvers<() => SyncEngine>()
  let started = 0
  const engine = createEngine(() => fetched.promise)
  const stopped = engine.stop()
  fetched.resolve(() => {
    started += 1
    throw new Error('nothing starts')
  })
  await stopped
  await fetched.promise
  expect(started).toBe(0)
})
