import type { Versioned } from '#domain/merge/meeting.ts'
import { isSameState } from '#renderer/data/replication/same-state.ts'
import {
  type ById,
  type CollectionName,
  collections,
  type DeviceState,
  type Document,
  type LocalDocument
} from './state.ts'

export type Any = Document

export function createDevice(): DeviceState {
  const held = { users: {}, slots: {}, calls: {} }
  return { held, notices: {}, sent: undefined, missed: {}, acts: 0, isOfAnotherPast: false }
}

/** Also what was made and removed here again: whether it had reached the server, the next push finds out. */
export function isDirty<T>({ assumed, local }: LocalDocument<T>): boolean {
  return assumed === undefined || !isSameState(local, assumed)
}

export function listDirty(device: DeviceState, collection: CollectionName): readonly LocalDocument<Any>[] {
  return Object.values<LocalDocument<Any>>(device.held[collection]).filter(isDirty)
}

/** What is sent next: calls wait until no slot does. */
export function findTurn(device: DeviceState): CollectionName | undefined {
  return collections.find(collection => listDirty(device, collection).length > 0)
}

export function writeLocal(device: DeviceState, collection: CollectionName, local: Versioned<Any>): DeviceState {
  return put(device, collection, { assumed: findLocal(device, collection, local.value.id)?.assumed, local })
}

export function findLocal(device: DeviceState, collection: CollectionName, id: string): LocalDocument<Any> | undefined {
  return (device.held[collection] as ById<LocalDocument<Any>>)[id]
}

/** Whether a document is between its push and the outcome. */
export function isUnderWay({ sent }: DeviceState, collection: CollectionName, id: string): boolean {
  return sent?.collection === collection && sent.rows.some(({ row }) => row.id === id)
}

export function put(device: DeviceState, collection: CollectionName, document: LocalDocument<Any>): DeviceState {
  const documents = { ...device.held[collection], [document.local.value.id]: document }
  return { ...device, held: { ...device.held, [collection]: documents } }
}
