import { StorageUnavailableError } from '#server/storage/storage-unavailable.ts'
import { blockListId } from '#domain/model/block-list.ts'
import { busyLinkId } from '#domain/model/busy-link.ts'
import { isHowWeMeetId } from '#domain/model/how-we-meet.ts'
import { isRelationId, toRelationOtherId } from '#domain/model/relation.ts'
import { isWatchId } from '#domain/model/watch.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { CopySigner } from '#server/copies/copy-signer.ts'
import { commitPlans, type CommitParts, type Judged } from './commit-plans.ts'
import type { CopyKeeper } from '#server/copies/copy-keeper.ts'
import type { GateRow, OfferedRecord } from '../gate-contract.ts'
import { adjustedRow, failedRow, type GateItem, judgeItem, unavailableRow } from './gate-item.ts'
import type { GateIndex } from '../memory/gate-index.ts'
import type { GateStores } from '../gate-stores.ts'
import type { JudgingContext } from '../memory/judging-context.ts'
import { documentsInOneGo, giveWay } from '#server/locks/give-way.ts'
import { ownerOfCalendar } from '#server/locks/keyed-lock.ts'
import { createContextLoader } from './load-context.ts'
import type { People } from '#server/copies/people.ts'
import type { Plan, PlannedWrite } from '../kinds/plan.ts'
import { toKey } from '../kinds/write-kind.ts'
import { planCopies } from './plan-copies.ts'
import type { PutRightBudget } from '../revisions/put-right.ts'
import type { WriteRecovery } from '../memory/recovery.ts'
import type { MakeHash } from '../revisions/revision-history.ts'
import { createStagedView, type StagedView } from '../memory/staged-view.ts'
import type { CodeLogger } from '#server/logging/code-logger.ts'

/** Bounds what waits for one synced write. */
const maxItemsPerCommit = 256
/** So often a write is judged again because storage holds something else than it was judged by; then it fails. */
const maxConflicts = 3

export interface BatchParts {
  readonly stores: GateStores
  readonly index: GateIndex
  readonly people: People
  readonly now: () => Instant
  readonly makeHash: MakeHash
  readonly signer: CopySigner
  readonly putRights: PutRightBudget
  readonly keepPhonesMs?: number | undefined
  readonly logger: CodeLogger
  readonly copies: CopyKeeper
  /** Hears of the coaches whose slots may change, before anything is judged. */
  readonly offered: OfferedRecord
  /** What others see of a coach is about to change; resolves when that is noted on the disk. */
  readonly beforePersonChanges: (userId: string) => Promise<void>
  /** It has changed, or could not be stored. */
  readonly onPersonChanged: (userId: string) => void
  /** A student's watches have changed, or may have. */
  readonly onWatchesChanged: (studentId: string) => void
  /** The address of a coach's calendar has changed, or may have. */
  readonly onBusyLinkChanged: (coachId: string) => void
  /** A coach's hours ask for more than one commit takes: filling goes on. */
  readonly onFillingCut: (coachId: string) => void
  /** Reads back from storage what became of writes that it failed at. */
  readonly recovery: WriteRecovery
  readonly findUncovered?: CommitParts['findUncovered']
}

/**
 * Judges writes in the order given, each accepted one being context for the next, and stores them in as few synced
 * writes as the order allows. What storage does not take, because it holds something else than was judged by, is judged again.
 * @param held the names of the locks that are held: everyone whose documents are written must be among them
 */
export async function runBatch(
  items: readonly GateItem[],
  held: ReadonlySet<string>,
  parts: BatchParts
): Promise<readonly GateRow[]> {
  const rows: GateRow[] = []
  let conflicts = 0
  while (rows.length < items.length) {
    const left = items.slice(rows.length)
    const { run, end } = await judgeRun(left, rows.length === 0 ? left : [], held, parts)
    const stored = await storeRun(run, held, parts).finally(end)
    rows.push(...stored)
    const next = run[stored.length]
    if (next === undefined) {
      conflicts = 0
      if (await parts.recovery.retry()) continue
      // Memory may differ from disk: nothing more is judged by it.
      return [...rows, ...items.slice(rows.length).map(({ doc }) => unavailableRow(doc._id))]
    }
    conflicts = stored.length > 0 ? 1 : conflicts + 1
    await parts.recovery.recover([next.plan])
    if (conflicts <= maxConflicts) continue
    parts.logger.error({ err: new Error(`a bug: a ${next.item.push.kind} conflicts`) }, 'a write was not stored')
    rows.push(failedRow(next.item.doc._id))
    conflicts = 0
  }
  return rows
}

interface JudgedRun {
  readonly run: readonly Judged[]
  /** To be called once it is stored, or is not. */
  readonly end: () => void
}

