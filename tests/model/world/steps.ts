import type { Instant } from '#domain/model/primitives.ts'
import type { WireDocument } from '#domain/model/wire.ts'
import type { WriteRow } from '../../../renderer/data/replication/couch-client.ts'
import { planPush } from '../../../renderer/data/replication/plan-push.ts'
import { listActs } from './acts.ts'
import { findTurn, listRows, type Merge, pull, readBack, storeNotices, toWireDocument } from './device.ts'
import { actorOf, afterStart, type DeviceName, deviceNames } from './people.ts'
import { judge, listCrashStates, project, readHeld, runStages, settle } from './server.ts'
import type { CollectionName, DeviceState, Scene, SentRow, ServerState, World } from './state.ts'

/** Where the system may be broken on purpose. */
export interface System {
  readonly merge: Merge
  /** Two requests may be judged before either is stored. */
  readonly hasLock: boolean
  /** The projector says that it is done before it is: what it owed is forgotten in a crash. */
  readonly forgetsOwed: boolean
}

export interface Step {
  readonly name: string
  readonly world: World
  /** Something that a person does, or a fault; the others only bring the system to rest. */
  readonly isFree: boolean
}

/**
 * Everything that may happen next. A pull changes its own device alone and what it shows matters to its person's next act, so it
 * is looked at there, and once more when everything else has come to rest: at any other moment it would lead to the same worlds.
 */
export function listSteps(world: World, system: System, scene: Scene): readonly Step[] {
  const work = [
    ...deviceNames.flatMap(name => listDeviceSteps(world, name, system)),
    ...listProjectorSteps(world),
    ...listLateSteps(world),
    ...(system.hasLock ? [] : listUnlockedSteps(world))
  ]
  const isBusy = work.some(({ isFree }) => !isFree)
  return [...(world.actsLeft > 0 ? listHumanSteps(world, scene) : []), ...work, ...(isBusy ? [] : listLastPulls(world))]
}

function listHumanSteps(world: World, { starts, twins }: Scene): readonly Step[] {
  const steps = deviceNames
    // Twins are alike until one of them acts: which of them begins decides nothing.
    .filter(name => !twins.some(([first, second]) => second === name && world.devices[first].acts === 0))
    .flatMap(name => [world, ...pullAlone(world, name)].flatMap(seen => listActs(seen, name, starts)))
    .map(act => ({ ...act, isFree: true }))
  if (world.now >= afterStart) return steps
  const later = { ...world, now: afterStart, actsLeft: world.actsLeft - 1 }
  return [...steps, { name: 'the hours pass', world: later, isFree: true }]
}

/** The world in which this device has pulled, where that makes a difference. What is under way is pulled when it has settled. */
function pullAlone(world: World, name: DeviceName): readonly World[] {
  const device = world.devices[name]
  const pulled = device.sent === undefined ? pull(device, name, world.server) : device
  return pulled === device ? [] : [withDevice(world, name, pulled)]
}

function listLastPulls(world: World): readonly Step[] {
  const pulled = deviceNames.reduce((state, name) => pullAlone(state, name)[0] ?? state, world)
  return pulled === world ? [] : [{ name: 'all pull', world: pulled, isFree: false }]
}

function listDeviceSteps(world: World, name: DeviceName, system: System): readonly Step[] {
  const device = world.devices[name]
  if (device.sent !== undefined) return listReadBackSteps(world, name, system)
  const turn = findTurn(device)
  return turn === undefined ? [] : listPushSteps(world, name, turn, system)
}

/** The projector's next round: everything that it owes. */
function listProjectorSteps(world: World): readonly Step[] {
  if (world.server.owed.length === 0) return []
  const server = world.server.owed.reduce(project, world.server)
  return [{ name: 'the projector catches up', world: { ...world, server }, isFree: false }]
}

interface Pushed {
  readonly server: ServerState
  readonly rows: readonly SentRow[]
  readonly documents: readonly WireDocument[]
  /** What may be on disk where the server dies in the middle. */
  readonly crashed: readonly ServerState[]
}

/** One request of a device: what it read before, what the gate judges, and what is stored. */
function push(world: World, name: DeviceName, collection: CollectionName, judged = world.server): Pushed {
  const { userId } = actorOf[name]
  let { server } = world
  let before = judged
  const rows: SentRow[] = []
  const documents: WireDocument[] = []
  const crashed: ServerState[] = []
  for (const row of listRows(world.devices[name], collection)) {
    const held = readHeld(judged, userId, collection, row.id)
    const plan = planPush(row, held)
    if (plan !== 'send') {
      rows.push({ row, before: held, plan, answer: undefined })
      continue
    }
    const document = toWireDocument(row, held.rev)
    const { row: answer, stages } = judge(before, name, collection, document, world.now)
    crashed.push(...listCrashStates(server, stages))
    server = runStages(server, stages)
    before = runStages(before, stages)
    documents.push(document)
    rows.push({ row, before: held, plan, answer: toWriteRow(row.id, answer) })
  }
  return { server, rows, documents, crashed }
}

