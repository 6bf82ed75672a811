import { busyLinkId, type BusyLink, busyLinkSchema } from '#domain/model/busy-link.ts'
import { type BusyTimes, linkedTimesId } from '#domain/model/busy-times.ts'
import { fromWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { judgeBusyLink } from '#domain/rules/judge-busy-link.ts'
import type { Verdict } from '#domain/rules/verdict.ts'
import { lockNames } from '#server/locks/keyed-lock.ts'
import type { JudgingContext } from '../memory/judging-context.ts'
import { buildNext } from '../revisions/revision-history.ts'
import type { Plan } from './plan.ts'
import { planFilling, readBusy } from './shared/filling.ts'
import { planOwnDocument } from './shared/own-document.ts'
import { defineKind, malformed, parseBy, type PushedValue, toKey } from './write-kind.ts'

/**
 * The web address of a coach's calendar (BU1). It is read behind the gate, once it is stored (`busy-links/`); without one its times go, and
 * hours are filled anew, in the same commit.
 */
export const busyLinkKind = defineKind<{
  readonly value: BusyLink
  readonly stored: BusyLink
  readonly outcome: Verdict<{ readonly put: BusyLink }>
}>({
  recognises: ({ actor, database, doc }) => database === createCallsName(actor.userId) && doc._id === busyLinkId,

  // To have none any more is to have no address.
  parse: doc => (doc._deleted === true ? malformed : parseBy(busyLinkSchema, fromWire({ ...doc, reading: undefined }))),

  listLockNames: ({ actor }) => [
    lockNames.copies(actor.userId),
    ...(actor.role === 'coach' ? [lockNames.coach(actor.userId)] : [])
  ],
  listNeeds: ({ actor, doc }) => ({ ids: [doc._id], coachId: actor.userId, busyOf: actor.userId }),
  mustWait: (write, _view, unstored) => unstored.has(toKey(write)),
  isWriters: ({ actor, database }) => actor.role === 'coach' && database === createCallsName(actor.userId),

  judge: ({ actor, value }, { found, base }) => judgeBusyLink(actor, value, found.current, base),

  plan(write, verdict, standing, context) {
    const plan = planOwnDocument(write, verdict, standing, context)
    return plan.row.kind === 'written' && write.value.url === undefined
      ? { ...plan, ...planNoTimes(plan, write, context) }
      : plan
  }
})

/** The times of an address that is gone go with it (BU5). */
function planNoTimes(
  { own }: Plan,
  { actor, database, newEdits }: PushedValue<BusyLink>,
  context: JudgingContext
): Partial<Plan> {
  const found = context.loaded.find(database, linkedTimesId)
  if (own === undefined || found.current.kind !== 'live') return {}
  const times: BusyTimes = { ...(found.current.value as BusyTimes), intervals: [], importedAt: context.now }
  const coach = context.loaded.findProfile(actor.userId)
  return {
    own: { ...own, docs: [...own.docs, buildNext(found, { value: times }, newEdits, context.makeHash)] },
    ...(coach === undefined ? {} : planFilling(coach, readBusy(coach.id, context, times), context))
  }
}
