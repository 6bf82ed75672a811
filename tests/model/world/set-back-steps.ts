import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Current } from '#domain/rules/verdict.ts'
import { type Known, type Recall, type Recalled, takeServers } from '#domain/set-back/recall.ts'
import { recallProfile } from '#domain/set-back/recall-profile.ts'
import { recallSlot, type SlotRecall } from '#domain/set-back/recall-slot.ts'
import { createTombstone } from '#renderer/data/replication/tombstone.ts'
import { type Any, isDirty, put } from './device.ts'
import { actorOf, type DeviceName, deviceNames } from './people.ts'
import { withDevice } from './pull-steps.ts'
import { storeNotices } from './read-back.ts'
import { findStored } from './server.ts'
import { type CollectionName, collections, type DeviceState, type Scene, type World } from './state.ts'
import type { Step } from './steps.ts'

/** Somebody puts the server's data of the beginning back: each device finds another past there, and settles that before all else. */
export function listSetBackSteps(world: World, { backup }: Scene): readonly Step[] {
  if (backup === undefined || world.faultsLeft === 0 || world.server === backup) return []
  const devices = Object.fromEntries(
    deviceNames.map(name => [name, { ...world.devices[name], sent: undefined, isOfAnotherPast: true }])
  ) as World['devices']
  const next = { ...world, server: backup, devices, late: undefined, faultsLeft: world.faultsLeft - 1 }
  return [{ name: 'the server is set back', world: next, isFree: true }]
}

export function listSettlingSteps(world: World): readonly Step[] {
  return deviceNames
    .filter(name => world.devices[name].isOfAnotherPast)
    .map(name => ({
      name: `${name} settles its past`,
      world: withDevice(world, name, settle(world, name)),
      isFree: false
    }))
}

/** Each document that the device knows, by the rules of a set-back (SB); no sessions are known here. */
function settle({ server, devices, now }: World, name: DeviceName): DeviceState {
  const device = devices[name]
  const { userId } = actorOf[name]
  const recall: Recall = { userId, occasion: 'set-back', now }
  const find = (collection: CollectionName, id: string): Current<Any> => {
    const stored = findStored(server, userId, collection, id)
    if (stored === undefined) return { kind: 'absent' }
    return stored.value === undefined ? { kind: 'deleted' } : { kind: 'live', value: stored.value }
  }
  const beside: Omit<SlotRecall, keyof Recall> = {
    sessions: [],
    slots: Object.values(device.held.slots).flatMap(({ local }) => (local.deleted ? [] : [local.value])),
    claims: new Map(),
    serverSlots: Object.values(server.slots).flatMap(({ value }) => value ?? []),
    findServers: id => find('slots', id) as Current<Slot>
  }
  const settled = collections.flatMap(collection =>
    Object.values(device.held[collection]).map(held => {
      const known: Known<Any> = {
        local: held.local,
        isUnsent: isDirty<Any>(held),
        server: find(collection, held.local.value.id)
      }
      return { collection, known, recalled: recallAny(collection, known, { ...recall, ...beside }) }
    })
  )
  const next = settled.reduce((state, { collection, known: { local, server: held }, recalled }) => {
    const { id } = local.value
    const assumed =
      held.kind === 'live'
        ? { deleted: false, value: held.value }
        : { deleted: true, value: createTombstone(collection, id) }
    return put(state, collection, { assumed, local: recalled.local })
  }, device)
  const notices = settled.flatMap(({ recalled }) => recalled.notices)
  return { ...storeNotices(next, notices), isOfAnotherPast: false }
}

function recallAny(collection: CollectionName, known: Known<Any>, recall: SlotRecall): Recalled<Any> {
  switch (collection) {
    case 'users':
      return recallProfile(known as Known<CoachProfile>, recall)
    case 'slots':
      return recallSlot(known as Known<Slot>, recall)
    default:
      return takeServers(known)
  }
}
