import type { Booking } from '#domain/model/booking.ts'
import { listPartyRoles, partyIdOf } from '#domain/projection/party.ts'
import { projectCall } from '#domain/projection/project-call.ts'
import { projectNotices } from '#domain/projection/project-notices.ts'
import { fromWire, type WireDocument } from '#domain/model/wire.ts'
import type { Slot } from '#domain/model/slot.ts'
import { isSame } from '#domain/rules/is-same.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { decideSettlement } from '../../../sync-server/gate/decide-settlement.ts'
import { createGateIndex, type GateIndex } from '../../../sync-server/gate/gate-index.ts'
import { toItems } from '../../../sync-server/gate/gate-item.ts'
import { judgeItem } from '../../../sync-server/gate/judge-item.ts'
import type { JudgingContext } from '../../../sync-server/gate/judging-context.ts'
import type { Plan, PlannedWrite } from '../../../sync-server/gate/plan.ts'
import { planFreeSlot } from '../../../sync-server/gate/plan-call.ts'
import type { Found } from '../../../sync-server/gate/revision-history.ts'
import { createStagedView } from '../../../sync-server/gate/staged-view.ts'
import type { WritableDocument } from '../../../sync-server/storage/document-store.ts'
import type { Held } from '../../../renderer/data/replication/plan-push.ts'
import { actorOf, type DeviceName, findPerson, type PersonId, personIds, profile } from './people.ts'
import type { ById, CollectionName, Copy, ServerState, Stored } from './state.ts'

/** The gate's revisions are random; which ones they are decides nothing. */
const makeHash = (): string => 'ffffffffffffffffffffffffffffffff'

export function createServer(): ServerState {
  const copies = Object.fromEntries(personIds.map(id => [id, {}])) as ServerState['copies']
  return { slots: {}, journal: {}, copies, owed: [] }
}

/** One synced write of the gate; those of one stage are done side by side. */
type Write = (server: ServerState) => ServerState
export type Stages = readonly (readonly Write[])[]

/** What the real gate judges of this document, and the writes that carry it out, stage by stage. */
export function judge(
  server: ServerState,
  device: DeviceName,
  database: 'slots' | 'calls',
  doc: WireDocument,
  now: Instant
): { readonly row: Plan['row']; readonly stages: Stages } {
  const actor = actorOf[device]
  const name = database === 'slots' ? 'slots' : createCallsName(actor.userId)
  const user = { ...actor, name: actor.userId }
  const [item] = toItems({ database: name, docs: [doc], newEdits: true, user })
  if (item === undefined) throw new Error('nothing was pushed')
  const plan = judgeItem(item, createContext(server, actor.userId, now))
  return { row: plan.row, stages: planToStages(plan, actor.userId) }
}

export function runStages(server: ServerState, stages: Stages): ServerState {
  return stages.flat().reduce((state, write) => write(state), server)
}

/**
 * Every state that storage may be in when the server dies while it carries out a plan: before a stage, or with any part of the
 * writes done that go side by side.
 */
export function listCrashStates(server: ServerState, stages: Stages): readonly ServerState[] {
  const states: ServerState[] = []
  let before = server
  for (const stage of stages) {
    const everything = 2 ** stage.length - 1
    for (let done = 0; done < everything; done += 1) {
      states.push(stage.reduce((state, write, n) => ((done >> n) & 1 ? write(state) : state), before))
    }
    before = runStages(before, [stage])
  }
  // All is stored, and nobody hears of it.
  states.push(before)
  return states
}

/** What a server does before it listens: unfinished entries of the journal are ended by the real decision. */
export function settle(server: ServerState, now: Instant): ServerState {
  const index = createIndex(server)
  let settled = server
  for (const booking of Object.values(server.journal)) {
    const { entry, free } = decideSettlement(booking, id => index.findSlot(id))
    if (entry === 'dropped') settled = { ...settled, journal: without(settled.journal, booking.id) }
    else if (entry !== booking) settled = putBooking(entry)(settled)
    for (const { slotId, reopen } of free) {
      const isAhead = (index.findSlot(slotId)?.startsAt ?? 0) > now
      const plan = planFreeSlot(booking.id, { slotId, reopen: reopen && isAhead }, { view: index, index, makeHash })
      if (plan !== undefined) settled = putDocuments(plan, 'slots')(settled)
    }
  }
  return settled
}

