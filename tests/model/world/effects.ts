import type { Instant } from '#domain/model/primitives.ts'
import type { WireDocument } from '#domain/model/wire.ts'
import type { WrittenRow } from '#domain/wire/replication.ts'
import { isCreation, listLinked, planBatch } from '#renderer/data/replication/plan-push.ts'
import { createMemo } from '../memo.ts'
import { type Act, listActs } from './acts/list-acts.ts'
import { pull } from './pulling.ts'
import { listRows, toWireDocument } from './pushing.ts'
import { readBack, type ReadBack } from './read-back.ts'
import { judge, type Judged, type JudgedRow } from './judge.ts'
import { actorOf, type DeviceName } from './people.ts'
import { listStored, readHeld } from './server.ts'
import type { CollectionName, DeviceState, Scene, SentPush, SentRow, ServerState } from './state.ts'
import type { System } from './system.ts'

/** One request of a device: what the gate stores, and what the device is to read back. */
export interface Pushed extends Omit<Judged, 'rows'> {
  readonly sent: SentPush
  readonly documents: readonly WireDocument[]
  /** What is on disk where the server dies between two commits. Before the first, or after the last, it is as if the network had. */
  readonly halfway: readonly ServerState[]
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
}

export function createEffects(system: System, scene: Pick<Scene, 'starts' | 'movesAnywhere' | 'hasSeries'>): Effects {
  const { starts, movesAnywhere = false, hasSeries = false } = scene
  const setting = { starts, movesAnywhere, hasSeries, hasMakings: system.hasMakings, filling: system.filling }
  const acts = createMemo<readonly Act[]>()
  const pulls = createMemo<DeviceState>()
  const pushes = createMemo<Pushed>()
  const readings = createMemo<ReadBack>()
  return {
    listActs: (device, name, now) => acts(device, device, `${name} ${now}`, () => listActs(device, name, now, setting)),
    pull: (device, name, server) => pulls(device, server, name, () => pull(device, name, server)),
    push: (server, device, to) =>
      pushes(server, device, `${to.name} ${to.now}`, () => push(server, device, to, system)),
    readBack: (device, name, server, now) =>
      readings(device, server, `${name} ${now}`, () => {
        if (device.sent === undefined) throw new Error('nothing was sent')
        return readBack(device, device.sent, { name, server, now, merge: system.merge })
      })
  }
}

function push(
  server: ServerState,
  device: DeviceState,
  { name, turn, now }: { readonly name: DeviceName; readonly turn: CollectionName; readonly now: Instant },
  system: System
): Pushed {
  const { userId } = actorOf[name]
  const listed = listRows(device, turn)
  const linked = listLinked(listed)
  const nothing = { state: undefined, rev: undefined }
  const isUnread = (row: (typeof listed)[number]): boolean =>
    system.saysAdjusted && turn === 'slots' && isCreation(row, linked)
  const read = listed.map(row => ({ row, before: isUnread(row) ? nothing : readHeld(server, userId, turn, row.id) }))
  const beforeByRow = new Map(read.map(({ row, before }) => [row, before]))
  const plans = planBatch([...beforeByRow.keys()], row => beforeByRow.get(row) ?? nothing)
  const planned = read.map(({ row, before }) => ({ row, before, plan: plans.get(row) ?? 'send' }))
  const sending = planned.filter(({ plan }) => plan === 'send')
  const documents = sending.map(({ row, before }) => toWireDocument(row, before.rev))
  const { rows: answers, ...judged } = judge(server, { from: name, collection: turn, docs: documents, now }, system)
  const rows = planned.map((entry): SentRow => {
    const answer = answers[sending.indexOf(entry)]
    return { ...entry, answer: answer === undefined ? undefined : toWriteRow(entry.row.id, answer, system) }
  })
  const halfway = listStored(server, judged.commits.slice(0, -1))
  return { ...judged, sent: { collection: turn, rows }, documents, halfway }
}

function toWriteRow(id: string, row: JudgedRow, { saysAdjusted }: System): WrittenRow {
  switch (row.kind) {
    case 'refused':
      return { id, error: 'forbidden', reason: row.reason }
    case 'conflict':
      return { id, error: 'conflict', reason: 'Document update conflict.' }
    case 'unavailable':
    case 'failed':
      return { id, error: 'internal_error', reason: 'failed' }
    default:
      return saysAdjusted && row.kind === 'written' && row.isAsPushed
        ? { id, ok: true, rev: '1-0' }
        : { id, ok: true, rev: '1-0', adjusted: true }
  }
}
