import { createActionIds } from '#domain/model/action-id.ts'
import { reasonMaxLength } from '#domain/model/limits.ts'
import type { RescheduleRequest, SessionCopy } from '#domain/model/session-copy.ts'
import { type FollowingMove, listFollowingMoves } from '#domain/series/following-moves.ts'
import { listFollowing } from '#domain/series/list-following.ts'
import { type MoveWorld, type MoveOpinion, planMoves, type PlannedMove } from '#domain/rules/plan-moves.ts'
import type { PlannedFollowing, Refusal, SeriesActions, SeriesMove } from '#renderer/contract/screens.ts'
import { pickCalls } from '#renderer/store/derive-workspace.ts'
import { type ActionContext, refuse } from '../action-context.ts'
import { createMoveWrites } from '../move-writes.ts'
import { createOnlyFrom } from '../only-from.ts'
import { createRescheduleJudge } from '../reschedule-judge.ts'
import { createSessionCopyWrites } from '../session-copy-writes.ts'

type Move = FollowingMove<SessionCopy>
type Planned = PlannedMove<Move, Refusal>

/** A move of this and all following (SR7 to SR9): what each date comes to, then a request for each. */
export function createFollowingMoves(context: ActionContext): Pick<SeriesActions, 'planMove' | 'moveEach'> {
  const { account, repositories, now } = context
  const writes = createSessionCopyWrites(context)
  const { judge, readWorld } = createRescheduleJudge(context)
  const askEach = createMoveWrites(context)

  function toRequest(
    { session, toSlotId }: Move,
    requestId: string,
    reopenSlot: boolean | undefined
  ): RescheduleRequest {
    const isCoach = session.partyRole === 'coach'
    return {
      kind: 'reschedule',
      requestId,
      toSlotId,
      ...(isCoach && reopenSlot !== undefined ? { reopenSlot } : {}),
      // Where there is no slot a coach has one made, as for a single move to any time.
      ...(isCoach && context.hasCapability('move-anywhere') ? { makesSlot: true } : {}),
      // Chosen as it is here: what somebody else moves meanwhile is one that was moved singly (SR7).
      ...createOnlyFrom(context, session.slotId)
    }
  }

  /** Those that are taken in first, in the order in which they have to be asked for; then the others, judged with those in place. */
  function plan({ bookingId, to, reopenSlot, isTakenIn }: SeriesMove): readonly Planned[] {
    const chosen = writes.find(bookingId)
    if (chosen === undefined) return []
    const coachId = chosen.partyRole === 'coach' ? account.userId : chosen.otherId
    const zone = repositories.users.find(coachId)?.zone ?? 'UTC'
    const following = listFollowing(chosen, pickCalls(repositories.calls.items), { zone, now: now() })
    const moves = listFollowingMoves(following, { to, zone, coachId })

    function judgeMove(move: Move, world: MoveWorld): MoveOpinion<Refusal> {
      const judged = judge(move.session, toRequest(move, '', reopenSlot), world)
      return 'ok' in judged ? { kind: 'refused', reason: judged.refusal } : { kind: 'granted', effect: judged }
    }
    const isMeant = ({ session, isMovedSingly }: Move) => isTakenIn({ call: session, isMovedSingly })
    const { planned, world } = planMoves(moves.filter(isMeant), readWorld(chosen), judgeMove)
    const others = moves.filter(move => !isMeant(move)).map(move => ({ move, opinion: judgeMove(move, world) }))
    return [...planned, ...others]
  }

  function toPlanned({ move, opinion }: Planned): PlannedFollowing {
    const { session, isMovedSingly, startsAt, clock } = move
    const givingWay =
      opinion.kind === 'granted' ? context.readSlots().filter(({ id }) => opinion.effect.withdraw.includes(id)) : []
    const refusal = opinion.kind === 'refused' ? opinion.reason : undefined
    return { call: session, isMovedSingly, refusal, to: startsAt, clock, givingWay }
  }

  return {
    planMove: wanted =>
      plan(wanted)
        .map(toPlanned)
        .toSorted((a, b) => a.call.startsAt - b.call.startsAt),
    async moveEach(wanted, reason) {
      if (reason.length > reasonMaxLength) return refuse('invalid-input', { field: 'reason' })
      const createRequestId = createActionIds(context.createId)
      const meant = plan(wanted).filter(({ move: { session: call, isMovedSingly } }) =>
        wanted.isTakenIn({ call, isMovedSingly })
      )
      const words = reason === '' ? {} : { reason }
      const moves = meant.flatMap(({ move, opinion }) =>
        opinion.kind === 'granted'
          ? [{ call: move.session, request: { ...toRequest(move, createRequestId(), wanted.reopenSlot), ...words } }]
          : []
      )
      const [refused] = meant.flatMap(({ opinion }) => (opinion.kind === 'refused' ? [opinion.reason] : []))
      if (moves.length === 0) return refuse(refused ?? 'no-session')
      const asked = await askEach(moves)
      const left = meant.flatMap(({ move: { session }, opinion }) =>
        opinion.kind === 'refused'
          ? [{ kind: 'refused' as const, slotId: session.slotId, startsAt: session.startsAt, refusal: opinion.reason }]
          : []
      )
      return { ok: true, value: [...asked, ...left].toSorted((a, b) => a.startsAt - b.startsAt) }
    }
  }
}
