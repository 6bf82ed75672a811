import { storeNotices } from '#renderer/data/repositories/store-notices.ts'
import type { RxCollection } from 'rxdb'
import type { Instant } from '#domain/model/primitives.ts'
import { parseJson } from '#domain/parse-json.ts'
import type { SetBack } from '#domain/wire/sequence.ts'
import type { Interval } from '#domain/time/interval.ts'
import type { OpaqueSequence } from '#domain/wire/replication.ts'
import { tidyCopy } from '#renderer/data/phones/tidy-copy.ts'
import { createReader, type LocalDocuments } from '#renderer/data/database/collections.ts'
import type { LocalDatabase } from '#renderer/data/database/open-database.ts'
import type { Failure } from '#renderer/data/http/failure.ts'
import { sinceOf } from '../checkpoint.ts'
import type { Connection } from '../connection.ts'
import type { CouchClient } from '../couch-client.ts'
import { createReplicationIdentifier } from '../meta-instance.ts'
import { type ReplicatedName, toRemoteName } from '../replicated.ts'
import type { Finding } from './finding.ts'
import { type Reconciled, reconcileCollection, type ReconcileMode } from './reconcile-collection.ts'
import { holdsAny } from './local-side.ts'
import { readPullPlace } from './read-checkpoint.ts'
import { openSetBackNotice } from './set-back-notice.ts'

interface PastParts {
  readonly local: LocalDatabase
  readonly userId: string
  readonly serverUrl: string
  readonly client: CouchClient
  readonly connection: Connection
  /** By the server's clock as measured, epoch ms. */
  readonly now: () => Instant
  readonly onFailure: (name: ReplicatedName, failure: Failure) => void
}

/** Slots before sessions, as they are sent: whether open hours are sent again depends on the sessions that are known here. */
const order: readonly ReplicatedName[] = ['users', 'slots', 'calls']

interface Found {
  readonly name: ReplicatedName
  /** This database was never compared as a whole. */
  readonly isOld: boolean
  /** The newest sequence that this device has seen. */
  readonly seen: OpaqueSequence | undefined
  /** The server's word that this is of another past. */
  readonly setBack: SetBack | undefined
}

/**
 * Settles what the server and this device hold differently, while no replication runs (SB1 to SB5): where the server was set back,
 * or this database was never compared as a whole. Cut off at any point, it is found and begun again by the next pull, as each
 * collection's checkpoint changes last.
 */
export async function settlePast(parts: PastParts, finding: Finding): Promise<void> {
  const places: Found[] = []
  for (const name of order) places.push(...(await lookAt(parts, name)))
  const wasSetBack = places.filter(({ setBack }) => setBack !== undefined)
  const notice = wasSetBack.length === 0 ? undefined : await openNotice(parts, wasSetBack)
  for (const { name, isOld, setBack } of places) {
    if (isOld) await reconcile(parts, name, { kind: 'compare' })
    else if (setBack !== undefined && notice !== undefined) {
      const recall = { userId: parts.userId, occasion: notice.occasion, now: parts.now() }
      await notice.add(await reconcile(parts, name, { kind: 'set-back', recall }))
    } else if (name === 'slots' && finding.kind === 'removed-again') await reconcile(parts, name, finding)
  }
}

/** Empty where nothing is here yet: there is nothing to compare. */
async function lookAt(parts: PastParts, name: ReplicatedName): Promise<readonly Found[]> {
  const { local, serverUrl, client, connection, userId } = parts
  const collection: RxCollection = local.collections[name]
  const identifier = createReplicationIdentifier(serverUrl, toRemoteName(name, userId))
  const place = await readPullPlace(collection, name, identifier)
  const { checkpoint } = place
  const since = checkpoint === undefined ? undefined : sinceOf(checkpoint)
  const seen = place.seen ?? since
  const isOld = checkpoint === undefined ? seen === undefined : checkpoint.compared !== true
  if (seen === undefined) return (await holdsAny(collection)) ? [{ name, isOld, seen, setBack: undefined }] : []
  const ask = (asked: OpaqueSequence) =>
    connection.persist(
      () => client.readChanges(toRemoteName(name, userId), asked, 1),
      failure => parts.onFailure(name, failure)
    )
  const setBack = (await ask(seen)).setBack ?? (since === undefined ? undefined : (await ask(since)).setBack)
  return [{ name, isOld, seen, setBack }]
}

function openNotice({ local, now }: PastParts, places: readonly Found[]) {
  const dates = places.flatMap(({ setBack }) => setBack?.dataFrom ?? [])
  return openSetBackNotice(local.collections.notices, {
    pasts: Object.fromEntries(places.map(({ name, seen }) => [name, String(seen)])),
    dataFrom: dates.length === 0 ? undefined : Math.max(...dates),
    now: now()
  })
}

async function reconcile(parts: PastParts, name: ReplicatedName, mode: ReconcileMode): Promise<Reconciled> {
  const { local, serverUrl, userId, client, connection } = parts
  const remote = toRemoteName(name, userId)
  const onFailure = (failure: Failure): void => parts.onFailure(name, failure)
  return reconcileCollection<ReplicatedName>(
    {
      name,
      collection: local.collections[name] as unknown as RxCollection<LocalDocuments[ReplicatedName]>,
      identifier: createReplicationIdentifier(serverUrl, remote),
      userId,
      remote,
      client,
      connection,
      tidy: document => tidyCopy(document, parts.now()),
      onFailure,
      sessions: await listSessionsAhead(parts),
      claims: await listClaims(parts.local),
      storeNotices: notices => storeNotices(local.collections.notices, notices),
      async isSamePast(since) {
        const { setBack } = await connection.persist(() => client.readChanges(remote, since, 1), onFailure)
        return setBack === undefined
      }
    },
    mode
  )
}

async function listSessionsAhead({ local, now }: PastParts): Promise<readonly Interval[]> {
  const stored = await local.collections.calls.find().exec()
  const { read } = createReader('calls')
  const copies = stored.flatMap(document => read(document.toMutableJSON()) ?? [])
  return copies.flatMap(copy =>
    copy.kind === 'call' && copy.status === 'confirmed' && copy.endsAt > now() ? [copy] : []
  )
}

/** Known from what the person did here: neither slot nor session says on whose device it was claimed. */
async function listClaims({ collections }: LocalDatabase): Promise<ReadonlyMap<string, string | undefined>> {
  const done = (await collections.journal.find().exec()).map(document => document.toMutableJSON())
  const claimed = done.flatMap(({ kind, bookingId, after }) =>
    kind === 'slot-claimed' && bookingId !== undefined ? [[bookingId, readMessage(after)] as const] : []
  )
  const ids = claimed.map(([id]) => id)
  const copies = await collections.calls.storageInstance.findDocumentsById(ids, true)
  const known = new Set(copies.map(({ id }) => id))
  return new Map(claimed.filter(([id]) => !known.has(id)))
}

function readMessage(after: string | undefined): string | undefined {
  const state = parseJson(after ?? '') as { readonly message?: unknown } | undefined
  return typeof state?.message === 'string' ? state.message : undefined
}
