import { storeNotices } from '../data/repositories/store-notices.ts'
import { BehaviorSubject, combineLatest, map, merge, Subject } from 'rxjs'
import type { StoreApi } from 'zustand'
import { adjustedCapability } from '#domain/versions/product-version.ts'
import type { UserId } from '#domain/model/primitives.ts'
import { isReplacementOf, type Slot } from '#domain/model/slot.ts'
import type { ApplicationParts, OpeningParts, Timers } from '../contract/application.ts'
import type { DeviceAccount, WorkspaceStoreState } from '../contract/screens.ts'
import type { Credentials } from '../data/account/credentials.ts'
import { readHomeUrl } from '../data/account/remembered-accounts.ts'
import type { ServerAccess } from '../data/account/server-access.ts'
import { toHex } from '../data/bytes.ts'
import { createDatabaseName, type LocalCollections } from '../data/database/open-database.ts'
import { classifyStorageError, type StorageFault } from '../data/database/storage-fault.ts'
import { hidePhones } from '../data/phones/hidden-phones.ts'
import { watchPhones } from '../data/phones/watch-phones.ts'
import { type LocalData, openLocalData } from '../data/recovery/open-local-data.ts'
import { type RecoveryKeeper, startRecoveryKeeper } from '../data/recovery/recovery-keeper.ts'
import { createReportMemory, toReport } from '../data/recovery/report-memory.ts'
import { type Backoff, createBackoff } from '../data/replication/backoff.ts'
import { createConnection } from '../data/replication/connection.ts'
import { createLateConflictHandlers } from '../data/replication/late-conflict-handlers.ts'
import { createLateEngine } from '../data/replication/late-engine.ts'
import { createRefusals } from '../data/replication/refusals.ts'
import { openSyncChannel, silentChannel } from '../data/replication/sync-channel.ts'
import type { SyncEngine } from '../data/replication/sync-engine.ts'
import type { FirstIds } from '../data/repositories/live-list.ts'
import type { Repositories } from '../data/repositories/workspace-repositories.ts'
import type { OnStorage } from '../data/repositories/write-outcome.ts'
import { createWorkspaceStore } from '../store/create-workspace-store.ts'

const bookingIdBytes = 16
const randomRange = 2 ** 32

export interface OpenedWorkspace {
  readonly store: StoreApi<WorkspaceStoreState>
  /** The network is back, or the person signed in again. */
  wake(): void
  /** Resolves when what has not reached the server is kept outside the local database, too, where there is such a place. */
  flush(): Promise<void>
  /** Ends replication, then closes the database: only then may another one be opened (F8). */
  close(): Promise<void>
}

/**
 * Opens everything of one account: local database, replication, store. Needs no network. Rejects where the stored data cannot
 * be opened.
 * @param maySetAside see openLocalData
 */
