import { type HoursFields, isSameHours, pickHours } from '#domain/hours/change-hours.ts'
import { moveHours } from '#domain/hours/move-hours.ts'
import { joinIntervals, planHours } from '#domain/hours/plan-hours.ts'
import { findWantedStart } from '#domain/hours/list-starts.ts'
import { joinSkips } from '#domain/model/join-skips.ts'
import { type BusyLink, busyLinkId } from '#domain/model/busy-link.ts'
import { type BusyTimes, busyTimesId, busyTimesIds } from '#domain/model/busy-times.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Instant, SlotId } from '#domain/model/primitives.ts'
import { type Slot, slotFromId } from '#domain/model/slot.ts'
import type { Interval } from '#domain/time/interval.ts'
import { isSame } from '#domain/rules/is-same.ts'
import type { HoursData } from '#renderer/contract/hours.ts'
import type { HistoryEntry, Outcome } from '#renderer/contract/screens.ts'
import { readState } from '../history/history.ts'
import { listParts } from '../history/parts.ts'
import { type ActionContext, refuse } from './action-context.ts'

/** What filling would do on this device, by what the device knows. */
export function readHoursFacts(context: ActionContext) {
  const { account, now } = context
  const slots = context.readSlots().filter(({ coachId }) => coachId === account.userId)
  return {
    isActive: true,
    slots,
    busy: listBusy(context),
    now: now(),
    sessions: listSessions(context)
  }
}

/** When the coach has no time, where a file was read and not removed. */
export function findBusy({ repositories }: Pick<ActionContext, 'repositories'>): BusyTimes | undefined {
  const stored = repositories.calls.find(busyTimesId)
  return stored?.kind === 'busy' && stored.intervals.length > 0 ? stored : undefined
}

/** The address of a calendar that the server reads, where there is one. */
export function findBusyLink({ repositories }: Pick<ActionContext, 'repositories'>): BusyLink | undefined {
  const stored = repositories.calls.find(busyLinkId)
  return stored?.kind === 'busy-link' && stored.url !== undefined ? stored : undefined
}

/** When the coach has no time, by the file and by the calendar that the server reads. */
export function listBusy({ repositories }: Pick<ActionContext, 'repositories'>): readonly Interval[] {
  const found = busyTimesIds.flatMap(id => {
    const stored = repositories.calls.find(id)
    return stored?.kind === 'busy' ? stored.intervals : []
  })
  return found.length === 0 ? noTimes : joinIntervals(found)
}

const noTimes: readonly Interval[] = []

function listSessions({ repositories, now }: ActionContext): readonly SessionCopy[] {
  return repositories.calls.items.flatMap(copy =>
    copy.kind === 'call' && copy.status === 'confirmed' && copy.endsAt > now() ? [copy] : []
  )
}

/** The same list each time: whoever shows it draws nothing anew. */
const none: readonly Slot[] = []

/**
 * What the server will make of hours that it has not got yet, and what it will take away. Once it has them, what is there says it. A
 * removal that waits is a skip by the time it arrives.
 */
export function planWaitingHours(context: ActionContext): Pick<HoursData, 'planned' | 'leaving'> {
  const { repositories, account, findPending } = context
  const coach = account.role === 'coach' ? repositories.users.find(account.userId) : undefined
  if (coach === undefined || findPending(coach.id) === undefined) return { planned: none, leaving: none }
  const { sessions, ...facts } = readHoursFacts(context)
  const { add, remove } = planHours({ ...facts, coach, bookings: sessions })
  const isLeft = ({ id }: Slot): boolean => findPending(id) === undefined && context.findReplacement(id) === undefined
  return { planned: add.filter(isLeft), leaving: remove.length === 0 ? none : remove }
}

/** Hours are saved by `saveHours` alone: a page that is saved leaves them as they are. */
export function withHoursOf<T extends Omit<CoachProfile, 'id'>>(fields: T, current: CoachProfile | undefined): T {
  const { availability: _, gapMin: __, ...others } = fields
  const { zone: ___, ...hours } = pickHours(current ?? {})
  return { ...others, ...hours } as T
}

