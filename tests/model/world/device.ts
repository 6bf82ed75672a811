import type { Versioned } from '#domain/merge/meeting.ts'
import type { Slot } from '#domain/model/slot.ts'
import { isSameState } from '../../../renderer/data/replication/plan-push.ts'
import {
  type ById,
  type CollectionName,
  collections,
  type Copy,
  type DeviceState,
  type LocalDocument
} from './state.ts'

export type Any = Slot | Copy

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

export function findLocal(device: DeviceState, collection: CollectionName, id: string): LocalDocument<Any> | undefined {
  return (device.held[collection] as ById<LocalDocument<Any>>)[id]
}

/** Whether a document is between its push and the outcome. */
export function isUnderWay({ sent }: DeviceState, collection: CollectionName, id: string): boolean {
  return sent?.collection === collection && sent.rows.some(({ row }) => row.id === id)
}

/** A document that is gone everywhere is as good as one that never was. */
export function hold(device: DeviceState, collection: CollectionName, document: LocalDocument<Any>): DeviceState {
  const isGone = document.local.deleted && (document.assumed?.deleted ?? true)
  if (!isGone) return put(device, collection, document)
  const { [document.local.value.id]: _, ...others } = device.held[collection] as ById<LocalDocument<Any>>
  return { ...device, held: { ...device.held, [collection]: others } }
}

function put(device: DeviceState, collection: CollectionName, document: LocalDocument<Any>): DeviceState {
  const documents = { ...device.held[collection], [document.local.value.id]: document }
  return { ...device, held: { ...device.held, [collection]: documents } }
}
