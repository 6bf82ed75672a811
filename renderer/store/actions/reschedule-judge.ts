import { defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import type { SlotId } from '#domain/model/primitives.ts'
import type { RescheduleRequest, SessionCopy } from '#domain/model/session-copy.ts'
import { createMakingId } from '#domain/model/slot.ts'
import {
  findReasonNotToReschedule,
  judgeReschedule,
  type RescheduleEffect,
  type RescheduleVerdict
} from '#domain/rules/judge-reschedule.ts'
import type { MoveWorld } from '#domain/rules/plan-moves.ts'
import type { Refused } from '#renderer/contract/screens.ts'
import { type ActionContext, refuse } from './action-context.ts'
import { readAgendas, readSlot } from './read-agendas.ts'
import { toReadableCoach } from './readable-coach.ts'
import { readBooking } from './read-booking.ts'
import { findWaitingRefusal } from './session-copy-writes.ts'

/** The gate's rules about moves, asked early. */
export interface RescheduleJudge {
  /** Why the session may not be moved at all, wherever to. */
  readonly findRefusalAnywhere: (call: SessionCopy) => Refused | undefined
  /** What the gate would judge by, as far as this device knows it. */
  readonly readWorld: (call: SessionCopy) => MoveWorld
  /** @param world where other moves are to be made before */
  readonly judge: (call: SessionCopy, request: RescheduleRequest, world?: MoveWorld) => RescheduleEffect | Refused
  /** What a request to move to any time says beside the time. */
  readonly toMaking: (restores: readonly SlotId[]) => Pick<RescheduleRequest, 'makesSlot' | 'restores'>
}

export function createRescheduleJudge(context: ActionContext): RescheduleJudge {
  const { account, repositories, now } = context
  const coachIdOf = (call: SessionCopy) => (call.partyRole === 'coach' ? account.userId : call.otherId)

  function readFacts(call: SessionCopy) {
    const coach = toReadableCoach(repositories.users.find(coachIdOf(call)))
    return {
      coach,
      by: call.partyRole,
      booking: readBooking(call, account.userId),
      policy: coach?.policy ?? call.terms ?? defaultBookingPolicy,
      now: now()
    }
  }

  function readWorld(call: SessionCopy): MoveWorld {
    const coachId = coachIdOf(call)
    return {
      coachSlots: context.readSlots().filter(slot => slot.coachId === coachId),
      ...readAgendas(context, coachId)
    }
  }

  function judgeIn(call: SessionCopy, request: RescheduleRequest, world: MoveWorld): RescheduleVerdict {
    const facts = readFacts(call)
    const slot = readSlot(context, request.toSlotId, world.coachSlots)
    return judgeReschedule(request, { ...facts, target: { slot, coach: facts.coach, ...world } })
  }

  function findRefusalAnywhere(call: SessionCopy): Refused | undefined {
    // Nothing about a pencilled session has been decided yet.
    if (call.status === 'pencilled') return refuse('no-session')
    if (call.status === 'newer') return refuse('newer')
    const waiting = findWaitingRefusal(call)
    if (waiting !== undefined) return waiting
    const reason = findReasonNotToReschedule(readFacts(call))
    return reason === undefined ? undefined : refuse(reason, { slotId: call.slotId })
  }

  return {
    findRefusalAnywhere,
    readWorld,
    judge(call, request, world = readWorld(call)) {
      const refused = findRefusalAnywhere(call)
      if (refused !== undefined) return refused
      // An older server would refuse the whole document (VE7).
      if (request.makesSlot === true && !context.hasCapability('move-anywhere')) return refuse('server-older')
      const verdict = judgeIn(call, request, world)
      if (verdict.kind === 'granted') return verdict.effect
      return refuse(verdict.reason, { slotId: request.toSlotId })
    },
    toMaking(restores) {
      const again = restores.map(slotId => ({ slotId, makingId: createMakingId(context.createId()) }))
      return { makesSlot: true, ...(again.length === 0 ? {} : { restores: again }) }
    }
  }
}
