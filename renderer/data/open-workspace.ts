import { BehaviorSubject } from 'rxjs'
import type { StoreApi } from 'zustand'
import type { DeviceAccount, WorkspaceStoreState } from '../store/contract.ts'
import { createWorkspaceStore } from '../store/create-workspace-store.ts'
import { toHex } from './account/password-check.ts'
import type { ServerAccess } from './account/server-access.ts'
import type { ApplicationParts } from './application-contract.ts'
import { createDatabaseName, type LocalCollections, openLocalDatabase } from './database/open-database.ts'
import type { StorageFault } from './database/storage-fault.ts'
import { createAuthorizedClient } from './http/authorized-client.ts'
import type { Credentials } from './account/credentials.ts'
import { createBackoff } from './replication/backoff.ts'
import { createConflictHandlers } from './replication/conflict-handlers.ts'
import { createConnection } from './replication/connection.ts'
import { createCouchClient } from './replication/couch-client.ts'
import { createRefusals } from './replication/refusals.ts'
import { openSyncChannel, silentChannel } from './replication/sync-channel.ts'
import { startSyncEngine } from './replication/sync-engine.ts'
import { openRepositories } from './repositories/workspace-repositories.ts'

const bookingIdBytes = 16
const randomRange = 2 ** 32

export interface OpenedWorkspace {
  readonly store: StoreApi<WorkspaceStoreState>
  /** The network is back, or the person signed in again. */
  wake(): void
  /** Ends replication, then closes the database: only then may another one be opened (F8). */
  close(): Promise<void>
}

/**
 * Opens everything of one account: local database, replication, store. Needs no network. Rejects where the stored data cannot
 * be opened.
 */
export async function openWorkspace(
  account: DeviceAccount,
  access: ServerAccess,
  credentials: Credentials,
  parts: ApplicationParts
): Promise<OpenedWorkspace> {
  const { now, randomBytes, timers } = parts
  const name = await createDatabaseName(account.key)
  const refusalsByCollection = { users: createRefusals(), slots: createRefusals(), calls: createRefusals() }
  const storageFault$ = new BehaviorSubject<StorageFault | undefined>(undefined)

  const local = await openLocalDatabase({
    name,
    storage: parts.storage,
    multiInstance: parts.multiInstance,
    createConflictHandlers: collections =>
      createConflictHandlers({
        refusalsByCollection,
        now: () => now() + (access.clockOffset.value ?? 0),
        async storeNotices(notices) {
          for (const notice of notices) await collections().notices.insertIfNotExists(notice)
        },
        isReplaced: slotId => isReplaced(collections(), slotId)
      })
  })
  const repositories = await openRepositories(local.collections, fault => storageFault$.next(fault)).catch(
    async (error: unknown) => {
      await local.close()
      throw error
    }
  )

  const random = (): number => (new Uint32Array(randomBytes(4).buffer)[0] ?? 0) / randomRange
  const backoff = createBackoff(timers, random)
  const connection = createConnection(backoff, now)
  const stopping = new AbortController()
  const client = createCouchClient(createAuthorizedClient(access.transport, credentials), stopping.signal)
  const engine = startSyncEngine({
    local,
    userId: account.userId,
    serverUrl: account.serverUrl,
    client,
    connection,
    backoff,
    clockOffset: access.clockOffset,
    refusalsByCollection,
    channel: parts.multiInstance ? openSyncChannel(name) : silentChannel,
    now,
    onStorage: fault => storageFault$.next(fault)
  })
  const workspace = createWorkspaceStore({
    account,
    repositories,
    engine,
    now,
    createId: () => toHex(randomBytes(bookingIdBytes)),
    storageFault$
  })
  const stopWaking = parts.onWake(() => engine.wake())

  return {
    store: workspace.store,
    wake: () => engine.wake(),
    async close() {
      stopWaking()
      workspace.stop()
      await engine.stop()
      stopping.abort()
      repositories.stop()
      await local.close()
    }
  }
}

async function isReplaced({ slots }: LocalCollections, slotId: string): Promise<boolean> {
  const replacement = await slots.findOne({ selector: { movesFrom: slotId } }).exec()
  return replacement !== null
}
