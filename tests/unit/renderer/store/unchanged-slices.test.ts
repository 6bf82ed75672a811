import { getRxStorageMemory } from 'rxdb/plugins/storage-memory'
import { BehaviorSubject, NEVER, of } from 'rxjs'
import { expect, onTestFinished, test } from 'vitest'
import { createMovingSlots } from '#renderer/store/moving-slots.ts'
import { realTimers } from '#renderer/application/browser-parts.ts'
import type { WorkspaceStoreState } from '#renderer/contract/screens.ts'
import { openLocalDatabase } from '#renderer/data/database/open-database.ts'
import type { SyncEngine } from '#renderer/data/replication/sync-engine.ts'
import { initialReport, type SyncReport } from '#renderer/data/replication/sync-report.ts'
import { openRepositories } from '#renderer/data/repositories/workspace-repositories.ts'
import { coachAccount } from '#renderer/dev/fake-accounts.ts'
import { createWorkspaceStore } from '#renderer/store/create-workspace-store.ts'
import { buildCall, buildProfile, buildSlot, hexId, hourMs, now, start } from '../../domain/builders.ts'

const coachId = coachAccount.userId
const old = buildSlot({ id: `${coachId}:${start}`, coachId })
const replacing = buildSlot({
  id: `${coachId}:${start + 8 * hourMs}`,
  coachId,
  startsAt: start + 8 * hourMs,
  endsAt: start + 10 * hourMs,
  movesFrom: old.id
})

/** Its hours and a move wait to be sent, so that every list of the store has something in it. */
function createReport(more: Partial<SyncReport> = {}): SyncReport {
  const waiting = new Map([coachId, replacing.id].map(id => [id, 'saved-here'] as const))
  const collections = [{ collection: 'slots' as const, waiting: 2, lastSuccessAt: now }]
  return { ...initialReport, connection: { kind: 'online' }, collections, pending: waiting, clockOffsetMs: 0, ...more }
}

async function openStore(report$: BehaviorSubject<SyncReport>) {
  const local = await openLocalDatabase({
    name: 'unchanged-slices',
    storage: getRxStorageMemory(),
    multiInstance: false,
    now: () => now,
    createConflictHandlers: () => ({})
  })
  const repositories = await openRepositories(local.collections, {
    onStorage: () => undefined,
    findObstacle: () => undefined
  })
  const weekly = [1, 2, 3, 4, 5].map(weekday => ({ weekday, starts: [540, 840], generation: '0000000a' }))
  const availability = { weekly, overrides: [], weeksAhead: 2, skips: [] }
  const profile = buildProfile({ id: coachId, zone: 'Europe/Berlin', availability })
  expect(await repositories.users.save(profile)).toMatchObject({ ok: true })
  await repositories.slots.saveAll([old, replacing])
  await repositories.calls.save(buildCall({ id: hexId(1) }))
  const engine: SyncEngine = {
    report$,
    get report() {
      return report$.value
    },
    unsent$: NEVER,
    readUnsent: () => Promise.resolve(undefined),
    findUnsent: () => undefined,
    syncNow: () => undefined,
    forgetPhones: () => undefined,
    wake: () => undefined,
    stop: () => Promise.resolve()
  }
  const workspace = createWorkspaceStore({
    account: coachAccount,
    repositories,
    engine,
    now: () => now,
    timers: realTimers,
    createId: () => hexId(7),
    storageProblem$: of(undefined),
    recoveryReport: undefined,
    keptFileKeys: { account: coachAccount, dataKeyVault: undefined, randomBytes: length => new Uint8Array(length) },
    capabilities$: of(undefined),
    forgetRecoveryReport: () => undefined,
    noteShown: () => undefined,
    allSlots: undefined
  })
  onTestFinished(async () => {
    workspace.stop()
    repositories.stop()
    await local.close()
  })
  return workspace.store
}

function listChanged(before: WorkspaceStoreState, after: WorkspaceStoreState): readonly string[] {
  return Object.keys(after).filter(name => Reflect.get(before, name) !== Reflect.get(after, name))
}

test('a report of the replication that says the same leaves everything in the store the same object', async () => {
  const report$ = new BehaviorSubject(createReport())
  const store = await openStore(report$)
  const before = store.getState()
  expect(before.slots).toEqual([replacing])
  expect(before.planned.length).toBeGreaterThan(0)
  expect([before.calls.length, before.syncByRecord.size]).toEqual([1, 2])

  report$.next(createReport())
  expect(listChanged(before, store.getState())).toEqual([])

  const later = [{ collection: 'slots' as const, waiting: 2, lastSuccessAt: now + 1 }]
  report$.next(createReport({ collections: later }))
  expect(listChanged(before, store.getState())).toEqual(['collections'])

  report$.next(createReport({ collections: later, pending: new Map([[coachId, 'saved-here']]) }))
  expect(listChanged(before, store.getState())).toEqual(expect.arrayContaining(['syncByRecord', 'collections']))
})

test('the slots without those that are moved away are another list only where another one is hidden', () => {
  const slots = [old, replacing]
  const moving = createMovingSlots(id => slots.find(slot => slot.id === id))
  const shown = moving.update(slots, () => true)
  expect(shown).toEqual([replacing])
  expect(moving.update(slots, () => true)).toBe(shown)
  expect(moving.update([...slots], () => true)).not.toBe(shown)
})
