import { type BusyTimes, busyTimesSchema, linkedTimesId } from '#domain/model/busy-times.ts'
import { fromWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { judgeBusyTimes } from '#domain/rules/judge-busy-times.ts'
import type { Verdict } from '#domain/rules/verdict.ts'
import { lockNames } from '#server/locks/keyed-lock.ts'
import { planFilling, readBusy } from './shared/filling.ts'
import { planOwnDocument } from './shared/own-document.ts'
import { defineKind, malformed, parseBy, toKey } from './write-kind.ts'

const prefix = 'busy:'

/** When a coach has no time, from another calendar (AV10). Hours are filled anew around it, in the same commit. */
export const busyKind = defineKind<{
  readonly value: BusyTimes
  readonly stored: BusyTimes
  readonly outcome: Verdict<{ readonly put: BusyTimes }>
}>({
  recognises: ({ actor, database, doc }) => database === createCallsName(actor.userId) && doc._id.startsWith(prefix),

  // To have none any more is to have no intervals.
  parse(doc) {
    if (doc._id === linkedTimesId) return { ok: false, reason: 'server-owned' }
    return doc._deleted === true ? malformed : parseBy(busyTimesSchema, fromWire(doc))
  },

  listLockNames: ({ actor }) => [
    lockNames.copies(actor.userId),
    ...(actor.role === 'coach' ? [lockNames.coach(actor.userId)] : [])
  ],
  listNeeds: ({ actor, doc }) => ({ ids: [doc._id], coachId: actor.userId, busyOf: actor.userId }),
  mustWait: (write, _view, unstored) => unstored.has(toKey(write)),
  isWriters: ({ actor, database }) => actor.role === 'coach' && database === createCallsName(actor.userId),

  judge: ({ actor, value }, { found, base }) => judgeBusyTimes(actor, value, found.current, base),

  plan(write, verdict, standing, context) {
    const plan = planOwnDocument(write, verdict, standing, context)
    const coach = context.loaded.findProfile(write.actor.userId)
    if (plan.row.kind !== 'written' || coach === undefined) return plan
    return { ...plan, ...planFilling(coach, readBusy(coach.id, context, write.value), context) }
  }
})