export async function openWorkspace(
  account: DeviceAccount,
  access: ServerAccess,
  credentials: Credentials,
  parts: OpeningParts,
  maySetAside: boolean
): Promise<OpenedWorkspace> {
  const { now, randomBytes, timers } = parts
  const name = await createDatabaseName(account.key)
  const refusalsByCollection = { users: createRefusals(), slots: createRefusals(), calls: createRefusals() }
  const storageFault$ = new BehaviorSubject<StorageFault | undefined>(undefined)
  const onStorage: OnStorage = fault => storageFault$.next(fault)
  const isDiskLow$ = new BehaviorSubject(false)
  const followingDisk = parts.isDiskLow$?.subscribe(isDiskLow$)
  const reports = createReportMemory(parts.keyValueStore, account.key)

  const { longestUnshownMs } = parts
  // A coach's pages show the own slots alone, but for the page of another coach.
  const firstSlots = longestUnshownMs === undefined || account.role !== 'coach' ? undefined : listIdsOf(account.userId)

  const home = { ...account, serverUrl: readHomeUrl(account) }
  const serverNow = (): number => now() + (access.clockOffset.value ?? 0)
  const { local, repositories: stored } = await openLocalData({
    name,
    account: home,
    parts,
    reports,
    maySetAside,
    firstSlots,
    guard: { onStorage, findObstacle: () => (isDiskLow$.value ? 'disk-low' : undefined) },
    createConflictHandlers: collections =>
      createLateConflictHandlers(async () => {
        const { createConflictHandlers } = await loadReplication()
        return createConflictHandlers({
          refusalsByCollection,
          now: serverNow,
          storeNotices: notices => storeNotices(collections().notices, notices),
          isReplaced: slot => isReplaced(collections(), slot)
        })
      })
  }).catch((error: unknown) => {
    followingDisk?.unsubscribe()
    throw error
  })
  const hidden = hidePhones(stored.calls, serverNow)
  const repositories: Repositories = { ...stored, calls: hidden.calls }
  const random = (): number => (new Uint32Array(randomBytes(4).buffer)[0] ?? 0) / randomRange
  const backoff = createBackoff(timers, random)
  const connection = createConnection(backoff, now)
  const stopping = new AbortController()
  const transport = access.features.withVersion(access.transport)
  const shown = createShown(timers, longestUnshownMs, stopping.signal)
  const allSlots = firstSlots && readAllSlots(stored.slots, { shown, backoff, onStorage, signal: stopping.signal })
  const engine = createLateEngine({
    async load() {
      const { createAuthorizedClient, createCouchClient, startSyncEngine } = await loadReplication()
      return () =>
        startSyncEngine({
          local,
          userId: account.userId,
          role: account.role,
          serverUrl: home.serverUrl,
          client: createCouchClient(createAuthorizedClient(transport, credentials), stopping.signal),
          connection,
          backoff,
          clockOffset: access.clockOffset,
          saysAdjusted: () => access.features.has(adjustedCapability),
          refusalsByCollection,
          channel: parts.multiInstance ? openSyncChannel(name) : silentChannel,
          now,
          onStorage,
          startAfter: allSlots ?? shown.promise
        })
    },
    after: shown.promise,
    backoff,
    now
  })
  const keeper = await startKeeper(account, parts, engine, { local, repositories })
  const workspace = createWorkspaceStore({
    account,
    repositories,
    engine,
    now,
    timers,
    createId: () => toHex(randomBytes(bookingIdBytes)),
    // Whoever could free some space must hear of it even where a write has failed already.
    storageProblem$: combineLatest([isDiskLow$, storageFault$]).pipe(
      map(([isDiskLow, fault]) => (isDiskLow ? 'disk-low' : fault))
    ),
    keptFileKeys: { account, dataKeyVault: parts.dataKeyVault, randomBytes },
    capabilities$: access.features.list$,
    recoveryReport: toReport(reports.read()),
    forgetRecoveryReport: () => reports.forget(),
    noteShown: shown.note,
    allSlots
  })
  const woken$ = new Subject<void>()
  const stopWatchingPhones = watchPhones({
    calls: stored.calls,
    changed$: merge(access.clockOffset.value$, woken$),
    now: serverNow,
    timers,
    onEnded() {
      hidden.refresh()
      engine.forgetPhones()
    }
  })
  const stopWaking = parts.onWake(() => {
    woken$.next()
    engine.wake()
  })
  const stopWatchingLeave = parts.onLeave?.(() => void workspace.flushDrafts())

  return {
    store: workspace.store,
    wake: () => engine.wake(),
    async flush() {
      await workspace.flushDrafts()
      await keeper?.flush()
    },
    async close() {
      // What is being typed while the account closes belongs to it, and is stored before its database is gone.
      await workspace.flushDrafts()
      stopWaking()
      stopWatchingPhones()
      stopWatchingLeave?.()
      followingDisk?.unsubscribe()
      workspace.stop()
      await keeper?.stop()
      await engine.stop()
      stopping.abort()
      repositories.stop()
      await allSlots
      await local.close()
    }
  }
}

/** A chunk of its own: no page needs it to show what is stored here. */
const loadReplication = () => import('../data/replication/late-parts.ts')

/** The ids of a coach's slots. */
function listIdsOf(coachId: UserId): FirstIds {
  // The character that follows the one which ends the coach's part of an id.
  return { $gte: `${coachId}:`, $lt: `${coachId};` }
}

interface Shown {
  /** Resolves when a page is shown, or does not come, or the account is closed; undefined: nobody says it. */
  readonly promise: Promise<void> | undefined
  readonly note: () => void
}

function createShown(timers: Timers, longestMs: number | undefined, signal: AbortSignal): Shown {
  if (longestMs === undefined) return { promise: undefined, note: () => undefined }
  const { promise, resolve } = Promise.withResolvers<void>()
  void timers.wait(longestMs, signal).then(resolve, () => resolve())
  return { promise, note: resolve }
}

/** Resolves when they are read, or the account is closed. A storage that fails says so, and is asked again. */
async function readAllSlots(
  slots: Repositories['slots'],
  parts: {
    readonly shown: Shown
    readonly backoff: Backoff
    readonly onStorage: OnStorage
    readonly signal: AbortSignal
  }
): Promise<void> {
  const { shown, backoff, onStorage, signal } = parts
  await shown.promise
  for (let failed = 0; !signal.aborted; failed += 1) {
    try {
      await slots.readRest()
      if (failed > 0) onStorage(undefined)
      return
    } catch (error) {
      if (signal.aborted) return
      onStorage(classifyStorageError(error))
      await backoff.wait(failed, signal)
    }
  }
}

async function startKeeper(
  account: DeviceAccount,
  { recoveryVault: vault, timers, now }: ApplicationParts,
  engine: SyncEngine,
  { local, repositories }: LocalData
): Promise<RecoveryKeeper | undefined> {
  if (vault === undefined) return undefined
  const databaseToken = await local.database.storageToken
  return startRecoveryKeeper({ vault, accountKey: account.key, databaseToken, engine, repositories, timers, now })
}

async function isReplaced({ slots }: LocalCollections, slot: Slot): Promise<boolean> {
  const replacements = await slots.find({ selector: { movesFrom: slot.id } }).exec()
  // RxDB's document objects know the fields of its own schema alone.
  return replacements.some(replacement => isReplacementOf(replacement.toJSON(), slot))
}
