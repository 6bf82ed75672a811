import { addRxPlugin } from 'rxdb'
import { RxDBLeaderElectionPlugin } from 'rxdb/plugins/leader-election'
import { BehaviorSubject, type Observable, Subject, type Subscription } from 'rxjs'
import type { Instant, UserId } from '#domain/model/primitives.ts'
import type { Role } from '#domain/model/role.ts'
import type { LocalDocuments } from '../database/collections.ts'
import type { LocalDatabase } from '../database/open-database.ts'
import type { OnStorage } from '../repositories/write-outcome.ts'
import { classifyStorageError } from '../database/storage-fault.ts'
import type { ClockOffset } from '../http/clock-offset.ts'
import { type Failure, FailureError } from '../http/failure.ts'
import type { Backoff } from './backoff.ts'
import { type CollectionReplication, startCollectionSync } from './collection-sync.ts'
import type { Connection } from './connection.ts'
import type { CouchClient } from './couch-client.ts'
import { type LiveFeed, startLiveFeed } from './live-feed.ts'
import type { Refusals } from './refusals.ts'
import type { Finding } from './past/finding.ts'
import { erasePhones } from '../phones/erase-phones.ts'
import { tidyCopy } from '../phones/tidy-copy.ts'
import { fromRemoteName, type ReplicatedName, toRemoteName } from './replicated.ts'
import type { SyncChannel } from './sync-channel.ts'
import type { UnsentDocument } from './unsent.ts'
import { initialReport, type SyncReport } from './sync-report.ts'

addRxPlugin(RxDBLeaderElectionPlugin)

export interface SyncEngineParts {
  readonly local: LocalDatabase
  readonly userId: UserId
  /** Whoever has none reads no database of the server (AC3): the live feed alone says whether it is there. */
  readonly role: Role
  readonly serverUrl: string
  readonly client: CouchClient
  readonly connection: Connection
  readonly backoff: Backoff
  readonly clockOffset: ClockOffset
  /** Whether the server's rows say where something else is stored than was pushed (VE11). */
  readonly saysAdjusted: () => boolean
  readonly refusalsByCollection: Readonly<Record<ReplicatedName, Refusals>>
  readonly channel: SyncChannel
  /** This device's clock, epoch ms. */
  readonly now: () => Instant
  readonly onStorage: OnStorage
  /** Nothing is replicated before. Never rejects. Left out: at once. */
  readonly startAfter?: Promise<void> | undefined
}

/** Replicates one account's database. Of several windows one does it (F7); the others see its report and its documents. */
export interface SyncEngine {
  readonly report$: Observable<SyncReport>
  readonly report: SyncReport
  /** Emits when what `readUnsent` answers may have changed. */
  readonly unsent$: Observable<void>
  /** What the server has not confirmed, by collection; undefined until it is known, and in windows that do not replicate. */
  readUnsent(): Promise<UnsentDocuments | undefined>
  /** Tells of an id whether the server has not confirmed it, as of now. Undefined like `readUnsent`, and reads nothing from the disk. */
  findUnsent(): ((id: string) => boolean) | undefined
  /** Pulls and pushes at once, whatever the last attempt came to. */
  syncNow(): void
  /** The time of some numbers is over: they are erased here, between two runs of the replication of sessions. */
  forgetPhones(): void
  /** The network is back, the computer woke up, or the person signed in again. */
  wake(): void
  stop(): Promise<void>
}

export type UnsentDocuments = { readonly [N in ReplicatedName]: readonly UnsentDocument<LocalDocuments[N]>[] }

const nothingUnsent: UnsentDocuments = { users: [], slots: [], calls: [] }

