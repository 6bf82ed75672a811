import type { RxCollection } from 'rxdb'
import type { Notice } from '#domain/model/notice.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Recall } from '#domain/set-back/recall.ts'
import type { Current } from '#domain/rules/verdict.ts'
import type { OpaqueSequence } from '#domain/wire/replication.ts'
import type { LocalDocuments } from '#renderer/data/database/collections.ts'
import { readLargestStamp } from '#renderer/data/database/stamps/stamped-storage.ts'
import type { Checkpoint } from '../checkpoint.ts'
import { type MetaInstance, withMetaInstance, writtenUpToField } from '../meta-instance.ts'
import { isSameState } from '../same-state.ts'
import type { ReplicatedName } from '../replicated.ts'
import { compareDocument } from './compare.ts'
import { type LocalSide, readLocalSides, toLocalSide } from './local-side.ts'
import { readServer, type ServerSide, type ServerSource } from './read-server.ts'
import { type Beside, recallDocument } from './recall-document.ts'
import { insertUnknown, noteServers, type Settled, writeSettled } from './store-settled.ts'
import { forgetSent, writePullCheckpoint, writeSeen } from './write-notes.ts'

/** Documents that are settled at once. */
const chunkSize = 200
/** A document that its person keeps changing meanwhile; the next round finds it as it is then. */
const maxTries = 5

/**
 * `compare`: nothing is known to be wrong, but stamps may have hidden changes of this device. `set-back`: the server holds an older
 * state. `removed-again`: own slots that this device removed are live again, brought back by another device.
 */
export type ReconcileMode =
  | { readonly kind: 'compare' }
  | { readonly kind: 'set-back'; readonly recall: Recall }
  | { readonly kind: 'removed-again'; readonly ids: readonly string[] }

interface ReconcileParts<N extends ReplicatedName> extends ServerSource<LocalDocuments[N]> {
  readonly name: N
  readonly collection: RxCollection<LocalDocuments[N]>
  readonly identifier: string
  readonly userId: string
  /** Sessions ahead that this device knows. */
  readonly sessions: Beside['sessions']
  /** Bookings that this device has claimed and holds no copy of. */
  readonly claims: Beside['claims']
  /** Resolves once they are stored, each only once. */
  readonly storeNotices: (notices: readonly Notice[]) => Promise<void>
  /** Whether the server still has the past that a sequence is of. */
  readonly isSamePast: (since: OpaqueSequence) => Promise<boolean>
}

/** What a person is told about the comparison. */
export interface Reconciled {
  readonly sentAgain: number
  readonly needYou: number
}

/**
 * Compares everything that this device holds of a collection with what the server holds, while no replication runs. Each document
 * is settled in this order: notices, the document, RxDB's note of the server's state; the new checkpoint comes last. Cut off at any
 * point, it begins again with what is stored by then, and comes to the same end. What differs from the server's state afterwards is
 * sent by the replication that starts next.
 */
export async function reconcileCollection<N extends ReplicatedName>(
  parts: ReconcileParts<N>,
  mode: ReconcileMode
): Promise<Reconciled> {
  const counts = { sentAgain: 0, needYou: 0 }
  await withMetaInstance(parts.collection, parts.name, parts.identifier, async notes => {
    const isPartial = mode.kind === 'removed-again'
    const all = await readLocalSides<LocalDocuments[N]>(parts.collection, notes)
    const sides = isPartial ? all.filter(({ stored }) => mode.ids.includes(stored.id)) : all
    const ids = sides.map(({ stored }) => stored.id)
    const server = await readServer<LocalDocuments[N]>(parts, ids, isPartial)
    const next: Checkpoint = { phase: 'changes', seq: server.since, compared: true }
    if (!(await parts.isSamePast(server.seen))) throw new Error('the server was set back meanwhile')
    const beside = { sessions: parts.sessions, claims: parts.claims, slots: listLiveSlots(all), ...listServers(server) }
    for (let at = 0; at < sides.length; at += chunkSize) {
      const settled = await settleChunk(parts, mode, server, beside, notes, sides.slice(at, at + chunkSize))
      counts.sentAgain += settled.sentAgain
      counts.needYou += settled.needYou
    }
    if (!isPartial) {
      const known = new Set(ids)
      await insertUnknown(
        parts,
        notes,
        server.find,
        server.liveIds.filter(id => !known.has(id))
      )
    }
    await forgetSent(notes)
    if (isPartial) return
    await writePullCheckpoint(notes, { ...next, [writtenUpToField]: await readLargestStamp(parts.collection) })
    // The last: until then the old one says that this is not done.
    await writeSeen(notes, server.seen)
  })
  return counts
}

