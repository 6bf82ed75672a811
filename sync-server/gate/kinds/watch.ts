import { assertNever } from '#domain/assert-never.ts'
import { isWatchId, type Watch, watchIdSchema, watchSchema } from '#domain/model/watch.ts'
import { fromWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { judgeWatch, judgeWatchRemoval, type WatchEffect } from '#domain/rules/judge-watch.ts'
import type { Verdict } from '#domain/rules/verdict.ts'
import { lockNames } from '#server/locks/keyed-lock.ts'
import { buildOutcome } from '../revisions/revision-history.ts'
import { planOwnDocument } from './shared/own-document.ts'
import { defineKind, malformed, parseBy } from './write-kind.ts'

/** What a student waits for (WL1); of one that is removed the id says all. */
type WantedWatch = { readonly kind: 'put'; readonly watch: Watch } | { readonly kind: 'remove'; readonly id: string }

export const watchKind = defineKind<{
  readonly value: WantedWatch
  readonly stored: Watch
  readonly outcome: Verdict<WatchEffect>
}>({
  recognises: ({ actor, database, doc }) => database === createCallsName(actor.userId) && isWatchId(doc._id),

  parse(doc) {
    if (doc._deleted === true) {
      return watchIdSchema.safeParse(doc._id).success ? { ok: true, value: { kind: 'remove', id: doc._id } } : malformed
    }
    const parsed = parseBy(watchSchema, fromWire(doc))
    return parsed.ok ? { ok: true, value: { kind: 'put', watch: parsed.value } } : parsed
  },

  listLockNames: ({ actor }) => [lockNames.copies(actor.userId)],
  listNeeds: ({ actor, doc }) => ({ ids: [doc._id], watchesOf: actor.userId }),
  // They are counted as they are stored.
  mustWait: ({ database }, _view, unstored) => [...unstored].some(key => key.startsWith(`${database}/watch:`)),
  isWriters: ({ actor, database }) => actor.role === 'student' && database === createCallsName(actor.userId),

  judge({ actor, value }, { found: { current }, base }, { loaded }) {
    if (value.kind === 'remove') return judgeWatchRemoval(actor, value.id, { current, base })
    const others = loaded.listWatches(actor.userId).filter(id => id !== value.watch.id).length
    return judgeWatch(actor, value.watch, { current, base, others })
  },

  plan(write, verdict, standing, context) {
    switch (verdict.kind) {
      case 'conflict':
      case 'rejected':
        return planOwnDocument(write, verdict, standing, context)
      case 'accepted':
      case 'adjusted': {
        const { effect } = verdict
        if ('put' in effect) return planOwnDocument(write, { kind: 'accepted', effect }, standing, context)
        const { found } = standing
        // What never was there leaves no tombstone.
        if (found.current.kind !== 'live' && write.newEdits)
          return { row: { kind: 'unchanged', rev: found.rev ?? write.doc._rev ?? '0-0' } }
        const docs = buildOutcome(write, found, { removed: effect.remove }, context.makeHash)
        const { database, newEdits } = write
        return { row: { kind: 'written' }, own: { database, newEdits, docs } }
      }
      default:
        return assertNever(verdict)
    }
  }
})
