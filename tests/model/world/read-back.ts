import type { Meeting, Merged, Versioned } from '#domain/merge/meeting.ts'
import type { Notice } from '#domain/model/notice.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { isSame } from '#domain/rules/is-same.ts'
import type { Reason } from '#domain/model/reasons.ts'
import { isSettledByRow, listLinked, type PushRow, readOutcome } from '#renderer/data/replication/plan-push.ts'
import { createTombstone } from '#renderer/data/replication/tombstone.ts'
import { type Any, findLocal, put } from './device.ts'
import { actorOf, type DeviceName } from './people.ts'
import { readHeld } from './server.ts'
import type { CollectionName, DeviceState, SentPush, SentRow, ServerState } from './state.ts'

export type Merge = (collection: CollectionName, meeting: Meeting<Any>, device: DeviceState) => Merged<Any>

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
  const linked = listLinked(sent.rows.map(({ row }) => row))
  const notices: Notice[] = []
  const changes: { readonly id: string; readonly resolved: Versioned<Any>; readonly server: Versioned<Any> }[] = []
  let accepted: DeviceState = { ...device, sent: undefined }
  for (const entry of sent.rows) {
    const { row } = entry
    const current = findLocal(device, collection, row.id)
    const found = isSettledByRow(row, entry.answer, linked)
      ? ({ kind: 'accepted' } as const)
      : findOutcome(entry, collection, world)
    if (found.kind === 'again' || current === undefined) continue
    if (found.kind === 'accepted') {
      accepted = put(accepted, collection, { assumed: row.local, local: current.local })
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
      return put(state, collection, { assumed, local: resolved })
    }, accepted)
  return { notices, accepted, overwritten: apply(false), device: apply(true) }
}

function toMeeting(row: PushRow<Any>, found: Extract<Found, { kind: 'conflict' }>, now: Instant): Meeting<Any> {
  const { server, reason, wasStored } = found
  return { assumed: wasStored ? row.local : row.assumed, server, local: row.local, reason, now }
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
    state ?? { deleted: true, value: createTombstone(collection, row.id) }
  if (plan === 'accepted') return { kind: 'accepted' }
  if (plan === 'conflict' || answer === undefined)
    return { kind: 'conflict', server: toMaster(before.state), wasStored: false }
  const stored = readHeld(server, actorOf[name].userId, collection, row.id)
  const outcome = readOutcome(row, answer, stored)
  if (outcome.kind === 'failed') throw new Error(outcome.detail)
  return outcome.kind === 'conflict' ? { ...outcome, server: toMaster(stored.state) } : outcome
}
