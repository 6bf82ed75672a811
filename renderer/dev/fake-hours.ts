import { changeHours } from '#domain/hours/change-hours.ts'
import { planHours } from '#domain/hours/plan-hours.ts'
import { previewHours } from '#domain/hours/preview-hours.ts'
import { addSkip } from '#domain/hours/skips.ts'
import { busyLinkId } from '#domain/model/busy-link.ts'
import { holdsPassword, readCalendarUrl } from '#domain/model/calendar-url.ts'
import { busyTimesId } from '#domain/model/busy-times.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { dayMs, hourMs } from '#domain/time/durations.ts'
import type { DeviceAccount, HoursActions, Outcome, WorkspaceData } from '../contract/screens.ts'
import type { FakeHistory } from './fake-history.ts'

const done = { ok: true, value: undefined } as const

/** Hours whose server has answered by the time they are saved: what it would fill is there. */
export function createFakeHours(
  account: DeviceAccount,
  now: () => Instant,
  set: (change: Partial<WorkspaceData>) => void,
  get: () => WorkspaceData,
  journal: FakeHistory
): HoursActions {
  let changes = 0
  const findOwn = () => get().coaches.find(({ id }) => id === account.userId)
  const readFacts = () => ({
    isActive: true,
    slots: get().slots,
    busy: get().busyIntervals,
    now: now(),
    sessions: get().calls.filter(({ status, endsAt }) => status === 'confirmed' && endsAt > now())
  })

  function put(coach: CoachProfile): Outcome {
    const { sessions, ...facts } = readFacts()
    const { add, remove } = planHours({ ...facts, coach, bookings: sessions })
    const gone = new Set(remove.map(({ id }) => id))
    const slots = [...get().slots.filter(({ id }) => !gone.has(id)), ...add].toSorted((a, b) => a.startsAt - b.startsAt)
    set({ slots, coaches: get().coaches.map(one => (one.id === coach.id ? coach : one)) })
    return done
  }

  function createGeneration(): string {
    changes += 1
    return changes.toString(16).padStart(8, '0')
  }

  return {
    previewHours(wanted) {
      const before = findOwn()
      if (before === undefined) return { adds: [], removes: [], keeps: [], sessions: [] }
      const after = changeHours(before, wanted, createGeneration(), now())
      return previewHours({ ...readFacts(), before, after })
    },
    saveHours(wanted) {
      const before = findOwn()
      if (before === undefined) return Promise.resolve({ ok: false, refusal: 'coaches-only' })
      const outcome = put(changeHours(before, wanted, createGeneration(), now()))
      journal.record('hours-saved', [], () => put(before))
      return Promise.resolve(outcome)
    },
    importBusyTimes({ name }) {
      // Whatever the file says: the day after tomorrow is taken.
      const startsAt = now() + 2 * dayMs
      const intervals = [{ startsAt, endsAt: startsAt + 4 * hourMs }]
      set({
        busy: { id: busyTimesId, kind: 'busy', intervals, source: name, importedAt: now() },
        busyIntervals: intervals
      })
      const own = findOwn()
      if (own !== undefined) put(own)
      return Promise.resolve({ ok: true, value: { count: intervals.length, isCut: false } })
    },
    removeBusyTimes() {
      set({ busy: undefined, busyIntervals: [] })
      const own = findOwn()
      return Promise.resolve(own === undefined ? done : put(own))
    },
    saveBusyLink(address) {
      const url = readCalendarUrl(address)
      if (url === undefined && address.trim() !== '') {
        const refusal = holdsPassword(address) ? 'calendar-password' : 'calendar-address'
        return Promise.resolve({ ok: false, refusal, field: 'address' })
      }
      const reading = { triedAt: now(), readAt: now() }
      set({
        busyLink: url === undefined ? undefined : { id: busyLinkId, kind: 'busy-link', url, askedAt: now(), reading }
      })
      return Promise.resolve(done)
    },
    readBusyLinkAgain: () => Promise.resolve(done),
    skipPlanned(startsAt) {
      const own = findOwn()
      const next = own === undefined ? undefined : addSkip(own, startsAt, now())
      if (own === undefined || next === undefined) return Promise.resolve(done)
      const outcome = put(next)
      journal.record('slot-removed', [createSlotId(own.id, startsAt)], () => put(own))
      return Promise.resolve(outcome)
    }
  }
}