export function startSyncEngine(parts: SyncEngineParts): SyncEngine {
  const { local, userId, connection, clockOffset, channel } = parts
  const report$ = new BehaviorSubject<SyncReport>(initialReport)
  const unsent$ = new Subject<void>()
  const subscriptions: Subscription[] = []
  let replications: readonly CollectionReplication[] = []
  let feed: LiveFeed | undefined
  let isStopped = false
  let settling: Promise<void> | undefined
  let failedSettlings = 0
  const stopping = new AbortController()
  let isReportDue = false

  function lead(): void {
    if (isStopped) return
    if (parts.role !== 'none') startAll()
    feed = startLiveFeed({
      ...parts,
      onConnected: resyncAll,
      onChanged(database) {
        const name = fromRemoteName(database, userId)
        replications.find(replication => replication.name === name)?.resync()
      }
    })
    for (const { unsent, status$, underWay } of replications) {
      subscriptions.push(
        unsent.ids$.subscribe(reportSoon),
        unsent.changed$.subscribe(() => unsent$.next()),
        status$.subscribe(reportSoon),
        underWay.ids$.subscribe(reportSoon)
      )
    }
    subscriptions.push(connection.state$.subscribe(reportSoon), clockOffset.value$.subscribe(reportSoon))
  }

  function startAll(): void {
    const users = startOne('users', [])
    const slots = startOne('slots', [users])
    const calls = startOne('calls', [users, slots])
    replications = [users, slots, calls]
  }

  function startOne(name: ReplicatedName, earlier: readonly CollectionReplication[]): CollectionReplication {
    const shared = {
      ...parts,
      remote: toRemoteName(name, userId),
      refusals: parts.refusalsByCollection[name],
      onFinding: settleSoon,
      tidy: <D extends LocalDocuments[ReplicatedName]>(document: D): D => tidyCopy(document, serverNow()) as D,
      beforeStart: () => Promise.resolve(),
      earlier: earlier.map(({ unsent }) => unsent)
    }
    const { users, slots, calls } = local.collections
    switch (name) {
      case 'users':
        return startCollectionSync({ ...shared, name, collection: users })
      case 'slots':
        return startCollectionSync({ ...shared, name, collection: slots })
      default:
        return startCollectionSync({
          ...shared,
          name,
          collection: calls,
          beforeStart: identifier => erasePhones(calls, identifier, serverNow())
        })
    }
  }

  /** One at a time: what is found meanwhile is found again by the pulls that follow. */
  function settleSoon(finding: Finding): void {
    settling ??= settle(finding)
      // Only being stopped ends it with a rejection.
      .catch(() => undefined)
      .finally(() => {
        settling = undefined
      })
  }

  /** All collections pause: sessions must not be sent before the slots that they need. */
  async function settle(finding: Finding): Promise<void> {
    await Promise.all(replications.map(replication => replication.pause()))
    try {
      const settlePast = await loadSettling()
      // The pulls that follow find the same again.
      if (settlePast === undefined)
        throw new FailureError({ kind: 'offline', detail: 'a part of the page could not be fetched' })
      await settlePast({ ...parts, now: serverNow, onFailure: noteFailure }, finding)
      failedSettlings = 0
    } catch (error) {
      if (isStopped) return
      if (!(error instanceof FailureError)) parts.onStorage(classifyStorageError(error))
      failedSettlings += 1
      await parts.backoff.wait(failedSettlings, stopping.signal)
    }
    if (!isStopped) for (const replication of replications) replication.resume()
  }

  /** Each start erases them first. In windows that do not replicate there is nothing to do. */
  async function restartCalls(): Promise<void> {
    const calls = replications.find(({ name }) => name === 'calls')
    await calls?.pause()
    if (!isStopped) calls?.resume()
  }

  function noteFailure(name: ReplicatedName, failure: Failure): void {
    replications.find(replication => replication.name === name)?.onFailure(failure)
  }

  function serverNow(): Instant {
    return parts.now() + (clockOffset.value ?? 0)
  }

  function resyncAll(): void {
    for (const replication of replications) replication.resync()
  }

  /** Several sources change at once: one report says it all. */
  function reportSoon(): void {
    if (isReportDue) return
    isReportDue = true
    queueMicrotask(() => {
      isReportDue = false
      if (isStopped) return
      report$.next(createReport(replications, connection, clockOffset))
      channel.send({ kind: 'report', report: report$.value })
    })
  }

  function wake(): void {
    if (feed === undefined) return channel.send({ kind: 'sync-now' })
    connection.wake()
    feed.reconnect()
  }

  function syncNow(): void {
    if (feed === undefined) return channel.send({ kind: 'sync-now' })
    connection.wake()
    resyncAll()
  }

  async function readUnsent(): Promise<UnsentDocuments | undefined> {
    const lists = await Promise.all(replications.map(async ({ name, unsent }) => [name, await unsent.read()] as const))
    const isKnown = feed !== undefined && lists.every(([, list]) => list !== undefined)
    return isKnown ? { ...nothingUnsent, ...Object.fromEntries(lists) } : undefined
  }

  function findUnsent(): ((id: string) => boolean) | undefined {
    const all = replications.map(({ unsent }) => unsent.knownIds)
    if (feed === undefined || all.includes(undefined)) return undefined
    return id => all.some(ids => ids?.has(id) === true)
  }

  channel.onMessage(message => {
    const isLeader = feed !== undefined
    if (message.kind === 'report' && !isLeader) report$.next(message.report)
    if (message.kind === 'ask' && isLeader) channel.send({ kind: 'report', report: report$.value })
    if (message.kind === 'sync-now' && isLeader) syncNow()
  })
  channel.send({ kind: 'ask' })
  void Promise.all([local.database.waitForLeadership(), parts.startAfter]).then(lead, () => undefined)

  return {
    report$: report$.asObservable(),
    get report() {
      return report$.value
    },
    unsent$: unsent$.asObservable(),
    readUnsent,
    findUnsent,
    syncNow,
    forgetPhones() {
      settling ??= restartCalls().finally(() => {
        settling = undefined
      })
    },
    wake,
    async stop() {
      isStopped = true
      stopping.abort()
      feed?.stop()
      for (const subscription of subscriptions) subscription.unsubscribe()
      const stops = replications.map(replication => replication.stop())
      connection.stop()
      await Promise.all([...stops, settling])
      channel.close()
    }
  }
}

/** A chunk of its own: next to no device ever meets a server of another past. */
const loadSettling = () =>
  import('./past/settle-past.ts').then(
    ({ settlePast }) => settlePast,
    () => undefined
  )

function createReport(
  replications: readonly CollectionReplication[],
  connection: Connection,
  clockOffset: ClockOffset
): SyncReport {
  const isOnline = connection.state.kind === 'online'
  const pending = replications.flatMap(({ unsent, underWay }) =>
    [...unsent.ids].map(id => [id, isOnline && underWay.ids.has(id) ? 'sent' : 'saved-here'] as const)
  )
  return {
    connection: connection.state,
    collections: replications.map(({ name, unsent, status$ }) => ({
      collection: name,
      // Online, everything is done only when the server has heard of that too.
      waiting: isOnline ? unsent.ids.size : unsent.missedCount,
      ...status$.value
    })),
    pending: new Map(pending),
    clockOffsetMs: clockOffset.value
  }
}
