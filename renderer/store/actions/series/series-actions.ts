import { claimValidityMs, type SlotId } from '#domain/model/primitives.ts'
import { isReason, type Reason } from '#domain/model/reasons.ts'
import type { SeriesPlace } from '#domain/model/series.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Claim } from '#domain/rules/judge-claim.ts'
import { listSeriesStarts } from '#domain/series/list-series-starts.ts'
import { isOffered, type PlannedDate, planSeries } from '#domain/series/plan-series.ts'
import type { HistoryPart } from '#renderer/contract/history-entry.ts'
import type { AskedDate, Outcome, Refused, SeriesActions } from '#renderer/contract/screens.ts'
import { type ActionContext, refuse } from '../action-context.ts'
import { createClaimJudge, findConnectionRefusal } from '../claim-judge.ts'
import { createFollowingActions } from './following-actions.ts'
import { createFollowingMoves } from './following-moves.ts'
import { createPencilJudge } from '../pencil-judge.ts'
import { createPencilWrites } from '../pencil-writes.ts'
import { listOwnTakes } from '../read-booking.ts'
import { createSlotWrites } from '../slot-writes.ts'

/** Series (SR1 to SR6): each date is a claim or a pencil like any other, with its place beside it. */
export function createSeriesActions(context: ActionContext): SeriesActions {
  const following = createFollowingActions(context)
  const { repositories, now, journal } = context
  const judgeClaim = createClaimJudge(context)
  const pencils = createPencilJudge(context)
  const writePencil = createPencilWrites(context)
  const slotWrites = createSlotWrites(context)

  const findSlot = (id: SlotId): Slot | undefined => context.readSlots().find(slot => slot.id === id)

  function findClaimReason(slot: Slot): Reason | undefined {
    if (listOwnTakes(context).has(slot.id)) return 'slot-taken'
    return toReason(judgeClaim(toClaim(slot, now()), slot))
  }

  function toClaim(slot: Slot, at: number, series?: SeriesPlace): Claim {
    const place = series === undefined ? {} : { series }
    const bookingId = context.createId()
    return { ...slot, status: 'requested', bookingId, validUntil: at + claimValidityMs, ...place }
  }

  /** What was asked for, as one change of this device (JN10). */
  async function record(
    kind: 'slot-claimed' | 'pencilled',
    asked: readonly AskedDate[],
    otherName: string | undefined
  ): Promise<void> {
    const parts: HistoryPart[] = asked.flatMap(date =>
      date.kind === 'asked' ? [{ slotIds: [date.slotId], bookingId: date.bookingId }] : []
    )
    const [first] = parts
    if (first === undefined) return
    await journal.record({
      kind,
      slotIds: parts.flatMap(({ slotIds }) => slotIds),
      bookingId: first.bookingId,
      parts,
      ...(otherName === undefined || otherName === '' ? {} : { otherName })
    })
  }

  async function makeSlots(dates: readonly PlannedDate[]): Promise<void> {
    const made: SlotId[] = []
    for (const { startsAt, state } of dates) {
      const outcome = state.kind === 'makes-slot' ? await slotWrites.create(startsAt) : undefined
      if (outcome?.ok === true) made.push(outcome.value)
    }
    if (made.length > 0) await journal.record({ kind: 'slots-created', slotIds: made })
  }

  /** One date after the other: what could not be written is said beside those that were. */
  async function askEach(
    dates: readonly PlannedDate[],
    ask: (date: PlannedDate, place: SeriesPlace) => Promise<Outcome<string>>
  ): Promise<readonly AskedDate[]> {
    const id = context.createId()
    const asked: AskedDate[] = []
    for (const date of dates) {
      const { slotId, startsAt, position } = date
      const outcome = await ask(date, { id, position })
      asked.push(
        outcome.ok
          ? { kind: 'asked', slotId, startsAt, bookingId: outcome.value }
          : { kind: 'refused', slotId, startsAt, refusal: outcome.refusal }
      )
    }
    return asked
  }

  return {
    ...following,
    ...createFollowingMoves(context),
    plan({ coachId, firstStartsAt, count, studentId }) {
      const zone = repositories.users.find(coachId)?.zone ?? 'UTC'
      const starts = listSeriesStarts(firstStartsAt, count, zone)
      if (studentId === undefined) return planSeries(starts, { coachId, findSlot, findReason: findClaimReason })
      const haveMet = pencils.findKnown(studentId) !== undefined
      return planSeries(starts, {
        coachId,
        findSlot,
        findReason: slot =>
          toReason(pencils.judge('', slot.id, studentId, haveMet, findSlot(slot.id) === undefined ? slot : undefined)),
        findMakingReason: ({ startsAt }) => toReason(slotWrites.findSlotRefusal(startsAt))
      })
    },
    async claim(coachId, dates) {
      const refusal = findConnectionRefusal(context) ?? findOldServer(context)
      if (refusal !== undefined) return refusal
      const at = now()
      const asked = await askEach(dates.filter(isOffered), async ({ slotId }, place) => {
        const slot = repositories.slots.find(slotId)
        if (slot === undefined) return refuse('slot-gone', { slotId })
        if (listOwnTakes(context).has(slotId)) return refuse('slot-taken', { slotId })
        const claim = toClaim(slot, at, place)
        const refused = judgeClaim(claim, slot)
        if (refused !== undefined) return refused
        const saved = await repositories.slots.save(claim)
        return saved.ok ? { ok: true, value: claim.bookingId } : saved
      })
      await record('slot-claimed', asked, repositories.users.find(coachId)?.displayName)
      return { ok: true, value: asked }
    },
    async pencil(studentId, dates) {
      const refusal = findOldServer(context)
      if (refusal !== undefined) return refusal
      const met = pencils.findKnown(studentId)
      if (met === undefined) return refuse('unknown-student')
      const offered = dates.filter(isOffered)
      await makeSlots(offered)
      const asked = await askEach(offered, ({ slotId }, place) => writePencil(slotId, studentId, met, place))
      await record('pencilled', asked, met.otherName)
      return { ok: true, value: asked }
    }
  }
}

/** An old server refuses each date for its place in a series. */
function findOldServer({ hasCapability }: ActionContext): Refused | undefined {
  return hasCapability('series') ? undefined : refuse('unknown-field')
}

function toReason(refused: Refused | undefined): Reason | undefined {
  if (refused === undefined) return undefined
  return isReason(refused.refusal) ? refused.refusal : 'slot-not-bookable'
}
