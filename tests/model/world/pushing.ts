import type { Slot } from '#domain/model/slot.ts'
import { toWire, type WireDocument } from '#domain/model/wire.ts'
import { isClaim } from '#domain/rules/judge-claim.ts'
import { orderRows, type PushRow } from '#renderer/data/replication/plan-push.ts'
import { type Any, listDirty } from './device.ts'
import type { CollectionName, DeviceState } from './state.ts'

/** The rows of a push as the device's own code orders them. */
export function listRows(device: DeviceState, collection: CollectionName): readonly PushRow<Any>[] {
  return orderRows(
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
