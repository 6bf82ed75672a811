import { isOfferedId, type OfferedMonth } from '#domain/model/offered.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { reject, type Verdict } from '#domain/rules/verdict.ts'
import { refuseRow } from './plan.ts'
import { defineKind } from './write-kind.ts'

/** What a coach's slots were at their starts: the server alone writes it (IN7), so no push is ever read. */
export const offeredKind = defineKind<{
  readonly value: OfferedMonth
  readonly stored: OfferedMonth
  readonly outcome: Verdict<never>
}>({
  recognises: ({ actor, database, doc }) => database === createCallsName(actor.userId) && isOfferedId(doc._id),
  parse: () => ({ ok: false, reason: 'server-owned' }),
  listLockNames: () => [],
  listNeeds: () => ({ ids: [] }),
  mustWait: () => false,
  isWriters: () => false,
  judge: () => reject('server-owned'),
  plan: () => refuseRow('server-owned')
})
