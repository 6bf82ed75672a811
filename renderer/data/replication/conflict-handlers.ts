import type { RxConflictHandler, WithDeleted } from 'rxdb'
import type { Meeting, Merged, Versioned } from '#domain/merge/meeting.ts'
import { mergeProfile } from '#domain/merge/merge-profile.ts'
import type { Notice } from '#domain/model/notice.ts'
import type { Instant } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { fromVersioned, toVersioned } from '../database/stored-document.ts'
import type { ConflictHandlers } from '../database/open-database.ts'
import type { LocalDocuments } from '../database/collections.ts'
import { mergeLocalCopy, mergeLocalSlot } from './merge-local.ts'
import type { ReplicatedName } from './replicated.ts'
import { isEqualState } from './same-state.ts'
import type { Refusals, RefusedPush } from './refusals.ts'

type Merge<T> = (meeting: Meeting<T>) => Merged<T> | Promise<Merged<T>>

export interface ConflictParts {
  readonly refusalsByCollection: Readonly<Record<ReplicatedName, Refusals>>
  /** Resolves once the notices are stored, each only once. A rejection leaves the losing state where it is. */
  readonly storeNotices: (notices: readonly Notice[]) => Promise<void>
  /** Whether a slot of this device was made to replace this one. */
  readonly isReplaced: (slot: Slot) => Promise<boolean>
  /** By the server's clock as measured, epoch ms. */
  readonly now: () => Instant
}

/** RxDB's conflict handlers over the domain's merge functions (F6: they run on push only). */
export function createConflictHandlers(parts: ConflictParts): ConflictHandlers {
  return {
    users: createHandler<LocalDocuments['users']>('users', mergeProfile, parts),
    slots: createHandler<LocalDocuments['slots']>(
      'slots',
      async meeting => mergeLocalSlot(meeting, await parts.isReplaced(meeting.local.value)),
      parts
    ),
    calls: createHandler<LocalDocuments['calls']>('calls', mergeLocalCopy, parts)
  }
}

function createHandler<T extends { readonly id: string }>(
  collection: ReplicatedName,
  merge: Merge<T>,
  { refusalsByCollection, storeNotices, now }: ConflictParts
): RxConflictHandler<T> {
  return {
    isEqual: isEqualState,
    async resolve({ assumedMasterState, realMasterState, newDocumentState }) {
      const local = toVersioned<T>(newDocumentState)
      const refused = refusalsByCollection[collection].take(local.value.id)
      // RxDB drops this outcome: the newer local state stands, and meets the server's in its own push.
      if (refused?.isOutdated === true) return fromVersioned<T>(toVersioned<T>(realMasterState))
      const merged = await merge({
        assumed: findAssumed(assumedMasterState, local, refused),
        server: toVersioned<T>(realMasterState),
        local,
        reason: refused?.reason,
        now: now()
      })
      // First the notice, then RxDB overwrites the state that lost: a crash in between repeats the same notice.
      if (merged.notices.length > 0) await storeNotices(merged.notices)
      return fromVersioned<T>(merged.resolved)
    }
  }
}

/** What was stored and then changed by others is no change of this device any more: sent again, it would undo theirs. */
function findAssumed<T>(
  state: WithDeleted<T> | undefined,
  local: Versioned<T>,
  refused: RefusedPush | undefined
): Versioned<T> | undefined {
  if (refused?.wasStored === true) return local
  return state === undefined ? undefined : toVersioned<T>(state)
}
