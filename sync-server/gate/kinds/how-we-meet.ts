import { type HowWeMeet, howWeMeetSchema, isHowWeMeetId, toMeetingPlace } from '#domain/model/how-we-meet.ts'
import { fromWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { judgeHowWeMeet } from '#domain/rules/judge-own-document.ts'
import type { Verdict } from '#domain/rules/verdict.ts'
import { listNamesOfCoach } from './shared/booking-facts.ts'
import { planOwnDocument } from './shared/own-document.ts'
import { defineKind, parseBy, toKey } from './write-kind.ts'

/** How a coach meets students (HM1). What both parties of a session ahead see of it follows by the projector, as a new name does. */
export const howWeMeetKind = defineKind<{
  readonly value: HowWeMeet
  readonly stored: HowWeMeet
  readonly outcome: Verdict<{ readonly put: HowWeMeet }>
}>({
  recognises: ({ actor, database, doc }) => database === createCallsName(actor.userId) && isHowWeMeetId(doc._id),

  parse(doc) {
    if (doc._deleted === true) return { ok: false, reason: 'server-owned' }
    return parseBy(howWeMeetSchema, fromWire(doc))
  },

  listLockNames: ({ actor }) => listNamesOfCoach(actor.userId),
  listNeeds: ({ doc }) => ({ ids: [doc._id] }),
  mustWait: (write, _view, unstored) => unstored.has(toKey(write)),
  isWriters: ({ actor, database, value }) =>
    actor.role === 'coach' && database === createCallsName(actor.userId) && value.id.endsWith(`:${actor.userId}`),

  judge: ({ actor, value }, { found, base }) => judgeHowWeMeet(actor, value, found.current, base),
  plan: planOwnDocument,

  changesPerson({ actor, database, doc, value }, loaded) {
    const { current } = loaded.find(database, doc._id)
    const before = current.kind === 'live' ? toMeetingPlace(current.value as HowWeMeet) : undefined
    return actor.role === 'coach' && !isSame(before, toMeetingPlace(value))
  }
})
