import { maxWatches } from '#domain/model/limits.ts'
import { createWatchId, isWatchStanding, type Watch, watchSchema } from '#domain/model/watch.ts'
import { isZone } from '#domain/time/wall-clock.ts'
import type { WorkspaceActions } from '#renderer/contract/screens.ts'
import { pickOwn } from '../derive-workspace.ts'
import { type ActionContext, done, giving, refuse } from './action-context.ts'

/** What a student waits for (WL1). */
export function createWatchActions(context: ActionContext): Pick<WorkspaceActions, 'saveWatch' | 'removeWatch'> {
  const { account, repositories, now, createId, journal, hasCapability } = context
  const { calls } = repositories
  const readWatches = () => pickOwn(calls.items).watches

  return {
    async saveWatch(wish, changed) {
      if (account.role !== 'student') return refuse('students-only')
      if (!hasCapability('waiting-list')) return refuse('unknown-field')
      if (!isZone(wish.zone)) return refuse('unknown-zone')
      const watches = readWatches()
      const before = watches.find(({ id }) => id === changed)
      const { id, madeAt } = before ?? { id: createWatchId(createId()), madeAt: now() }
      const parsed = watchSchema.safeParse({ ...wish, id, kind: 'watch', madeAt })
      if (!parsed.success) return refuse('invalid-input', { field: parsed.error.issues[0]?.path.join('.') ?? '' })
      const watch = parsed.data
      if (!isWatchStanding(watch, now())) return refuse('invalid-input', { field: 'until' })
      const others = watches.filter(one => one.id !== id)
      const [ended, standing] = split(others, now())
      if (standing.length >= maxWatches) return refuse('too-many-watches')
      // They count at the server, too, and ask for nothing any more.
      for (const one of ended) {
        const removed = await calls.remove(one.id)
        if (!removed.ok) return removed
      }
      const saved = await calls.save(watch)
      const kind = before === undefined ? 'watch-made' : 'watch-changed'
      if (saved.ok) await journal.record({ kind, slotIds: [], before, after: watch })
      return giving(saved, watch.id)
    },
    async removeWatch(id) {
      const watch = readWatches().find(one => one.id === id)
      if (watch === undefined) return done
      const removed = await calls.remove(id)
      if (removed.ok) await journal.record({ kind: 'watch-removed', slotIds: [], before: watch })
      return removed
    }
  }
}

function split(watches: readonly Watch[], now: number): readonly [ended: readonly Watch[], standing: readonly Watch[]] {
  return [watches.filter(watch => !isWatchStanding(watch, now)), watches.filter(watch => isWatchStanding(watch, now))]
}