function toWriteRow(id: string, row: ReturnType<typeof judge>['row']): WriteRow {
  switch (row.kind) {
    case 'refused':
      return { id, error: 'forbidden', reason: row.reason }
    case 'conflict':
      return { id, error: 'conflict', reason: 'Document update conflict.' }
    case 'failed':
      return { id, error: 'internal_error', reason: 'failed' }
    default:
      return { id, ok: true, rev: '1-0' }
  }
}

function listPushSteps(world: World, name: DeviceName, turn: CollectionName, system: System): readonly Step[] {
  const { server, rows, documents, crashed } = push(world, name, turn)
  const device = { ...world.devices[name], sent: { collection: turn, rows } }
  const stored = { ...world, server }
  const sent: Step = { name: `${name} pushes ${turn}`, world: withDevice(stored, name, device), isFree: false }
  if (world.faultsLeft === 0 || documents.length === 0) return [sent]
  const faulty = { ...stored, faultsLeft: world.faultsLeft - 1 }
  return [
    sent,
    // The answer is lost, or the device dies before it comes: what is kept is what was there before.
    { name: `${name} pushes ${turn}, unanswered`, world: faulty, isFree: true },
    ...(world.late === undefined
      ? [
          {
            name: `${name} pushes ${turn}, and the network will say it again`,
            world: withDevice({ ...faulty, late: { from: name, collection: turn, documents } }, name, device),
            isFree: true
          }
        ]
      : []),
    ...crashed.map(state => ({
      name: `${name} pushes ${turn}, and the server dies at it`,
      world: { ...faulty, server: restart(state, world.now, system) },
      isFree: true
    }))
  ]
}

function restart(server: ServerState, now: Instant, system: System): ServerState {
  const settled = settle(server, now)
  return system.forgetsOwed ? { ...settled, owed: [] } : settled
}

function listReadBackSteps(world: World, name: DeviceName, system: System): readonly Step[] {
  const device = world.devices[name]
  if (device.sent === undefined) return []
  const { server, now } = world
  const read = readBack(device, device.sent, { name, server, now, merge: system.merge })
  const steps = [{ name: `${name} reads back`, world: withDevice(world, name, store(read)), isFree: false }]
  if (world.faultsLeft === 0 || read.notices.length === 0) return steps
  // It dies after the notice and before the state that lost is overwritten.
  const died = storeNotices({ ...device, sent: undefined }, read.notices)
  const faulty = { ...world, faultsLeft: world.faultsLeft - 1 }
  return [...steps, { name: `${name} dies while it merges`, world: withDevice(faulty, name, died), isFree: true }]
}

function store({ device, notices }: ReturnType<typeof readBack>): DeviceState {
  return storeNotices(device, notices)
}

function listLateSteps(world: World): readonly Step[] {
  const { late } = world
  if (late === undefined) return []
  let { server } = world
  for (const document of late.documents) {
    server = runStages(server, judge(server, late.from, late.collection, document, world.now).stages)
  }
  return [{ name: `the network says it again`, world: { ...world, server, late: undefined }, isFree: false }]
}

/** Two devices' requests, both judged by the state before either was stored. */
function listUnlockedSteps(world: World): readonly Step[] {
  return deviceNames.flatMap((one, n) =>
    deviceNames.slice(n + 1).flatMap(other => {
      const turns = [one, other].map(name => findTurn(world.devices[name]))
      const [turn, otherTurn] = turns
      const areBusy = world.devices[one].sent !== undefined || world.devices[other].sent !== undefined
      if (turn === undefined || otherTurn === undefined || areBusy) return []
      const first = push(world, one, turn)
      const second = push({ ...world, server: first.server }, other, otherTurn, world.server)
      const both = withDevice(
        withDevice({ ...world, server: second.server }, one, {
          ...world.devices[one],
          sent: { collection: turn, rows: first.rows }
        }),
        other,
        { ...world.devices[other], sent: { collection: otherTurn, rows: second.rows } }
      )
      return [{ name: `${one} and ${other} push at once`, world: both, isFree: false }]
    })
  )
}

function withDevice(world: World, name: DeviceName, device: DeviceState): World {
  return { ...world, devices: { ...world.devices, [name]: device } }
}
