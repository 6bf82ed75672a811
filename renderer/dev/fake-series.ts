import { listSeriesStarts } from '#domain/series/list-series-starts.ts'
import { listFollowingMoves } from '#domain/series/following-moves.ts'
import { listFollowing } from '#domain/series/list-following.ts'
import { isOffered, type PlannedDate, planSeries } from '#domain/series/plan-series.ts'
import type { AskedDate, SeriesActions, WorkspaceData } from '#renderer/contract/screens.ts'

/** Plans over the gallery's slots; whatever is asked for waits. */
export function createFakeSeries(get: () => WorkspaceData): SeriesActions {
  const ask = (dates: readonly PlannedDate[]) => {
    const asked = dates
      .filter(isOffered)
      .map(({ slotId, startsAt }, n): AskedDate => ({ kind: 'asked', slotId, startsAt, bookingId: String(n) }))
    return Promise.resolve({ ok: true as const, value: asked })
  }
  return {
    plan({ coachId, firstStartsAt, count, studentId }) {
      const { slots, coaches } = get()
      const zone = coaches.find(({ id }) => id === coachId)?.zone ?? 'UTC'
      return planSeries(listSeriesStarts(firstStartsAt, count, zone), {
        coachId,
        findSlot: id => slots.find(slot => slot.id === id),
        findReason: ({ status }) => (status === 'open' ? undefined : 'slot-taken'),
        ...(studentId === undefined ? {} : { findMakingReason: () => undefined })
      })
    },
    listFollowing: bookingId => {
      const { calls } = get()
      const chosen = calls.find(({ id }) => id === bookingId)
      const found = chosen === undefined ? [] : listFollowing(chosen, calls, { zone: 'UTC', now: 0 })
      return found.map(({ session, isMovedSingly }) => ({ call: session, isMovedSingly, refusal: undefined }))
    },
    cancelEach: () => ask([]),
    planMove: ({ bookingId, to }) => {
      const { calls } = get()
      const chosen = calls.find(({ id }) => id === bookingId)
      const found = chosen === undefined ? [] : listFollowing(chosen, calls, { zone: 'UTC', now: 0 })
      return listFollowingMoves(found, { to, zone: 'UTC', coachId: '' }).map(
        ({ session, isMovedSingly, startsAt, clock }) => ({
          call: session,
          isMovedSingly,
          refusal: undefined,
          to: startsAt,
          clock,
          givingWay: []
        })
      )
    },
    moveEach: () => ask([]),
    claim: (_coachId, dates) => ask(dates),
    pencil: (_studentId, dates) => ask(dates)
  }
}
