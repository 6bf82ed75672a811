import type { DossierWords } from '#domain/merge/join-dossier.ts'
import { mergeDossier } from '#domain/merge/merge-dossier.ts'
import { createDossierId, createTags, type Dossier, dossierSchema } from '#domain/model/dossier.ts'
import { maxDossiers } from '#domain/model/limits.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { dropUnknown } from '#domain/versions/unknown-fields.ts'
import type { WorkspaceActions } from '#renderer/contract/screens.ts'
import { pickOwn } from '../derive-workspace.ts'
import { saysDossier } from '../history/find-outcome.ts'
import { type ActionContext, done, refuse } from './action-context.ts'

/** What a coach keeps of students (DO1). */
export function createDossierActions(context: ActionContext): Pick<WorkspaceActions, 'saveDossier'> {
  const { account, repositories, now, journal, hasCapability } = context
  const { calls, notices } = repositories

  /** What another device saved while this was typed is joined with it, by the rule for two devices that meet on the server (MG21). */
  async function keepWordsOfOthers(typed: Dossier, current: Dossier, base: DossierWords): Promise<Dossier> {
    if (saysDossier(current, base)) return typed
    const { id, kind, editedAt } = current
    const { resolved, notices: told } = mergeDossier({
      assumed: { deleted: false, value: { ...base, id, kind, editedAt } },
      server: { deleted: false, value: current },
      local: { deleted: false, value: typed },
      now: now()
    })
    if (told.length > 0) await notices.addMissing(told)
    return { ...resolved.value, editedAt: typed.editedAt }
  }

  return {
    async saveDossier(student, words, base) {
      if (account.role !== 'coach') return refuse('coaches-only')
      if (!hasCapability('dossier')) return refuse('unknown-field')
      const id = createDossierId(student.id)
      const { tags, ...rest } = dropUnknown(dossierSchema, words)
      const parsed = dossierSchema.safeParse({
        ...rest,
        ...(tags === undefined ? {} : { tags: createTags(tags) }),
        ...withConsent(words, pickOwn(calls.items).dossiers.get(student.id), now()),
        id,
        kind: 'dossier',
        editedAt: now()
      })
      if (!parsed.success) return refuse('invalid-input', { field: String(parsed.error.issues[0]?.path[0] ?? '') })
      const { dossiers } = pickOwn(calls.items)
      const current = dossiers.get(student.id)
      if (current === undefined && dossiers.size >= maxDossiers) return refuse('too-many-dossiers')
      const next =
        current === undefined || base === undefined
          ? parsed.data
          : await keepWordsOfOthers(parsed.data, current, { ...base, ...withConsent(base, current, undefined) })
      if (current !== undefined && saysDossier(current, next)) return done
      const saved = await calls.save(next)
      if (!saved.ok) return saved
      await journal.record({
        kind: 'dossier-saved',
        slotIds: [],
        ...(student.name === '' ? {} : { otherName: student.name }),
        before: { studentId: student.id, ...toWords(current) },
        after: { studentId: student.id, ...toWords(next) }
      })
      return saved
    }
  }
}

/** A consent is of the moment in which its tick was set, and stays that as long as the tick does. */
function withConsent(
  { agreedToLog }: DossierWords,
  current: Dossier | undefined,
  at: Instant | undefined
): Pick<DossierWords, 'agreedAt'> {
  if (agreedToLog !== true) return {}
  const agreedAt = current?.agreedToLog === true ? current.agreedAt : at
  return agreedAt === undefined ? {} : { agreedAt }
}

function toWords(dossier: Dossier | undefined): DossierWords {
  if (dossier === undefined) return {}
  const { id: _, kind: __, editedAt: ___, ...words } = dropUnknown(dossierSchema, dossier)
  return words
}
