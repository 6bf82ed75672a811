import type { SessionCopy, SessionRequest } from '#domain/model/session-copy.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { findUnanswered } from '#domain/projection/waiting.ts'
import { findReasonToRefuse } from '#domain/rules/judge-request.ts'
import { readBooking } from '#renderer/store/actions/read-booking.ts'
import { writeLocal } from '../device.ts'
import { actorOf, coachId, profile } from '../people.ts'
import { type Act, short, type View } from './view.ts'

/** What a party asks of a session: to call it off, to move it, or, the coach, to close it. */
export function listRequestActs(view: View): readonly Act[] {
  return view.calls
    .filter(call => findUnanswered(call) === undefined)
    .flatMap(call =>
      listWishes(call, view)
        .filter(request => mayAsk(request, call, view))
        .map(request => ask(request, call, view))
    )
}

/** Own words of either party about a session that has begun; more of them are added to what the device shows. */
export function listWordActs({ calls, now, isCoach, device, word }: View): readonly Act[] {
  return calls
    .filter(({ status, startsAt }) => (status === 'confirmed' || status === 'completed') && startsAt <= now)
    .map(call => {
      const own = isCoach
        ? { notes: `${call.notes ?? ''}${word}` }
        : { review: { score: 3, text: `${call.review?.text ?? ''}${word}` } }
      const value = { ...call, ...own, wordsEditedAt: now }
      return {
        name: `write of ${short(call.slotId)}`,
        device: writeLocal(device, 'calls', { deleted: false, value }),
        typed: word
      }
    })
}

function listWishes(call: SessionCopy, view: View): readonly SessionRequest[] {
  const { slotId } = call
  const { slots, taken, id, word, isCoach } = view
  const requestId = id.replace(/^0/, 'a')
  const targets = slots.filter(slot => slot.status === 'open' && slot.id !== slotId && !taken.has(slot.id))
  return [
    { kind: 'cancel', requestId, reason: word, reopenSlot: !isCoach },
    ...targets.map(target => ({ kind: 'reschedule' as const, requestId, toSlotId: target.id, reason: word })),
    ...(isCoach && view.movesAnywhere ? listMovesAnywhere(call, requestId, view) : []),
    ...(isCoach ? [{ kind: 'outcome' as const, requestId, outcome: 'completed' as const }] : [])
  ]
}

/** To each time that is no open slot, and back from the last move, with what had given way to it (RS12, RS15). */
function listMovesAnywhere(
  { slotId, moves = [], madeSlot }: SessionCopy,
  requestId: string,
  { starts, slots, id, word }: View
): readonly SessionRequest[] {
  const isOpen = (wanted: string): boolean => slots.some(slot => slot.id === wanted && slot.status === 'open')
  const targets = starts.map(startsAt => createSlotId(coachId, startsAt)).filter(to => to !== slotId && !isOpen(to))
  const last = moves.at(-1)
  const isUndone = last?.by === 'coach' && last.requestId === madeSlot?.requestId
  const restores = (madeSlot?.gaveWay ?? []).map((gave, n) => ({ slotId: gave, makingId: `e${n}${id.slice(2)}` }))
  const making = { kind: 'reschedule' as const, requestId, reason: word, makesSlot: true as const }
  return [
    ...targets.map(toSlotId => ({ ...making, toSlotId })),
    ...(isUndone && restores.length > 0 ? [{ ...making, toSlotId: last.fromSlotId, restores }] : [])
  ]
}

/** The early opinion that the application asks for. */
function mayAsk(request: SessionRequest, call: SessionCopy, { name, now, slots }: View): boolean {
  const booking = readBooking(call, actorOf[name].userId)
  const value = request.kind === 'reschedule' ? slots.find(({ id }) => id === request.toSlotId) : undefined
  const isMaking = request.kind === 'reschedule' && request.makesSlot === true
  const absent = isMaking ? { kind: 'absent' as const } : undefined
  const slot = value === undefined ? absent : { kind: 'live' as const, value }
  const target =
    slot === undefined
      ? undefined
      : { slot, coach: profile, coachSlots: slots, studentBookings: [booking], coachBookings: [booking] }
  const context = { by: call.partyRole, booking, policy: profile.policy, target, now }
  return findReasonToRefuse(request, context) === undefined
}

function ask(request: SessionRequest, call: SessionCopy, { device, word, isCoach }: View): Act {
  const isGivenUp = isCoach && request.kind === 'cancel'
  return {
    name: nameOf(request, call),
    device: writeLocal(device, 'calls', { deleted: false, value: { ...call, request } }),
    ...(request.kind === 'outcome' ? {} : { typed: word }),
    ...(isGivenUp ? { givenUp: [call.slotId] } : {})
  }
}

function nameOf(request: SessionRequest, { slotId }: SessionCopy): string {
  if (request.kind !== 'reschedule' || request.makesSlot === undefined) return `${request.kind} ${short(slotId)}`
  const how = request.restores === undefined ? '' : ', and what gave way is open again'
  return `move ${short(slotId)} to ${short(request.toSlotId)}${how}`
}