/** The projector's work for one booking: all parties' copies and notices as the journal says. */
export function project(server: ServerState, bookingId: string): ServerState {
  const owed = server.owed.filter(id => id !== bookingId)
  const booking = server.journal[bookingId]
  if (booking === undefined) return { ...server, owed }
  const parties = { coach: findPerson(booking.coachId), student: findPerson(booking.studentId) }
  let copies = server.copies
  for (const role of listPartyRoles(booking)) {
    const userId = partyIdOf(booking, role) as PersonId
    const existing = copies[userId][booking.id]?.value
    const call = projectCall(booking, role, parties, existing?.kind === 'call' ? existing : undefined)
    let own = putValue(copies[userId], call)
    for (const notice of projectNotices(booking, role, parties)) {
      if (own[notice.id]?.value === undefined) own = putValue(own, notice)
    }
    copies = { ...copies, [userId]: own }
  }
  return { ...server, copies, owed }
}

function createContext(server: ServerState, userId: PersonId, now: Instant): JudgingContext {
  const index = createIndex(server)
  return {
    index,
    view: createStagedView(index),
    now,
    makeHash,
    loaded: {
      find: (database, id) => (database === 'slots' ? toFound(server.slots[id]) : toFound(server.copies[userId][id])),
      findProfile: id => (id === profile.id ? profile : undefined),
      findPerson,
      isActive: (id, role) => personIds.some(known => known === id) && (role === 'coach') === (id === profile.id),
      ensure: () => Promise.resolve()
    }
  }
}

function createIndex({ slots, journal }: ServerState): GateIndex {
  const index = createGateIndex()
  for (const { value, rev } of Object.values(slots)) if (value !== undefined) index.putSlot(value, toRev(rev))
  for (const booking of Object.values(journal)) index.putBooking(booking, '1-journal')
  return index
}

function toRev(rev: number): string {
  return `${rev}-${makeHash()}`
}

function toFound<T>(stored: Stored<T> | undefined): Found {
  if (stored === undefined) return { current: { kind: 'absent' }, rev: undefined, known: new Set() }
  const rev = toRev(stored.rev)
  return stored.value === undefined
    ? { current: { kind: 'deleted' }, rev, known: new Set() }
    : { current: { kind: 'live', value: stored.value }, rev, known: new Set() }
}

/** The order of the real gate: journal, calendar, then the confirmation beside the slot that becomes free and the own copy. */
function planToStages({ journal, slots, confirm, release, own }: Plan, userId: PersonId): Stages {
  const last = [
    ...(confirm === undefined ? [] : [putBooking(confirm)]),
    ...(release === undefined ? [] : [putDocuments(release, 'slots')]),
    ...(own === undefined ? [] : [putDocuments(own, userId)])
  ]
  return [
    ...(journal === undefined ? [] : [[putBooking(journal)]]),
    ...(slots === undefined ? [] : [[putDocuments(slots, 'slots')]]),
    ...(last.length === 0 ? [] : [last])
  ]
}

function putBooking(booking: Booking): Write {
  return server => ({
    ...server,
    journal: { ...server.journal, [booking.id]: booking },
    owed: server.owed.includes(booking.id) ? server.owed : [...server.owed, booking.id].toSorted()
  })
}

function putDocuments({ docs }: Pick<PlannedWrite, 'docs'>, where: 'slots' | PersonId): Write {
  return server => {
    if (where === 'slots')
      return { ...server, slots: docs.reduce((slots, doc) => putDocument<Slot>(slots, doc), server.slots) }
    const own = docs.reduce((copies, doc) => putDocument<Copy>(copies, doc), server.copies[where])
    return { ...server, copies: { ...server.copies, [where]: own } }
  }
}

function putDocument<T>(stored: ById<Stored<T>>, doc: WritableDocument): ById<Stored<T>> {
  const rev = (stored[doc._id]?.rev ?? 0) + 1
  const value = doc._deleted === true ? undefined : (fromWire(doc) as T)
  return { ...stored, [doc._id]: { rev, value } }
}

function putValue(stored: ById<Stored<Copy>>, value: Copy): ById<Stored<Copy>> {
  const existing = stored[value.id]
  if (existing?.value !== undefined && isSame(existing.value, value)) return stored
  return { ...stored, [value.id]: { rev: (existing?.rev ?? 0) + 1, value } }
}

function without<T>(entries: ById<T>, id: string): ById<T> {
  return Object.fromEntries(Object.entries(entries).filter(([key]) => key !== id))
}

/** What a device reads of one document. */
export function readHeld(
  server: ServerState,
  userId: PersonId,
  collection: CollectionName,
  id: string
): Held<Slot | Copy> {
  const stored = collection === 'slots' ? server.slots[id] : server.copies[userId][id]
  if (stored?.value === undefined) return { state: undefined, rev: undefined }
  return { state: { deleted: false, value: stored.value }, rev: toRev(stored.rev) }
}
