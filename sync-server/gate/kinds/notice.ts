import { type Notice, noticeSchema } from '#domain/model/notice.ts'
import { fromWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { judgeNotice } from '#domain/rules/judge-notice.ts'
import type { Verdict } from '#domain/rules/verdict.ts'
import { lockNames } from '#server/locks/keyed-lock.ts'
import { planOwnDocument } from './shared/own-document.ts'
import { defineKind, parseBy, toKey } from './write-kind.ts'

/** A notice that its reader puts aside or takes back (NT2). */
export const noticeKind = defineKind<{
  readonly value: Notice
  readonly stored: Notice
  readonly outcome: Verdict<{ readonly put: Notice }>
}>({
  recognises: ({ actor, database, doc }) => database === createCallsName(actor.userId) && doc._id.startsWith('notice:'),

  parse(doc) {
    if (doc._deleted === true) return { ok: false, reason: 'not-yours-to-create' }
    return parseBy(noticeSchema, fromWire(doc))
  },

  listLockNames: ({ actor }) => [lockNames.copies(actor.userId)],
  listNeeds: ({ doc }) => ({ ids: [doc._id] }),
  mustWait: (write, _view, unstored) => unstored.has(toKey(write)),
  isWriters: ({ actor, database }) => database === createCallsName(actor.userId),

  judge: ({ value }, { found, base }) => judgeNotice(value, found.current, base),
  plan: planOwnDocument
})
