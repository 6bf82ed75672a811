import { changeHours, type HoursChange, isSameHours, listDatesChanges, pickHours } from '#domain/hours/change-hours.ts'
import { previewHours } from '#domain/hours/preview-hours.ts'
import { addSkip } from '#domain/hours/skips.ts'
import { dayNoteInputSchema } from '#domain/model/availability.ts'
import { type CoachProfile, coachProfileSchema } from '#domain/model/coach-profile.ts'
import { isZone } from '#domain/time/wall-clock.ts'
import { dropUnknown } from '#domain/versions/unknown-fields.ts'
import type { HoursActions, Refused } from '#renderer/contract/screens.ts'
import { type ActionContext, done, refuse } from './action-context.ts'
import { readHoursFacts } from './hours-writes.ts'

const nothing = { adds: [], removes: [], keeps: [], sessions: [] } as const

/** A coach's weekly hours. The device never makes the slots: it sends the hours, and the gate fills the calendar by them (AV1). */
export function createHoursActions(context: ActionContext): HoursActions {
  const { account, repositories, journal, now } = context
  const { users } = repositories

  /** The profile with a change in it, as it may be stored. */
  function change(current: CoachProfile, wanted: HoursChange): CoachProfile | Refused {
    if (wanted.zone !== undefined && !isZone(wanted.zone.name)) return refuse('unknown-zone', { field: 'zone' })
    const notes = listDatesChanges(wanted).map(({ note = '' }) => dayNoteInputSchema.safeParse(note))
    if (notes.some(({ success }) => !success)) return refuse('invalid-input', { field: 'dates.note' })
    const dates = listDatesChanges(wanted).map((change, at) => ({ ...change, note: notes[at]?.data ?? '' }))
    const next = changeHours(current, { ...wanted, dates }, context.createId().slice(0, 8), now())
    const { error } = coachProfileSchema.safeParse(dropUnknown(coachProfileSchema, next))
    return error === undefined ? next : refuse('invalid-input', { field: toField(error.issues[0]?.path ?? []) })
  }

  return {
    previewHours(wanted) {
      const before = users.find(account.userId)
      if (account.role !== 'coach' || before === undefined) return nothing
      const after = change(before, wanted)
      return 'ok' in after ? nothing : previewHours({ ...readHoursFacts(context), before, after })
    },
    async saveHours(wanted) {
      const before = users.find(account.userId)
      if (account.role !== 'coach' || before === undefined) return refuse('coaches-only')
      const after = change(before, wanted)
      if ('ok' in after) return after
      if (isSameHours(before, after)) return done
      const saved = await users.save(after)
      if (saved.ok) {
        const states = { before: pickHours(before), after: pickHours(after) }
        await journal.record({ kind: 'hours-saved', slotIds: [], ...states })
      }
      return saved
    },
    async skipPlanned(startsAt) {
      const current = users.find(account.userId)
      if (account.role !== 'coach' || current === undefined) return refuse('coaches-only')
      const next = addSkip(current, startsAt, now())
      return next === undefined ? done : users.save(next)
    }
  }
}

/** Where a form shows what is wrong. */
function toField(path: readonly PropertyKey[]): string {
  const [first, second] = path
  if (first !== 'availability') return String(first ?? '')
  return second === 'overrides' ? 'dates' : String(second ?? 'weekly')
}
