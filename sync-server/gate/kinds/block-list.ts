import { type BlockList, blockListId, blockListSchema } from '#domain/model/block-list.ts'
import { fromWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { judgeBlockList } from '#domain/rules/judge-own-document.ts'
import type { Verdict } from '#domain/rules/verdict.ts'
import { listNamesOfCoach } from './shared/booking-facts.ts'
import { planOwnDocument } from './shared/own-document.ts'
import { defineKind, parseBy, toKey } from './write-kind.ts'

/** Whom a coach has blocked (BL3). A claim that waits for the same coach is judged before it is stored, or by what it says. */
export const blockListKind = defineKind<{
  readonly value: BlockList
  readonly stored: BlockList
  readonly outcome: Verdict<{ readonly put: BlockList }>
}>({
  recognises: ({ actor, database, doc }) => database === createCallsName(actor.userId) && doc._id === blockListId,

  parse(doc) {
    // Nobody is blocked: an empty list.
    if (doc._deleted === true) return { ok: false, reason: 'server-owned' }
    return parseBy(blockListSchema, fromWire(doc))
  },

  listLockNames: ({ actor }) => listNamesOfCoach(actor.userId),
  listNeeds: ({ doc }) => ({ ids: [doc._id] }),
  mustWait: (write, _view, unstored) => unstored.has(toKey(write)),
  isWriters: ({ actor, database }) => actor.role === 'coach' && database === createCallsName(actor.userId),

  judge: ({ actor, value }, { found, base }) => judgeBlockList(actor, value, found.current, base),
  plan: planOwnDocument
})