/** The page as it was before a change, with the hours of today. Where it was in another zone, they go back with it (AV8). */
export async function restoreProfile(context: ActionContext, entry: HistoryEntry): Promise<Outcome> {
  const { account, repositories, now } = context
  const [before, after] = [readState<CoachProfile>(entry.before), readState<CoachProfile>(entry.after)]
  const current = repositories.users.find(account.userId)
  const fields = before as Omit<CoachProfile, 'id'>
  const page = { ...withHoursOf(fields, current), id: account.userId }
  if (current === undefined || current.zone === page.zone) return repositories.users.save(page)
  const keeps = isSame(before.availability?.weekly, after.availability?.weekly) ? 'clock-times' : 'moments'
  const back = moveHours(
    { ...page, zone: current.zone },
    { name: page.zone, keeps },
    context.createId().slice(0, 8),
    now()
  )
  // Nobody has changed them since: exactly as they were, and not as two moves make them.
  return isSameHours(current, after) ? restoreHours(context, entry, back) : repositories.users.save(back)
}

/**
 * The hours as they were before a change, with the skips of both, and without what was taken away since: that stays away (AV4).
 * @param page what else the profile says; left out: what it says now
 */
export async function restoreHours(context: ActionContext, entry: HistoryEntry, page?: CoachProfile): Promise<Outcome> {
  const { account, repositories, now } = context
  const before: HoursFields = readState<CoachProfile>(entry.before)
  const current = repositories.users.find(account.userId)
  if (current === undefined) return refuse('undo-changed')
  const { availability: moved, gapMin: __, ...rest } = page ?? current
  const next: CoachProfile = { ...rest, ...pickHours(before) }
  const { availability, zone } = next
  if (availability === undefined) return repositories.users.save(next)
  // Other generations hold for the hours that come back: what is away now is away in those as well.
  const away = [...listSkipped(current), ...listTakenAwaySince(entry, repositories.journal.items)]
  const skipped = away.flatMap(startsAt => findWantedStart(availability, zone, startsAt) ?? [])
  const lists = [skipped, moved?.skips ?? [], current.availability?.skips ?? [], before.availability?.skips ?? []]
  return repositories.users.save({
    ...next,
    availability: { ...availability, skips: [...joinSkips(availability, lists, now())] }
  })
}

/** Starts that hours want and that stay away. */
function listSkipped({ availability, zone }: CoachProfile): readonly Instant[] {
  return (availability?.skips ?? []).flatMap(({ startsAt, generation }) =>
    availability !== undefined && findWantedStart(availability, zone, startsAt)?.generation === generation
      ? [startsAt]
      : []
  )
}

/** Starts that this device's person took away after a change. The server has made skips of them, or will; they may not have come back yet. */
function listTakenAwaySince({ order }: HistoryEntry, journal: readonly HistoryEntry[]): readonly Instant[] {
  return journal
    .filter(entry => entry.order > order)
    .flatMap(listParts)
    .filter(({ outcome }) => outcome !== 'undone' && outcome !== 'declined')
    .flatMap(listTakenAway)
    .flatMap(slotId => slotFromId(slotId)?.startsAt ?? [])
}

function listTakenAway({ kind, slotIds, after }: HistoryEntry): readonly SlotId[] {
  switch (kind) {
    case 'slot-removed':
    case 'day-cancelled':
      return slotIds
    case 'slot-moved':
      return slotIds.slice(0, 1)
    case 'cancel-asked':
    case 'reschedule-asked':
      return withdrawsHours(readState<SessionCopy>(after)) ? slotIds.slice(0, 1) : []
    default:
      return []
  }
}

function withdrawsHours({ request }: Partial<SessionCopy>): boolean {
  return request !== undefined && 'reopenSlot' in request && request.reopenSlot === false
}

/** Slots that the hours of a change had made, that the hours before did not want, and that are booked by now. */
export function listBookedMeanwhile(context: ActionContext, entry: HistoryEntry): readonly Slot[] {
  const [before, after] = [readState<CoachProfile>(entry.before), readState<CoachProfile>(entry.after)]
  const wants = ({ availability, zone }: Partial<CoachProfile>, startsAt: number): boolean =>
    availability !== undefined && zone !== undefined && findWantedStart(availability, zone, startsAt) !== undefined
  return context
    .readSlots()
    .filter(
      ({ coachId, status, startsAt }) =>
        coachId === context.account.userId &&
        status === 'booked' &&
        startsAt > context.now() &&
        wants(after, startsAt) &&
        !wants(before, startsAt)
    )
}
