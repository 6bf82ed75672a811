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
  return { held: { slots: {}, calls: {} }, notices: {}, sent: undefined, missed: {}, acts: 0 }
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
  const document = { assumed: findLocal(device, collection, id)?.assumed, local }
  // A removal of what is under way is remembered: its creation may just be accepted.
  return isUnderWay(device, collection, id) ? put(device, collection, document) : hold(device, collection, document)
}

/** Everything that the server has and that does not meet something unsent; the rest waits for the push. */
export function pull(device: DeviceState, name: DeviceName, server: ServerState): DeviceState {
  return listNews(device, name, server).reduce<DeviceState>(
    (state, { collection, master }) => hold(state, collection, { assumed: master, local: master }),
    device
  )
}

/**
 * The device that died after it wrote what it pulled, and before it noted that this is the server's. New and removed
 * documents are noted all the same: see docs/model.md, "what it does not show".
 */
export function pullHalf(device: DeviceState, name: DeviceName, server: ServerState): DeviceState {
  return listNews(device, name, server).reduce<DeviceState>(
    (state, { collection, master, assumed }) =>
      hold(state, collection, { assumed: master.deleted ? master : (assumed ?? master), local: master }),
    device
  )
}

interface News {
  readonly collection: CollectionName
  readonly assumed: Versioned<Any> | undefined
  readonly master: Versioned<Any>
}

export function listNews(device: DeviceState, name: DeviceName, server: ServerState): readonly News[] {
  const { userId } = actorOf[name]
  const copies = server.copies[userId]
  const ids: readonly (readonly [CollectionName, string, number])[] = [
    ...Object.entries(server.slots).map(([id, { rev }]) => ['slots', id, rev] as const),
    ...Object.entries(copies).map(([id, { rev }]) => ['calls', id, rev] as const)
  ]
  return ids.flatMap(([collection, id, rev]) => {
    // What is under way is waited for: the device's own pull handler does that.
    if (device.missed[id] === rev || isUnderWay(device, collection, id)) return []
    const held = findLocal(device, collection, id)
    const found = readHeld(server, userId, collection, id).state
    const master = found ?? { deleted: true, value: createTombstone(collection, id) as Any }
    const { assumed, local } = held ?? {}
    if (isSameState(assumed, master)) return []
    // RxDB leaves alone what is unsent, unless the server says the same by now.
    if (held !== undefined && isDirty(held) && !isSameState(local, master)) return []
    return [{ collection, assumed, master }]
  })
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

/** What reading back does, in three writes: rows that the server took, notices, and what it holds instead of the others. */
export interface ReadBack {
  readonly notices: readonly Notice[]
  /** The device before the states that lost are overwritten. */
  readonly accepted: DeviceState
  /** Overwritten, and not noted yet that this is what the server holds. */
  readonly overwritten: DeviceState
  readonly device: DeviceState
}

export function readBack(
  device: DeviceState,
  sent: SentPush,
  world: { readonly name: DeviceName; readonly server: ServerState; readonly now: Instant; readonly merge: Merge }
): ReadBack {
  const { collection } = sent
  const notices: Notice[] = []
  const changes: { readonly id: string; readonly resolved: Versioned<Any>; readonly server: Versioned<Any> }[] = []
  let accepted: DeviceState = { ...device, sent: undefined }
  for (const entry of sent.rows) {
    const { row } = entry
    const current = findLocal(device, collection, row.id)
    const found = findOutcome(entry, collection, world)
    if (found.kind === 'again' || current === undefined) continue
    if (found.kind === 'accepted') {
      accepted = hold(accepted, collection, { assumed: row.local, local: current.local })
      continue
    }
    const merged = world.merge(collection, toMeeting(row, found, world.now), device)
    notices.push(...merged.notices)
    // Written again meanwhile: RxDB leaves it, and the next push meets the server anew.
    if (isSame(current.local, row.local)) changes.push({ id: row.id, resolved: merged.resolved, server: found.server })
  }
  const apply = (note: boolean): DeviceState =>
    changes.reduce((state, { id, resolved, server }) => {
      const assumed = note ? server : findLocal(device, collection, id)?.assumed
      return hold(state, collection, { assumed, local: resolved })
    }, accepted)
  return { notices, accepted, overwritten: apply(false), device: apply(true) }
}

function toMeeting(row: PushRow<Any>, found: Extract<Found, { kind: 'conflict' }>, now: Instant): Meeting<Any> {
  const { server, reason, wasStored } = found
  return { assumed: wasStored ? row.local : row.assumed, server, local: row.local, reason, now }
}

function findLocal(device: DeviceState, collection: CollectionName, id: string): LocalDocument<Any> | undefined {
  return (device.held[collection] as ById<LocalDocument<Any>>)[id]
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

function isUnderWay({ sent }: DeviceState, collection: CollectionName, id: string): boolean {
  return sent?.collection === collection && sent.rows.some(({ row }) => row.id === id)
}

/** A document that is gone everywhere is as good as one that never was. */
function hold(device: DeviceState, collection: CollectionName, document: LocalDocument<Any>): DeviceState {
  const isGone = document.local.deleted && (document.assumed?.deleted ?? true)
  if (!isGone) return put(device, collection, document)
  const { [document.local.value.id]: _, ...others } = device.held[collection] as ById<LocalDocument<Any>>
  return { ...device, held: { ...device.held, [collection]: others } }
}

function put(device: DeviceState, collection: CollectionName, document: LocalDocument<Any>): DeviceState {
  const documents = { ...device.held[collection], [document.local.value.id]: document }
  return { ...device, held: { ...device.held, [collection]: documents } }
}
