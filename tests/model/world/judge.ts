import type { Booking } from '#domain/model/booking.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { WireDocument } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { toItems } from '../../../sync-server/gate/gate-item.ts'
import { judgeItem } from '../../../sync-server/gate/judge-item.ts'
import type { JudgingContext } from '../../../sync-server/gate/judging-context.ts'
import { mustWaitForStorage, toKey } from '../../../sync-server/gate/must-wait.ts'
import type { Plan, PlannedWrite } from '../../../sync-server/gate/plan.ts'
import type { Found } from '../../../sync-server/gate/revision-history.ts'
import { createStagedView, type StagedView } from '../../../sync-server/gate/staged-view.ts'
import { actorOf, type DeviceName, findPerson, type PersonId, personIds, profile } from './people.ts'
import { createIndex, makeHash, putBookings, putCopies, putSlots, runStages, type Stages, toRev } from './server.ts'
import type { CollectionName, ServerState, Stored } from './state.ts'

/** The answers to one request, document by document, and the writes that carry them out. */
export interface Judged {
  readonly rows: readonly Plan['row'][]
  readonly stages: Stages
}

/**
 * What the gate makes of a request: its own judging, document by document, each accepted one being context for the next, stored
 * in as few writes as its own `mustWaitForStorage` allows.
 */
export function judge(
  server: ServerState,
  from: DeviceName,
  collection: CollectionName,
  docs: readonly WireDocument[],
  now: Instant,
  newEdits = true,
  knowsAncestors = true
): Judged {
  const actor = actorOf[from]
  const { userId } = actor
  const database = collection === 'slots' ? 'slots' : createCallsName(userId)
  const rows: Plan['row'][] = []
  const stages: Stages[number][] = []
  let stored = server
  let run: Plan[] = []
  let ownDocuments = new Set<string>()
  let { view, context } = createContext(stored, userId, now, newEdits, knowsAncestors)

  function store(): void {
    const next = listStages(run, userId)
    stages.push(...next)
    stored = runStages(stored, next)
    run = []
    ownDocuments = new Set()
    ;({ view, context } = createContext(stored, userId, now, newEdits, knowsAncestors))
  }

  for (const item of toItems({ database, docs, newEdits, user: { ...actor, name: userId } })) {
    if (run.length > 0 && mustWaitForStorage(item, view, ownDocuments)) store()
    const plan = judgeItem(item, context)
    stage(plan, view)
    if (plan.own !== undefined) ownDocuments.add(toKey(item))
    run.push(plan)
    rows.push(plan.row)
  }
  store()
  return { rows, stages }
}

function stage({ journal, confirm, slots, release }: Plan, view: StagedView): void {
  const booking = confirm ?? journal
  if (booking !== undefined) view.stageBooking(booking)
  for (const { id, slot } of [...(slots?.changes ?? []), ...(release?.changes ?? [])]) view.stageSlot(id, slot)
}

/** The order of the gate's commit: journal, calendar, then confirmations beside slots that become free and own copies. */
function listStages(plans: readonly Plan[], userId: PersonId): Stages {
  const bookings = (pick: (plan: Plan) => Booking | undefined) =>
    toWrites(
      plans.flatMap(plan => pick(plan) ?? []),
      putBookings
    )
  const documents = (pick: (plan: Plan) => PlannedWrite | undefined, put: typeof putSlots) =>
    toWrites(
      plans.flatMap(plan => pick(plan)?.docs ?? []),
      put
    )
  return [
    bookings(({ journal }) => journal),
    documents(({ slots }) => slots, putSlots),
    [
      ...bookings(({ confirm }) => confirm),
      ...documents(({ release }) => release, putSlots),
      ...documents(
        ({ own }) => own,
        docs => putCopies(userId, docs)
      )
    ]
  ].filter(writes => writes.length > 0)
}

function toWrites<T>(items: readonly T[], put: (items: readonly T[]) => Stages[number][number]): Stages[number] {
  return items.length === 0 ? [] : [put(items)]
}

/** The model's server is never set back. */
const signer: JudgingContext['signer'] = { sign: () => undefined, isGenuine: () => false }

function createContext(
  server: ServerState,
  userId: PersonId,
  now: Instant,
  newEdits: boolean,
  knowsAncestors: boolean
): { readonly view: StagedView; readonly context: JudgingContext } {
  const index = createIndex(server)
  const view = createStagedView(index)
  const loaded: JudgingContext['loaded'] = {
    find: (database, id) => {
      const stored: Stored<unknown> | undefined = database === 'slots' ? server.slots[id] : server.copies[userId][id]
      // Only who brings revisions of the own makes the gate look at those that were there.
      return newEdits || !knowsAncestors ? toFound(stored) : { ...toFound(stored), known: listKnown(stored) }
    },
    findProfile: id => (id === profile.id ? profile : undefined),
    findPerson,
    isActive: (id, role) =>
      personIds.some(known => known === id && !server.disabled.includes(known)) &&
      (role === 'coach') === (id === profile.id),
    ensure: () => Promise.resolve()
  }
  return { view, context: { index, view, now, makeHash, signer, loaded, putRights: { take: () => true } } }
}

function listKnown(stored: Stored<unknown> | undefined): Found['known'] {
  const length = stored?.rev ?? 0
  return new Map(Array.from({ length }, (_, n) => [toRev(n + 1), n === 0 ? undefined : toRev(n)]))
}

function toFound<T>(stored: Stored<T> | undefined): Found {
  if (stored === undefined) return { current: { kind: 'absent' }, rev: undefined, known: new Map() }
  const rev = toRev(stored.rev)
  return stored.value === undefined
    ? { current: { kind: 'deleted' }, rev, known: new Map() }
    : { current: { kind: 'live', value: stored.value }, rev, known: new Map() }
}
