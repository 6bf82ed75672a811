import type { Instant } from '#domain/model/primitives.ts'
import { commitPlans, type CommitParts, type Judged } from './commit-plans.ts'
import type { CopySigner } from './copy-signer.ts'
import type { GateLogger, GateRow } from './gate-contract.ts'
import { type GateItem, okRow } from './gate-item.ts'
import type { GateIndex } from './gate-index.ts'
import type { GateStores } from './gate-stores.ts'
import { judgeItem } from './judge-item.ts'
import type { JudgingContext } from './judging-context.ts'
import { createLoadedContext, type LoadedContext } from './load-context.ts'
import { mustWaitForStorage, toKey } from './must-wait.ts'
import type { People } from './people.ts'
import type { Plan } from './plan.ts'
import type { PutRightBudget } from './put-right-budget.ts'
import type { Recovery } from './recovery.ts'
import type { MakeHash } from './revision-history.ts'
import { createStagedView, type StagedView } from './staged-view.ts'

/** Bounds what waits for one synced write. */
const maxItemsPerCommit = 256

export interface BatchParts {
  readonly stores: GateStores
  readonly index: GateIndex
  readonly people: People
  readonly now: () => Instant
  readonly makeHash: MakeHash
  readonly signer: CopySigner
  readonly putRights: PutRightBudget
  readonly keepPhonesMs?: number | undefined
  readonly logger: GateLogger
  /** What others see of a coach is about to change; resolves when that is noted on the disk. */
  readonly beforePersonChanges: (userId: string) => Promise<void>
  /** It has changed, or could not be stored. */
  readonly onPersonChanged: (userId: string) => void
  /** Reads back from storage what became of writes that failed half way, and ends them. */
  readonly recovery: Recovery
  readonly findUncovered?: CommitParts['findUncovered']
}

/**
 * Judges writes in the order given, each accepted one being context for the next, and stores them in as few synced
 * writes as the order allows.
 * @param held the names of the locks that are held: everyone whose documents are written must be among them
 */
export async function runBatch(
  items: readonly GateItem[],
  held: ReadonlySet<string>,
  parts: BatchParts
): Promise<readonly GateRow[]> {
  const rows: GateRow[] = []
  let loaded = createLoadedContext(parts.stores, parts.index, parts.people)
  await loaded.ensure(items)
  let run: Judged[] = []
  let view = createStagedView(parts.index)
  let ownDocuments = new Set<string>()

  async function store(): Promise<void> {
    if (run.length === 0) return
    rows.push(...(await storeRun(run, held, parts)))
    run = []
    view = createStagedView(parts.index)
    ownDocuments = new Set()
    loaded = createLoadedContext(parts.stores, parts.index, parts.people)
  }

  for (const item of items) {
    if (run.length >= maxItemsPerCommit || mustWaitForStorage(item, view, ownDocuments)) await store()
    await loaded.ensure([item])
    const { index, makeHash, signer, putRights, keepPhonesMs } = parts
    const context = { view, index, loaded, now: parts.now(), makeHash, signer, putRights, keepPhonesMs }
    const plan = judgeAlone(item, context, parts.logger)
    stage(plan, view)
    if (plan.own !== undefined) ownDocuments.add(toKey(item))
    run.push({ item, plan, changesPerson: isSeenByOthers(item, loaded) })
  }
  await store()
  return rows
}

/** A document that trips over a fault of ours fails by itself: others share the batch. */
function judgeAlone(item: GateItem, context: JudgingContext, logger: GateLogger): Plan {
  try {
    return judgeItem(item, context)
  } catch (error) {
    logger.error({ err: error }, 'a write could not be judged')
    return { row: { kind: 'failed' } }
  }
}

/** Whether a profile changes what stands in the copies of the coach's students. */
function isSeenByOthers({ push }: GateItem, loaded: LoadedContext): boolean {
  if (push.kind !== 'profile') return false
  const before = loaded.findProfile(push.profile.id)
  return before?.displayName !== push.profile.displayName || before.zone !== push.profile.zone
}

function stage({ journal, confirm, slots, release }: Plan, view: StagedView): void {
  const booking = confirm ?? journal
  if (booking !== undefined) view.stageBooking(booking)
  for (const { id, slot } of [...(slots?.changes ?? []), ...(release?.changes ?? [])]) view.stageSlot(id, slot)
}

async function storeRun(
  run: readonly Judged[],
  held: ReadonlySet<string>,
  parts: BatchParts
): Promise<readonly GateRow[]> {
  for (const { item, changesPerson } of run) if (changesPerson) await expectChange(item.doc._id, parts)
  const { rows, failed } = await commitPlans(run, held, parts)
  for (const { item, plan, changesPerson } of run) {
    if (plan.own?.database !== 'users') continue
    parts.people.forget(item.doc._id)
    if (changesPerson) parts.onPersonChanged(item.doc._id)
  }
  if (failed.length === 0) return rows
  await parts.recovery.recover(failed)
  return rows.map((row, position) => toSettledRow(row, run[position], parts.index))
}

/** Where storage does not take the note, the change itself is tried all the same: others share the batch. */
async function expectChange(userId: string, { beforePersonChanges, logger }: BatchParts): Promise<void> {
  try {
    await beforePersonChanges(userId)
  } catch (error) {
    logger.error({ err: error }, 'a change of a profile was not announced')
  }
}

/** A claim whose slot was stored is granted, though what followed failed. A copy's writer asks again and gets its answer. */
function toSettledRow(row: GateRow, judged: Judged | undefined, index: GateIndex): GateRow {
  const claimed = judged?.plan.confirm
  if ('ok' in row || claimed === undefined || judged?.item.push.kind !== 'claim') return row
  const rev = index.slotRev(claimed.slotId)
  const isGranted = index.findBooking(claimed.id)?.state === 'confirmed'
  return isGranted && rev !== undefined ? okRow(row.id, rev) : row
}
