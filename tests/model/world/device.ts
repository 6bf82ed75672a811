import type { Meeting, Merged, Versioned } from '#domain/merge/meeting.ts'
import type { Notice } from '#domain/model/notice.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { toWire, type WireDocument } from '#domain/model/wire.ts'
import { isClaim } from '#domain/rules/judge-claim.ts'
import type { Reason } from '#domain/rules/reasons.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { isSameState, orderMoves, type PushRow, readOutcome } from '../../../renderer/data/replication/plan-push.ts'
import { createTombstone } from '../../../renderer/data/replication/tombstone.ts'
import { actorOf, type DeviceName } from './people.ts'
import { readHeld } from './server.ts'
import {
  type ById,
  type CollectionName,
  collections,
  type Copy,
  type DeviceState,
  type LocalDocument,
  type SentPush,
  type SentRow,
  type ServerState
} from './state.ts'

type Any = Slot | Copy
export type Merge = (collection: CollectionName, meeting: Meeting<Any>, device: DeviceState) => Merged<Any>

export function createDevice(): DeviceState {
  return { held: { slots: {}, calls: {} }, notices: {}, sent: undefined, acts: 0 }
}

export function isDirty<T>({ assumed, local }: LocalDocument<T>): boolean {
  return !isSameState(local, assumed)
}

export function listDirty(device: DeviceState, collection: CollectionName): readonly LocalDocument<Any>[] {
  return Object.values<LocalDocument<Any>>(device.held[collection]).filter(isDirty)
}

/** What is sent next: calls wait until no slot does. */
export function findTurn(device: DeviceState): CollectionName | undefined {
  return collections.find(collection => listDirty(device, collection).length > 0)
}

export function writeLocal(device: DeviceState, collection: CollectionName, local: Versioned<Any>): DeviceState {
  const { id } = local.value
  const existing = (device.held[collection] as ById<LocalDocument<Any>>)[id]
  return hold(device, collection, { assumed: existing?.assumed, local })
}

/** Everything that the server has and that does not meet something unsent; the rest waits for the push. */
export function pull(device: DeviceState, name: DeviceName, server: ServerState): DeviceState {
  const copies = server.copies[actorOf[name].userId]
  const ids: readonly (readonly [CollectionName, string])[] = [
    ...Object.keys(server.slots).map(id => ['slots', id] as const),
    ...Object.keys(copies).map(id => ['calls', id] as const)
  ]
  return ids.reduce((state, [collection, id]) => {
    const held = (state.held[collection] as ById<LocalDocument<Any>>)[id]
    const found = readHeld(server, actorOf[name].userId, collection, id).state
    const master = found ?? { deleted: true, value: createTombstone(collection, id) as Any }
    if (held === undefined && master.deleted) return state
    if (held !== undefined && isSameState(held.assumed, master)) return state
    // RxDB leaves alone what is unsent, unless the server says the same by now.
    if (held !== undefined && isDirty(held) && !isSameState(held.local, master)) return state
    return hold(state, collection, { assumed: master, local: master })
  }, device)
}

/** The rows of a push as the device's own code orders them. */
export function listRows(device: DeviceState, collection: CollectionName): readonly PushRow<Any>[] {
  return orderMoves(
    listDirty(device, collection).map(({ assumed, local }) => ({
      id: local.value.id,
      assumed,
      local,
      isClaim: collection === 'slots' && !local.deleted && isClaim(local.value as Slot)
    }))
  )
}

export function toWireDocument({ id, local }: PushRow<Any>, rev: string | undefined): WireDocument {
  const base = rev === undefined ? {} : { _rev: rev }
  return local.deleted ? { _id: id, ...base, _deleted: true } : { ...toWire(local.value), ...base }
}

/** What reading back does: rows that the server took, and meetings with what it holds instead. */
export interface ReadBack {
  readonly notices: readonly Notice[]
  readonly device: DeviceState
}

export function readBack(
  device: DeviceState,
  sent: SentPush,
  world: { readonly name: DeviceName; readonly server: ServerState; readonly now: Instant; readonly merge: Merge }
): ReadBack {
  const { collection } = sent
  const notices: Notice[] = []
  let state: DeviceState = { ...device, sent: undefined }
  for (const entry of sent.rows) {
    const { row } = entry
    const current = (state.held[collection] as ById<LocalDocument<Any>>)[row.id]
    const found = findOutcome(entry, collection, world)
    if (found.kind === 'again' || current === undefined) continue
    if (found.kind === 'accepted') {
      state = hold(state, collection, { assumed: row.local, local: current.local })
      continue
    }
    // Written again meanwhile: RxDB leaves it, and the next push meets the server anew.
    if (!isSame(current.local, row.local)) continue
    const meeting = {
      assumed: found.wasStored ? row.local : row.assumed,
      server: found.server,
      local: row.local,
      reason: found.reason,
      now: world.now
    }
    const merged = world.merge(collection, meeting, state)
    notices.push(...merged.notices)
    state = hold(state, collection, { assumed: found.server, local: merged.resolved })
  }
  return { notices, device: state }
}

export function storeNotices(device: DeviceState, notices: readonly Notice[]): DeviceState {
  const fresh = notices.filter(({ id }) => device.notices[id] === undefined)
  if (fresh.length === 0) return device
  return { ...device, notices: { ...device.notices, ...Object.fromEntries(fresh.map(notice => [notice.id, notice])) } }
}

type Found =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'again' }
  | {
      readonly kind: 'conflict'
      readonly server: Versioned<Any>
      readonly reason?: Reason | undefined
      readonly wasStored: boolean
    }

function findOutcome(
  { row, before, plan, answer }: SentRow,
  collection: CollectionName,
  { name, server }: { readonly name: DeviceName; readonly server: ServerState }
): Found {
  const toMaster = (state: Versioned<Any> | undefined): Versioned<Any> =>
    state ?? { deleted: true, value: createTombstone(collection, row.id) as Any }
  if (plan === 'accepted') return { kind: 'accepted' }
  if (plan === 'conflict' || answer === undefined)
    return { kind: 'conflict', server: toMaster(before.state), wasStored: false }
  const stored = readHeld(server, actorOf[name].userId, collection, row.id)
  const outcome = readOutcome(row, answer, stored)
  if (outcome.kind === 'failed') throw new Error(outcome.detail)
  return outcome.kind === 'conflict' ? { ...outcome, server: toMaster(stored.state) } : outcome
}

/** A document that is gone everywhere is as good as one that never was. */
function hold(device: DeviceState, collection: CollectionName, document: LocalDocument<Any>): DeviceState {
  const { id } = document.local.value
  const isGone = document.local.deleted && (document.assumed?.deleted ?? true)
  const { [id]: _, ...others } = device.held[collection] as ById<LocalDocument<Any>>
  return { ...device, held: { ...device.held, [collection]: isGone ? others : { ...others, [id]: document } } }
}
