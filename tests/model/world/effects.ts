import type { Instant } from '#domain/model/primitives.ts'
import type { WireDocument } from '#domain/model/wire.ts'
import type { WriteRow } from '../../../renderer/data/replication/couch-client.ts'
import { planBatch } from '../../../renderer/data/replication/plan-push.ts'
import type { Plan } from '../../../sync-server/gate/plan.ts'
import { createMemo } from '../memo.ts'
import { type Act, listActs } from './acts/list-acts.ts'
import { findUnsettled, listCrashStates, settle } from './crash.ts'
import { pull } from './pulling.ts'
import { listRows, toWireDocument } from './pushing.ts'
import { readBack, type ReadBack } from './read-back.ts'
import { judge } from './judge.ts'
import { actorOf, type DeviceName } from './people.ts'
import { projectOwed } from './project.ts'
import { readHeld, runStages } from './server.ts'
import type { PersonId } from './people.ts'
import type { CollectionName, DeviceState, SentPush, SentRow, ServerState } from './state.ts'
import type { System } from './system.ts'

/** One request of a device: what the gate stores, and what the device is to read back. */
export interface Pushed {
  readonly server: ServerState
  readonly sent: SentPush
  readonly documents: readonly WireDocument[]
  /** What is on disk, settled, where the server dies at any point of it. */
  readonly crashed: readonly ServerState[]
  readonly problem: string | undefined
}

/** What each step does to a server and a device, remembered. */
export interface Effects {
  readonly listActs: (device: DeviceState, name: DeviceName, now: Instant) => readonly Act[]
  readonly pull: (device: DeviceState, name: DeviceName, server: ServerState) => DeviceState
  readonly push: (
    server: ServerState,
    device: DeviceState,
    to: { readonly name: DeviceName; readonly turn: CollectionName; readonly now: Instant }
  ) => Pushed
  readonly readBack: (device: DeviceState, name: DeviceName, server: ServerState, now: Instant) => ReadBack
  readonly project: (server: ServerState, userId: PersonId) => ServerState
}

export function createEffects(system: System, starts: readonly Instant[], withCrashes: boolean): Effects {
  const setting = { starts, hasMakings: system.hasMakings }
  const acts = createMemo<readonly Act[]>()
  const pulls = createMemo<DeviceState>()
  const pushes = createMemo<Pushed>()
  const readings = createMemo<ReadBack>()
  const projections = createMemo<ServerState>()
  return {
    listActs: (device, name, now) => acts(device, device, `${name} ${now}`, () => listActs(device, name, now, setting)),
    pull: (device, name, server) => pulls(device, server, name, () => pull(device, name, server)),
    push: (server, device, to) =>
      pushes(server, device, `${to.name} ${to.now}`, () => {
        const pushed = push(server, server, device, to)
        return withCrashes ? { ...pushed, ...crash(server, pushed.stages, to.now, system) } : pushed
      }),
    readBack: (device, name, server, now) =>
      readings(device, server, `${name} ${now}`, () => {
        if (device.sent === undefined) throw new Error('nothing was sent')
        return readBack(device, device.sent, { name, server, now, merge: system.merge })
      }),
    project: (server, userId) => projections(server, server, userId, () => projectOwed(server, userId))
  }
}

/** @param judged what the gate judges by: what is stored, unless it lets several in at once */
export function push(
  judged: ServerState,
  server: ServerState,
  device: DeviceState,
  { name, turn, now }: { readonly name: DeviceName; readonly turn: CollectionName; readonly now: Instant }
): Pushed & { readonly stages: ReturnType<typeof judge>['stages'] } {
  const { userId } = actorOf[name]
  const read = listRows(device, turn).map(row => ({ row, before: readHeld(judged, userId, turn, row.id) }))
  const beforeByRow = new Map(read.map(({ row, before }) => [row, before]))
  const nothing = { state: undefined, rev: undefined }
  const plans = planBatch([...beforeByRow.keys()], row => beforeByRow.get(row) ?? nothing)
  const planned = read.map(({ row, before }) => ({ row, before, plan: plans.get(row) ?? 'send' }))
  const sending = planned.filter(({ plan }) => plan === 'send')
  const documents = sending.map(({ row, before }) => toWireDocument(row, before.rev))
  const { rows: answers, stages } = judge(judged, name, turn, documents, now)
  const rows = planned.map((entry): SentRow => {
    const answer = answers[sending.indexOf(entry)]
    return { ...entry, answer: answer === undefined ? undefined : toWriteRow(entry.row.id, answer) }
  })
  const sent = { collection: turn, rows }
  return { server: runStages(server, stages), sent, documents, stages, crashed: [], problem: undefined }
}

function crash(
  server: ServerState,
  stages: ReturnType<typeof judge>['stages'],
  now: Instant,
  { settles, forgetsOwed }: System
): Pick<Pushed, 'crashed' | 'problem'> {
  const states = listCrashStates(server, stages)
  const restarted = settles ? states.map(state => settle(state, now)) : states
  return {
    crashed: forgetsOwed ? restarted.map(state => ({ ...state, owed: [] })) : restarted,
    problem: states.map(state => findUnsettled(state, now)).find(problem => problem !== undefined)
  }
}

function toWriteRow(id: string, row: Plan['row']): WriteRow {
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
