import { type Dossier, dossierSchema, isDossierId } from '#domain/model/dossier.ts'
import { fromWire } from '#domain/model/wire.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { judgeDossier } from '#domain/rules/judge-dossier.ts'
import type { Verdict } from '#domain/rules/verdict.ts'
import { lockNames } from '#server/locks/keyed-lock.ts'
import { planOwnDocument } from './shared/own-document.ts'
import { defineKind, parseBy } from './write-kind.ts'

/** What a coach keeps of a student (DO1). Nothing of it is projected: nobody else is written to. */
export const dossierKind = defineKind<{
  readonly value: Dossier
  readonly stored: Dossier
  readonly outcome: Verdict<{ readonly put: Dossier }>
}>({
  recognises: ({ actor, database, doc }) => database === createCallsName(actor.userId) && isDossierId(doc._id),

  parse(doc) {
    // To keep nothing of a student is an empty one.
    if (doc._deleted === true) return { ok: false, reason: 'server-owned' }
    return parseBy(dossierSchema, fromWire(doc))
  },

  listLockNames: ({ actor }) => [lockNames.copies(actor.userId)],
  listNeeds: ({ actor, doc }) => ({ ids: [doc._id], dossiersOf: actor.userId }),
  // They are counted as they are stored.
  mustWait: ({ database }, _view, unstored) => [...unstored].some(key => key.startsWith(`${database}/dossier:`)),
  isWriters: ({ actor, database }) => actor.role === 'coach' && database === createCallsName(actor.userId),

  judge({ actor, value }, { found: { current }, base }, { loaded, now }) {
    return judgeDossier(actor, value, { current, base, count: loaded.countDossiers(actor.userId), now })
  },

  plan: planOwnDocument
})
