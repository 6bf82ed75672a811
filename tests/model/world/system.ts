import { type GateItem, listLockNames, type ListLockNames } from '#server/gate/pipeline/gate-item.ts'
import type { StagedView } from '#server/gate/memory/staged-view.ts'
import type { Filling } from './filling.ts'
import type { Merge } from './read-back.ts'
import { mergeAsDevice } from './merge.ts'
import type { Moving } from './moving.ts'
import { type Commit, join } from './server.ts'

/** What one plan stores. `copies`: the document that was pushed, and both parties' copies and notices. */
export interface PlanParts {
  readonly journal: readonly Commit[]
  readonly slots: readonly Commit[]
  readonly copies: readonly Commit[]
}

/** Where the system may be broken on purpose. */
export interface System {
  readonly merge: Merge
  /** Without them, a slot that is made again is the same as the one before. */
  readonly hasMakings: boolean
  readonly filling: Filling
  readonly moving: Moving
  /** Whether a notice about a series tells of dates that the same request has brought before. */
  readonly tellsOfRun: boolean
  /** What of a plan is stored at once; what is empty is no commit. */
  readonly toCommits: (parts: PlanParts) => readonly Commit[]
  /** The feed of changes leaves one out, and the device believes to be up to date (F4). */
  readonly missesChanges: boolean
  /** Whether the gate asks storage what was there before a revision that a push names. */
  readonly knowsAncestors: boolean
  /** Whether rows say what was not stored as it was pushed (VE11): to a server that does not, devices take each row for unclear. */
  readonly saysAdjusted: boolean
  /** Whether a document must not be judged before those judged so far are stored. */
  readonly mustWaitForStorage: (item: GateItem, view: StagedView, unstored: ReadonlySet<string>) => boolean
  /** Who waits for whom: two requests that share no name may be judged before either is stored. */
  readonly listLockNames: ListLockNames
}

export const soundSystem: System = {
  merge: mergeAsDevice,
  hasMakings: true,
  filling: 'sound',
  moving: 'sound',
  tellsOfRun: true,
  toCommits: ({ journal, slots, copies }) => storeApart([...journal, ...slots, ...copies]),
  missesChanges: false,
  knowsAncestors: true,
  saysAdjusted: true,
  mustWaitForStorage: ({ push }, view, unstored) => push.mustWait(view, unstored),
  listLockNames
}

/** The same, with a server of a version before rows said what was adjusted. */
export const earlierServer: System = { ...soundSystem, saysAdjusted: false }

/** Each group is one commit. */
export function storeApart(...groups: readonly (readonly Commit[])[]): readonly Commit[] {
  return groups.filter(group => group.length > 0).map(join)
}
