import type { Instant } from '#domain/model/primitives.ts'
import type { CollectionSync, RecordSync, SyncState } from '#renderer/contract/screens.ts'
import type { ConnectionState } from './connection.ts'

/** Everything that the screens show of replication, as plain data: windows of one account send it to each other. */
export interface SyncReport {
  readonly connection: ConnectionState
  readonly collections: readonly CollectionSync[]
  /** Documents that the server has not confirmed. */
  readonly pending: ReadonlyMap<string, Extract<RecordSync, 'saved-here' | 'sent'>>
  /** Server's clock minus this device's, ms. */
  readonly clockOffsetMs: number | undefined
}

export const initialReport: SyncReport = {
  connection: { kind: 'starting' },
  collections: [],
  pending: new Map(),
  clockOffsetMs: undefined
}

/** Whether everything that the server has was received since this device was started. */
export function hasFetched({ collections }: SyncReport): boolean {
  return collections.length > 0 && !collections.some(isReceiving)
}

function isReceiving({ progress, lastSuccessAt }: CollectionSync): boolean {
  return progress !== undefined || lastSuccessAt === undefined
}

/** What the header says, the most urgent first. @param now this device's clock, epoch ms */
export function toSyncState({ connection, collections }: SyncReport, now: Instant): SyncState {
  const waiting = collections.reduce((sum, collection) => sum + collection.waiting, 0)
  switch (connection.kind) {
    case 'starting':
      return { kind: 'starting' }
    case 'offline':
      return { kind: 'offline', since: connection.since, waiting }
    case 'needs-sign-in':
    case 'account-disabled':
    case 'needs-update':
      return { kind: connection.kind, waiting }
    default: {
      if (collections.some(({ lastError }) => lastError?.refusal === 'server-failed')) {
        return { kind: 'server-failing', waiting }
      }
      if (waiting > 0 || collections.some(isReceiving)) return { kind: 'syncing', waiting }
      return { kind: 'synced', at: Math.max(...collections.map(({ lastSuccessAt }) => lastSuccessAt ?? 0), 0) || now }
    }
  }
}
