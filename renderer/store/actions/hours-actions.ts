import { changeHours, type HoursChange, isSameHours, listDatesChanges, pickHours } from '#domain/hours/change-hours.ts'
import { previewHours } from '#domain/hours/preview-hours.ts'
import { addSkip } from '#domain/hours/skips.ts'
import { dayNoteInputSchema } from '#domain/model/availability.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { busyLinkId } from '#domain/model/busy-link.ts'
import { holdsPassword, readCalendarUrl } from '#domain/model/calendar-url.ts'
import { busyTimesId } from '#domain/model/busy-times.ts'
import { type CoachProfile, coachProfileSchema } from '#domain/model/coach-profile.ts'
import type { Interval } from '#domain/time/interval.ts'
import { isZone } from '#domain/time/wall-clock.ts'
import { busySourceMaxLength } from '#domain/model/limits.ts'
import { lineInputSchema } from '#domain/model/line.ts'
import { dropUnknown } from '#domain/versions/unknown-fields.ts'
import type { HoursActions, Outcome, Refused } from '#renderer/contract/screens.ts'
import { type ActionContext, done, giving, refuse } from './action-context.ts'
import { findBusy, findBusyLink, readHoursFacts } from './hours-writes.ts'

/** A year of a full calendar is about 2 MB. */
const maxFileBytes = 5_000_000
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

  /** To have none any more is to have no intervals. */
  function saveBusy(source: string, intervals: readonly Interval[]): Promise<Outcome> {
    return repositories.calls.save({
      id: busyTimesId,
      kind: 'busy',
      intervals: intervals.map(interval => ({ ...interval })),
      source,
      importedAt: now()
    })
  }

  /** What the server made of another address says nothing of this one. */
  function saveLink(url: string | undefined): Promise<Outcome> {
    const known = findBusyLink(context)
    const reading = url === known?.url ? known?.reading : undefined
    return repositories.calls.save({
      id: busyLinkId,
      kind: 'busy-link',
      ...(url === undefined ? {} : { url }),
      askedAt: now(),
      ...(reading === undefined ? {} : { reading })
    })
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
    async importBusyTimes(file) {
      const coach = users.find(account.userId)
      if (account.role !== 'coach' || coach === undefined) return refuse('coaches-only')
      if (file.size > maxFileBytes) return refuse('calendar-too-large')
      const { readBusyTimes } = await import('#domain/calendar/read-busy-times.ts')
      const read = readBusyTimes(await file.text(), coach.zone, now())
      if (read.kind === 'too-large') return refuse('calendar-too-large')
      if (read.kind === 'unreadable') return refuse('calendar-unreadable')
      const source = lineInputSchema.safeParse(file.name.slice(0, busySourceMaxLength)).data ?? ''
      const saved = await saveBusy(source, read.intervals)
      return giving(saved, { count: read.intervals.length, isCut: read.isCut })
    },
    removeBusyTimes: () => (findBusy(context) === undefined ? Promise.resolve(done) : saveBusy('', [])),
    async saveBusyLink(address) {
      if (account.role !== 'coach') return refuse('coaches-only')
      if (!context.hasCapability('busy-link')) return refuse('unknown-field')
      const known = findBusyLink(context)
      const url = readCalendarUrl(address)
      if (address.trim() !== '' && url === undefined) {
        return refuse(holdsPassword(address) ? 'calendar-password' : 'calendar-address', { field: 'address' })
      }
      if (url === known?.url) return done
      return saveLink(url)
    },
    readBusyLinkAgain() {
      const known = findBusyLink(context)
      return known === undefined ? Promise.resolve(done) : saveLink(known.url)
    },
    async skipPlanned(startsAt) {
      const current = users.find(account.userId)
      if (account.role !== 'coach' || current === undefined) return refuse('coaches-only')
      const next = addSkip(current, startsAt, now())
      if (next === undefined) return done
      const saved = await users.save(next)
      // To the coach a slot is removed, and undo brings one back, as after any removal: skips only grow (AV4).
      if (saved.ok) await journal.record({ kind: 'slot-removed', slotIds: [createSlotId(account.userId, startsAt)] })
      return saved
    }
  }
}

/** Where a form shows what is wrong. */
function toField(path: readonly PropertyKey[]): string {
  const [first, second] = path
  if (first !== 'availability') return String(first ?? '')
  return second === 'overrides' ? 'dates' : String(second ?? 'weekly')
}