/** Judges as many as can be stored at once. @param together read at once beforehand, as they will be judged in one go */
async function judgeRun(
  items: readonly GateItem[],
  together: readonly GateItem[],
  held: ReadonlySet<string>,
  parts: BatchParts
): Promise<JudgedRun> {
  const { index, stores, people, makeHash, signer, putRights, keepPhonesMs } = parts
  // One moment for all of it: what begins later is recorded before the next one.
  const now = parts.now()
  for (const coachId of [...held].flatMap(name => ownerOfCalendar(name) ?? [])) await parts.offered.count(coachId, now)
  const loaded = createContextLoader(stores, index, people)
  await loaded.ensure(together)
  const view = createStagedView(index)
  const unstored = new Set<string>()
  const run: Omit<Judged, 'copies'>[] = []
  for (const item of items) {
    if (run.length >= maxItemsPerCommit || item.push.mustWait(view, unstored)) break
    if (run.length > 0 && run.length % documentsInOneGo === 0) await giveWay()
    await loaded.ensure([item])
    const context = { view, index, loaded, now, makeHash, signer, putRights, keepPhonesMs }
    const plan = judgeAlone(item, context, parts.logger)
    stage(plan, view)
    if (plan.own !== undefined) unstored.add(toKey(item))
    for (const key of listKeys(plan.hours)) unstored.add(key)
    run.push({ item, plan, changesPerson: item.push.changesPerson(loaded) })
  }
  const { writes, owed } = await planCopies(run, loaded, parts)
  const end = owed.length > 0 ? await parts.copies.owe(owed) : ignore
  return { run: takeWithoutRepeats(run.map((entry, n) => ({ ...entry, copies: writes[n] ?? [] }))), end }
}

function ignore(): void {}

/**
 * As many as change each document once. What comes after them was judged by a document that an earlier one is about to change, as a
 * copy or a notice of its own: it is judged again upon that.
 */
function takeWithoutRepeats(run: readonly Judged[]): readonly Judged[] {
  const changed = new Set<string>()
  const repeat = run.findIndex(({ plan, copies }) => {
    const own = [plan.own, plan.hours, plan.other, ...copies].flatMap(listKeys)
    const isRepeat = own.some(key => changed.has(key))
    for (const key of own) changed.add(key)
    return isRepeat
  })
  return repeat === -1 ? run : run.slice(0, repeat)
}

/** Once for each document: a fork takes two ends. */
function listKeys(write: PlannedWrite | undefined): readonly string[] {
  return write === undefined ? [] : [...new Set(write.docs.map(({ _id }) => `${write.database}/${_id}`))]
}

/** A document that trips over a fault of ours, or over files that cannot be read, fails by itself: others share the batch. */
function judgeAlone(item: GateItem, context: JudgingContext, logger: CodeLogger): Plan {
  try {
    return judgeItem(item, context)
  } catch (error) {
    logger.error({ err: error }, 'a write could not be judged')
    return { row: { kind: error instanceof StorageUnavailableError ? 'unavailable' : 'failed' } }
  }
}

function stage({ journal, slots }: Plan, view: StagedView): void {
  if (journal !== undefined) view.stageBooking(journal)
  for (const { id, slot } of slots?.changes ?? []) view.stageSlot(id, slot)
}

/** @returns the rows as far as it came: see `commitPlans` */
async function storeRun(
  run: readonly Judged[],
  held: ReadonlySet<string>,
  parts: BatchParts
): Promise<readonly GateRow[]> {
  for (const { item, changesPerson } of run) if (changesPerson) await expectChange(item.actor.userId, parts)
  try {
    const rows = await commitPlans(run, held, parts)
    // The writer's own copy, too: it may be the only one that changes.
    parts.copies.note(
      run.flatMap(({ plan: { own, other }, copies }) => [own, other, ...copies].flatMap(write => write?.database ?? []))
    )
    return rows
  } catch (error) {
    parts.logger.error({ err: error }, 'a write could not be stored')
    await parts.recovery.recover(run.map(({ plan }) => plan))
    return run.map(judged => toRecoveredRow(judged, error, parts.index))
  } finally {
    for (const { plan } of run) if (plan.fillsOn !== undefined) parts.onFillingCut(plan.fillsOn)
    for (const id of run.flatMap(({ plan: { hours } }) => hours?.docs.map(({ _id }) => _id) ?? []))
      parts.people.forget(id)
    for (const { item, plan, changesPerson } of run) {
      if (plan.own === undefined) continue
      if (item.database === 'users') parts.people.forget(item.actor.userId)
      if (isWatchId(item.doc._id)) parts.onWatchesChanged(item.actor.userId)
      if (item.doc._id === busyLinkId) parts.onBusyLinkChanged(item.actor.userId)
      if (isCoachDocument(item)) parts.people.rereadDocuments(item.actor.userId)
      if (isRelationId(item.doc._id)) rereadRelation(item, parts.people)
      if (changesPerson) parts.onPersonChanged(item.actor.userId)
    }
  }
}

/** What a coach keeps in the own database, and the server in memory. */
function isCoachDocument({ database, doc }: GateItem): boolean {
  return database !== 'users' && (doc._id === blockListId || isHowWeMeetId(doc._id))
}

/** Either party may have ended it, and the server goes by the coach's document. */
function rereadRelation({ actor, doc }: GateItem, people: People): void {
  people.rereadDocuments(actor.role === 'coach' ? actor.userId : toRelationOtherId(doc._id))
}

/** Where storage does not take the note, the change itself is tried all the same: others share the batch. */
async function expectChange(userId: string, { beforePersonChanges, logger }: BatchParts): Promise<void> {
  try {
    await beforePersonChanges(userId)
  } catch (error) {
    logger.error({ err: error }, 'a change of a profile was not announced')
  }
}

/** What turns out to be stored is answered as stored. Otherwise the writer asks again and gets its answer. */
function toRecoveredRow({ item, plan: { journal } }: Judged, error: unknown, index: GateIndex): GateRow {
  const { _id: id } = item.doc
  const rev = journal === undefined ? undefined : item.push.findStored(journal, index)
  if (rev !== undefined) return adjustedRow(id, rev)
  return (error instanceof StorageUnavailableError ? unavailableRow : failedRow)(id)
}
