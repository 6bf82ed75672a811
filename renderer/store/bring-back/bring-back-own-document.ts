import { maxWatches } from '#domain/model/limits.ts'
import type { OwnDocument } from '#domain/model/own-documents.ts'
import { isWatchStanding, type Watch } from '#domain/model/watch.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { createOutsideReader } from '#renderer/data/database/collections.ts'
import type { UnsyncedDocument } from '#renderer/data/recovery/recovery-contents.ts'
import { mergeLocalCopy } from '#renderer/data/replication/merge-local.ts'
import type { ActionContext } from '../actions/action-context.ts'
import { pickOwn } from '../derive-workspace.ts'
import { back, type Fate, left, refusalOf, same } from './fate.ts'

const readCopy = createOutsideReader('calls')

/** What a person keeps in the own database besides sessions, as it was on a device (PW8). */
export function createOwnDocumentBringer(parts: {
  readonly context: ActionContext
  /** Whether this device holds everything that the server has. */
  readonly hasFetched: () => boolean
}) {
  const { context, hasFetched } = parts
  const { account, repositories, now } = context
  const { calls, notices } = repositories

  /** There may be no room for it, or nothing to wait for any more; one that was removed here is not made again (MG19). */
  async function judgeWatch(kept: Watch): Promise<Fate | undefined> {
    if (account.role !== 'student') return left('watch', 'not-yours')
    if (!isWatchStanding(kept, now())) return same
    const stored = await calls.findStored(kept.id)
    if (stored !== undefined) return stored.deleted ? same : undefined
    const { watches } = pickOwn(calls.items)
    if (watches.filter(one => isWatchStanding(one, now())).length >= maxWatches)
      return left('watch', 'too-many-watches')
    // Ended ones count at the server, too.
    for (const { id } of watches.filter(one => !isWatchStanding(one, now()))) refusalOf(await calls.remove(id))
    return undefined
  }

  /** A person's own documents, as two devices meet (MG17 to MG19): nothing that is here is overwritten. */
  return async function bringBackOwnDocument(kept: OwnDocument, base: UnsyncedDocument['base']): Promise<Fate> {
    const isWaiting = kept.kind === 'watch'
    const about = isWaiting ? 'watch' : 'own'
    const settled = isWaiting ? await judgeWatch(kept) : undefined
    if (settled !== undefined) return settled
    if (!isWaiting && account.role !== 'coach') return left(about, 'not-yours')
    const known = base === undefined || base.deleted ? undefined : readCopy(base.value)?.raw
    const mergeInto = (there: OwnDocument) =>
      mergeLocalCopy({
        ...(known === undefined ? {} : { assumed: { deleted: false, value: known } }),
        server: { deleted: false, value: there },
        local: { deleted: false, value: kept },
        now: now()
      })
    const current = calls.find(kept.id)
    if (current === undefined && !hasFetched()) return left(about, 'not-fetched')
    const told = current === undefined ? [] : mergeInto(current).notices
    await notices.addMissing(told)
    if (current !== undefined && isSame(mergeInto(current).resolved.value, current)) {
      return told.length > 0 ? back('notices') : same
    }
    refusalOf(await calls.bringBack(kept.id, there => (there === undefined ? kept : mergeInto(there).resolved.value)))
    return back('changes')
  }
}
