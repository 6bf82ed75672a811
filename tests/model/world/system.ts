import { listLockNames, type ListLockNames } from '../../../sync-server/gate/list-lock-names.ts'
import type { Merge } from './read-back.ts'
import { mergeAsDevice } from './merge.ts'

/** Where the system may be broken on purpose. */
export interface System {
  readonly merge: Merge
  /** Without it, two requests may be judged before either is stored. */
  readonly hasLock: boolean
  /** Without them, a slot that is made again is the same as the one before. */
  readonly hasMakings: boolean
  /** Whether a server ends unfinished writes before it listens. */
  readonly settles: boolean
  /** The projector says that it is done before it is: what it owed is forgotten in a crash. */
  readonly forgetsOwed: boolean
  /** The feed of changes leaves one out, and the device believes to be up to date (F4). */
  readonly missesChanges: boolean
  /** Whether the gate asks storage what was there before a revision that a push names. */
  readonly knowsAncestors: boolean
  /** Who waits for whom. */
  readonly listLockNames: ListLockNames
}

export const soundSystem: System = {
  merge: mergeAsDevice,
  hasLock: true,
  hasMakings: true,
  settles: true,
  forgetsOwed: false,
  missesChanges: false,
  knowsAncestors: true,
  listLockNames
}