async function settleChunk<N extends ReplicatedName>(
  parts: ReconcileParts<N>,
  mode: ReconcileMode,
  server: ServerSide<LocalDocuments[N]>,
  beside: Beside,
  notes: MetaInstance,
  sides: readonly LocalSide<LocalDocuments[N]>[]
): Promise<Reconciled> {
  type Doc = LocalDocuments[N]
  let [sentAgain, needYou] = [0, 0]
  let open = sides
  for (let tries = 0; open.length > 0; tries += 1) {
    const settled = open.flatMap(side => settle(parts, mode, server.find(side.stored.id), beside, side) ?? [])
    await parts.storeNotices(settled.flatMap(({ notices }) => notices))
    const changed = new Map((await writeSettled(parts, settled)).map(stored => [stored.id, stored]))
    const done = settled.filter(({ side }) => !changed.has(side.stored.id))
    await noteServers(parts, notes, done)
    sentAgain += done.filter(each => isSentAgain(each)).length
    needYou += done.filter(({ notices }) => notices.length > 0).length
    if (tries === maxTries && changed.size > 0) throw new Error('a document kept changing')
    // Its person changed it meanwhile.
    open = open.flatMap(side => {
      const stored = changed.get(side.stored.id)
      return stored === undefined ? [] : [toLocalSide<Doc>(stored, side.noted)]
    })
  }
  return { sentAgain, needYou }
}

/** Undefined where document and note stay as they are. */
function settle<N extends ReplicatedName>(
  { name, userId }: ReconcileParts<N>,
  mode: ReconcileMode,
  server: Current<LocalDocuments[N]>,
  beside: Beside,
  side: LocalSide<LocalDocuments[N]>
): Settled<LocalDocuments[N]> | undefined {
  const { local, isPulled, noted } = side
  const held = server.kind === 'live' ? { deleted: false, value: server.value } : undefined
  if (isSameState(local, held)) return { side, next: local, server, notices: [] }
  switch (mode.kind) {
    case 'compare': {
      const taken = held ?? { deleted: true, value: local.value }
      return compareDocument(name, userId, side, server) === 'leave'
        ? undefined
        : { side, next: taken, server, notices: [] }
    }
    case 'set-back': {
      const isUnsent = !isPulled && !(noted !== undefined && isSameState(local, noted))
      const recalled = recallDocument(name, { local, isUnsent, server }, mode.recall, beside)
      return recalled && { side, next: recalled.local, server, notices: recalled.notices }
    }
    case 'removed-again':
      // It stays removed here; noted as live at the server, it is sent again.
      return local.deleted ? { side, next: local, server, notices: [] } : undefined
  }
}

function isSentAgain<T>({ side, next, server }: Settled<T>): boolean {
  const held = server.kind === 'live' ? { deleted: false, value: server.value } : undefined
  const wasSent = side.noted !== undefined && isSameState(side.noted, side.local)
  return wasSent && !isSameState(next, held)
}

function listServers<T>(server: ServerSide<T>): Pick<Beside, 'serverSlots' | 'findServers'> {
  const findServers: Beside['findServers'] = id => server.find(id) as Current<Slot>
  const serverSlots = server.liveIds.flatMap(id => {
    const current = findServers(id)
    return current.kind === 'live' ? [current.value] : []
  })
  return { serverSlots, findServers }
}

function listLiveSlots(sides: readonly LocalSide<object>[]): readonly Slot[] {
  return sides.flatMap(({ local }) => (local.deleted ? [] : [local.value as Slot]))
}
