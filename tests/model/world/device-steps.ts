import { findTurn, listDirty } from './device.ts'
import { storeNotices } from './read-back.ts'
import type { Effects } from './effects.ts'
import type { DeviceName } from './people.ts'
import { isCutOff, withDevice } from './pull-steps.ts'
import type { CollectionName, DeviceState, World } from './state.ts'
import type { Step } from './steps.ts'

/** What a device does by itself, and what may go wrong with it. */
export function listDeviceSteps(world: World, name: DeviceName, effects: Effects): readonly Step[] {
  if (isCutOff(world, name)) return []
  const device = world.devices[name]
  const pulls = listPullSteps(world, name, effects)
  if (device.sent !== undefined) return [...listReadBackSteps(world, name, effects), ...pulls]
  const turn = findTurn(device)
  return turn === undefined ? pulls : [...listPushSteps(world, name, turn, effects), ...pulls]
}

function listPushSteps(world: World, name: DeviceName, turn: CollectionName, effects: Effects): readonly Step[] {
  const { server, now } = world
  const pushed = effects.push(server, world.devices[name], { name, turn, now })
  const stored = { ...world, server: pushed.server }
  const device = { ...world.devices[name], sent: pushed.sent }
  const label = `${name} pushes ${turn}`
  const { problem } = pushed
  const sent: Step = { name: label, world: withDevice(stored, name, device), isFree: false, problem }
  if (world.faultsLeft === 0 || pushed.documents.length === 0) return [sent]
  const faultsLeft = world.faultsLeft - 1
  const late = { from: name, collection: turn, documents: pushed.documents }
  const again: Step = {
    name: `${label}, and the network will say it again`,
    world: withDevice({ ...stored, faultsLeft, late }, name, device),
    isFree: true
  }
  // Nobody waits for it any more when it arrives.
  const delayed: Step = { name: `${label}, and it arrives late`, world: { ...world, faultsLeft, late }, isFree: true }
  return [
    sent,
    // The answer is lost, or the device dies before it comes: what is kept is what was there before.
    { name: `${label}, unanswered`, world: { ...stored, faultsLeft }, isFree: true },
    ...(world.late === undefined ? [again, delayed] : []),
    ...pushed.halfway.map((halfway, n) => ({
      name: `${label}, and the server dies after ${n + 1} of its commits`,
      world: { ...world, server: halfway, faultsLeft },
      isFree: true
    }))
  ]
}

function listReadBackSteps(world: World, name: DeviceName, effects: Effects): readonly Step[] {
  const read = effects.readBack(world.devices[name], name, world.server, world.now)
  const { notices, accepted, overwritten } = read
  const done = {
    name: `${name} reads back`,
    world: withDevice(world, name, storeNotices(read.device, notices)),
    isFree: false
  }
  if (world.faultsLeft === 0 || overwritten === accepted) return [done]
  const faulty = { ...world, faultsLeft: world.faultsLeft - 1 }
  const died = storeNotices(accepted, notices)
  const half = storeNotices(overwritten, notices)
  return [
    done,
    // After the notices and before the states that lost are overwritten; or after that and before it is noted whose they are.
    { name: `${name} dies while it merges`, world: withDevice(faulty, name, died), isFree: true },
    { name: `${name} dies when it has merged`, world: withDevice(faulty, name, half), isFree: true }
  ]
}

/** Most pulls are taken before acts and at rest. Here those that merging would look at. */
function listPullSteps(world: World, name: DeviceName, effects: Effects): readonly Step[] {
  const device = world.devices[name]
  const pulled = effects.pull(device, name, world.server)
  const mattersToMerging = hasUnsent(device, 'slots') && listMoves(device) !== listMoves(pulled)
  if (pulled === device || !mattersToMerging) return []
  return [{ name: `${name} pulls`, world: withDevice(world, name, pulled), isFree: false }]
}

function hasUnsent(device: DeviceState, collection: CollectionName): boolean {
  return device.sent?.collection === collection || listDirty(device, collection).length > 0
}

/** Which slots replace which, as this device knows it: merging asks for that. */
function listMoves({ held }: DeviceState): string {
  return Object.values(held.slots)
    .flatMap(({ local }) => (local.deleted ? [] : (local.value.movesFrom ?? [])))
    .toSorted()
    .join()
}
