import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Instant, UserId } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { findUnanswered } from '#domain/projection/waiting.ts'
import { contains, type Interval } from '#domain/time/interval.ts'
import type { DayPlan, DaySession, Refusal } from '#renderer/contract/screens.ts'

/** What was pencilled in, not sent, and taken back with a day. It holds no phone number: a journal keeps things for long. */
export type TakenBack = Pick<SessionCopy, 'id' | 'slotId' | 'startsAt' | 'endsAt' | 'otherId' | 'otherName'>

export interface DayFacts {
  readonly coachId: UserId
  readonly calls: readonly SessionCopy[]
  readonly slots: readonly Slot[]
  /** Requests of earlier cancellations of this day: their sessions are named, wherever they are by now. */
  readonly asked: ReadonlySet<string>
  /** What earlier cancellations of this day took back. */
  readonly takenBack: readonly TakenBack[]
  /** Whether nobody has heard of a pencilled session. */
  readonly isUnsent: (call: SessionCopy) => boolean
  /** Why a session cannot be cancelled. */
  readonly judge: (call: SessionCopy) => Refusal | undefined
  /** Why a slot cannot be withdrawn. */
  readonly judgeSlot: (slot: Slot) => Refusal | undefined
  /** Server's clock, epoch ms. */
  readonly now: Instant
}

/** What a coach has on a day, and what becomes of each when that day is cancelled (JN9). Ascending by start. */
export function planDay(day: Interval, facts: DayFacts): DayPlan {
  const { calls, slots, coachId, now } = facts
  const sessions = calls
    .filter(call => call.partyRole === 'coach' && (contains(day, call.startsAt) || wasAsked(call, facts)))
    .flatMap(call => {
      const state = findState(call, day, facts)
      return state === undefined ? [] : [{ call, state, isElsewhere: !contains(day, call.startsAt) }]
    })
  const open = slots.filter(
    slot => slot.coachId === coachId && slot.status === 'open' && contains(day, slot.startsAt) && slot.startsAt > now
  )
  return {
    sessions: [...sessions, ...listTakenBack(facts)].toSorted((a, b) => a.call.startsAt - b.call.startsAt),
    slots: open.filter(slot => facts.judgeSlot(slot) === undefined)
  }
}

/** Those that are not pencilled in again, and of which the server has not heard after all; with the number that another session gives. */
function listTakenBack({ takenBack, calls }: DayFacts): readonly DaySession[] {
  const isThere = ({ id, slotId, otherId }: TakenBack) =>
    calls.some(call => call.id === id || (call.slotId === slotId && call.otherId === otherId))
  return takenBack
    .filter(one => !isThere(one))
    .map(one => {
      const otherPhone = calls.find(call => call.otherId === one.otherId && call.otherPhone !== undefined)?.otherPhone
      const phone = otherPhone === undefined ? {} : { otherPhone }
      const pencil = { kind: 'call', status: 'pencilled', partyRole: 'coach', claimedAt: one.startsAt } as const
      return { call: { ...one, ...pencil, ...phone }, state: { kind: 'taken-back' }, isElsewhere: false }
    })
}

function wasAsked({ request, lastRequest }: SessionCopy, { asked }: DayFacts): boolean {
  return [request, lastRequest].some(known => known !== undefined && asked.has(known.requestId))
}

/** Undefined where there is nothing to say: it was lost, or the student had called it off. */
function findState(call: SessionCopy, day: Interval, facts: DayFacts): DaySession['state'] | undefined {
  const { status, cancellation, lastRequest, endsAt } = call
  if (status === 'cancelled') return cancellation?.by === 'coach' ? { kind: 'told' } : undefined
  if (status === 'declined') return undefined
  if (status === 'pencilled' && endsAt > facts.now && facts.isUnsent(call)) return { kind: 'unsent' }
  if (findUnanswered(call)?.kind === 'cancel') return { kind: 'waiting' }
  const isRefused = lastRequest?.kind === 'cancel' && lastRequest.verdict === 'declined' && wasAsked(call, facts)
  // It was moved away when that arrived, and has come back since: it can be asked for anew (SE11).
  const isBack = lastRequest?.reason === 'outdated' && contains(day, call.startsAt)
  if (isRefused && !isBack) return { kind: 'left', refusal: lastRequest.reason ?? 'no-session' }
  if (endsAt <= facts.now) return { kind: 'left', refusal: 'session-over' }
  const refusal = facts.judge(call)
  return refusal === undefined ? { kind: 'ahead' } : { kind: 'left', refusal }
}
