import type { Booking } from '#domain/model/booking.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { WireDocument } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { storesAsPushed } from '#server/gate/pipeline/commit-plans.ts'
import { type GateItem, judgeItem, toItem } from '#server/gate/pipeline/gate-item.ts'
import type { JudgingContext } from '#server/gate/memory/judging-context.ts'
import { productVersion } from '#domain/versions/product-version.ts'
import { toKey } from '#server/gate/kinds/write-kind.ts'
import type { Plan, PlannedWrite } from '#server/gate/kinds/plan.ts'
import { findUncovered } from '#server/gate/pipeline/plan-owners.ts'
import type { Found } from '#server/gate/revisions/revision-history.ts'
import { createStagedView, type StagedView } from '#server/gate/memory/staged-view.ts'
import { actorOf, coachId, type DeviceName, findPerson, type PersonId, personIds, profile } from './people.ts'
import { breakFilling } from './filling.ts'
import { breakMoving } from './moving.ts'
import { planCopies, signer } from './plan-copies.ts'
import { type Commit, createIndex, findStored, listStored, makeHash, put, putBooking, toRev } from './server.ts'
import type { CollectionName, ServerState, Stored } from './state.ts'
import type { System } from './system.ts'

export interface GateRequest {
  readonly from: DeviceName
  readonly collection: CollectionName
  readonly docs: readonly WireDocument[]
  readonly now: Instant
  /** False for whoever brings revisions of the own. */
  readonly newEdits?: boolean
}

/** `isAsPushed`: what is stored is exactly what was pushed (VE11). */
export type JudgedRow = Plan['row'] & { readonly isAsPushed: boolean }

/** The answers to one request, document by document, and what carries them out. */
export interface Judged {
  readonly rows: readonly JudgedRow[]
  /** In order, each upon those before it. A server that dies leaves the first few of them. */
  readonly commits: readonly Commit[]
  /** What is stored in the end. */
  readonly server: ServerState
  /** Who waits meanwhile. */
  readonly lockNames: ReadonlySet<string>
  readonly problem: string | undefined
}

/**
 * What the gate makes of a request: its own judging, document by document, each accepted one being context for the next, with what is
 * stored read anew only where a write's own `mustWait` says so.
 */
export function judge(before: ServerState, request: GateRequest, system: System): Judged {
  const items = listItems(request)
  const lockNames = new Set(system.listLockNames(items, createIndex(before)))
  const rows: JudgedRow[] = []
  const commits: Commit[] = []
  let server = before
  let problem: string | undefined
  let run: Commit[] = []
  let journals: Booking[] = []
  /** Copies and notices that the run writes. */
  let written = new Set<string>()
  let ownDocuments = new Set<string>()
  let { view, context } = createContext(before, request, system)

  function store(): void {
    const states = listStored(server, run)
    if (states.length < run.length) problem ??= 'a plan was built on something else than is stored'
    commits.push(...run)
    server = states.at(-1) ?? server
    run = []
    journals = []
    written = new Set()
    ownDocuments = new Set()
    ;({ view, context } = createContext(server, request, system))
  }

  /** With the copies that it makes; a notice about several dates that the run has written already is read anew first. */
  function planWhole(item: GateItem): { readonly plan: Plan; readonly copies: readonly PlannedWrite[] } {
    const judged = breakMoving(judgeItem(item, context), server, system.moving)
    const plan = breakFilling(judged, item.doc._id, server, system.filling)
    const pushed = plan.own && toKey(item)
    const before = system.tellsOfRun ? journals : []
    const copies = plan.journal === undefined ? [] : planCopies(server, plan.journal, { pushed, before })
    if (!listKeys(copies).some(key => written.has(key))) return { plan, copies }
    store()
    return planWhole(item)
  }

  for (const item of items) {
    if (run.length > 0 && system.mustWaitForStorage(item, view, ownDocuments)) store()
    const { plan, copies } = planWhole(item)
    const { journal, slots, own, hours } = plan
    if (findUncovered(plan, copies, lockNames, context.index) !== undefined) problem ??= 'a plan is without a lock'
    stage(plan, view)
    if (own !== undefined) ownDocuments.add(toKey(item))
    if (journal !== undefined) journals.push(journal)
    for (const key of listKeys(copies)) written.add(key)
    if (hours !== undefined) ownDocuments.add(`users/${coachId}`)
    const entry = journal && [putBooking(journal, server.journal[journal.id])]
    run.push(
      ...system.toCommits({
        journal: entry ?? [],
        slots: [slots, hours].flatMap(write => (write === undefined ? [] : [put(write)])),
        copies: [...(own === undefined ? [] : [own]), ...copies].map(put)
      })
    )
    rows.push({ ...plan.row, isAsPushed: storesAsPushed(plan, item.doc) })
  }
  store()
  return { rows, commits, server, lockNames, problem }
}

function listKeys(writes: readonly PlannedWrite[]): readonly string[] {
  return writes.flatMap(({ database, docs }) => docs.map(({ _id }) => `${database}/${_id}`))
}

function listItems({ from, collection, docs, newEdits = true }: GateRequest): readonly GateItem[] {
  const actor = actorOf[from]
  const database = collection === 'calls' ? createCallsName(actor.userId) : collection
  return docs.map(doc =>
    toItem({ database, newEdits, user: { ...actor, name: actor.userId, deviceVersion: productVersion } }, doc)
  )
}

function stage({ journal, slots }: Plan, view: StagedView): void {
  if (journal !== undefined) view.stageBooking(journal)
  for (const { id, slot } of slots?.changes ?? []) view.stageSlot(id, slot)
}

function createContext(
  server: ServerState,
  { from, now, newEdits = true }: GateRequest,
  { knowsAncestors }: System
): { readonly view: StagedView; readonly context: JudgingContext } {
  const { userId } = actorOf[from]
  const index = createIndex(server)
  const view = createStagedView(index)
  const loaded: JudgingContext['loaded'] = {
    find: (database, id) => {
      const collection = database === 'slots' || database === 'users' ? database : 'calls'
      const stored: Stored<unknown> | undefined = findStored(server, userId, collection, id)
      // Only who brings revisions of the own makes the gate look at those that were there.
      return newEdits || !knowsAncestors ? toFound(stored) : { ...toFound(stored), known: listKnown(stored) }
    },
    findProfile: id => (id === profile.id ? (server.pages[id]?.value ?? profile) : undefined),
    findPerson,
    isBlocked: () => false,
    isRelated: () => false,
    listWatches: () => [],
    countDossiers: () => 0,
    isActive: (id, role) => isActive(server, id) && (role === 'coach') === (id === profile.id)
  }
  return { view, context: { index, view, now, makeHash, signer, loaded, putRights: { take: () => true } } }
}

function isActive({ disabled }: ServerState, id: string): boolean {
  return personIds.some(known => known === id) && !disabled.includes(id as PersonId)
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
