import { type CoachProfile, coachProfileSchema } from '#domain/model/coach-profile.ts'
import { trimLine } from '#domain/model/line.ts'
import { fromWire } from '#domain/model/wire.ts'
import { judgeProfile } from '#domain/rules/judge-profile.ts'
import type { Verdict } from '#domain/rules/verdict.ts'
import { lockNames } from '#server/locks/keyed-lock.ts'
import { planOwnDocument } from './shared/own-document.ts'
import { planFilling, readBusy } from './shared/filling.ts'
import { defineKind, parseBy, toKey } from './write-kind.ts'

/** A coach's public profile and policy (PR), and weekly hours, by which the calendar is filled (AV1). */
export const profileKind = defineKind<{
  readonly value: CoachProfile
  readonly stored: CoachProfile
  readonly outcome: Verdict<{ readonly put: CoachProfile }>
}>({
  recognises: ({ database }) => database === 'users',

  parse(doc) {
    if (doc._deleted === true) return { ok: false, reason: 'server-owned' }
    const fields = fromWire(doc)
    const asPushed = parseBy(coachProfileSchema, fields)
    // Marks that came along with a copied line are taken off, not refused (PR3).
    return asPushed.ok ? asPushed : parseBy(coachProfileSchema, { ...fields, ...trimLines(fields) })
  },

  listLockNames: ({ actor, value }) => (value.id === actor.userId ? [lockNames.coach(actor.userId)] : []),
  listNeeds: ({ doc, value }) => ({ ids: [doc._id], coachId: value.id, busyOf: value.id }),
  mustWait: (write, _view, unstored) => unstored.has(toKey(write)),
  isWriters: ({ actor, doc }) => actor.role === 'coach' && doc._id === actor.userId,

  judge: ({ actor, value }, { found, base }, { now }) =>
    judgeProfile(actor, value, { current: found.current, base, now }),

  // The hours, and the slots that come and go with them, in one commit (AV1).
  plan(write, verdict, standing, context) {
    const plan = planOwnDocument(write, verdict, standing, context)
    if (plan.row.kind !== 'written' || (verdict.kind !== 'accepted' && verdict.kind !== 'adjusted')) return plan
    return { ...plan, ...planFilling(verdict.effect.put, readBusy(write.value.id, context), context) }
  },

  // These two stand in the copies of the coach's students.
  changesPerson({ value }, loaded) {
    const before = loaded.findProfile(value.id)
    return before?.displayName !== value.displayName || before.zone !== value.zone
  }
})

function trimLines(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const lines = (['displayName', 'headline', 'meetingLine'] as const)
    .filter(name => fields[name] !== undefined)
    .map(name => [name, fields[name]] as const)
  return Object.fromEntries(lines.map(([name, text]) => [name, typeof text === 'string' ? trimLine(text) : text]))
}
