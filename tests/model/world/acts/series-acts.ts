import type { SessionCopy, SessionRequest } from '#domain/model/session-copy.ts'
import { claimValidityMs } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { findUnanswered } from '#domain/projection/waiting.ts'
import { type Any, writeLocal } from '../device.ts'
import { actorOf, coachId, personIds } from '../people.ts'
import type { DeviceState } from '../state.ts'
import { createPencil } from './booking-acts.ts'
import type { Act, View } from './view.ts'

/** What is done to several sessions of a series in one act: they are asked for, moved to the next of the times each, or called off. */
export function listSeriesActs(view: View): readonly Act[] {
  if (!view.hasSeries) return []
  const free = view.slots.filter(
    ({ status, startsAt, id }) => status === 'open' && startsAt > view.now && !view.taken.has(id)
  )
  const dates = free.toSorted((a, b) => a.startsAt - b.startsAt)
  return [...(dates.length < 2 ? [] : listAsked(dates, view)), ...listFollowing(view)]
}

function listAsked(dates: readonly Slot[], view: View): readonly Act[] {
  return view.isCoach ? listPencilled(dates, view) : [claimAll(dates, view)]
}

/** The n-th of several ids that one act needs. */
function toId({ id }: View, n: number): string {
  return `b${n}${id.slice(2)}`
}

function placeOf(view: View, position: number) {
  return { id: view.id.replace(/^00/, 'cc'), position }
}

function claimAll(dates: readonly Slot[], view: View): Act {
  const validUntil = view.now + claimValidityMs
  const values = dates.map((slot, n) => ({
    ...slot,
    status: 'requested' as const,
    bookingId: toId(view, n),
    validUntil,
    series: placeOf(view, n)
  }))
  const wished = dates.map((slot, n) => ({
    id: toId(view, n),
    wished: { by: view.name, studentId: actorOf[view.name].userId, slotId: slot.id }
  }))
  return { name: 'claim a series', device: writeAll(view.device, 'slots', values), claims: wished }
}

function listPencilled(dates: readonly Slot[], view: View): readonly Act[] {
  const met = new Set(view.calls.filter(({ status }) => status !== 'declined').map(({ otherId }) => otherId))
  return personIds
    .filter(id => met.has(id))
    .map(studentId => ({
      name: `pencil a series for ${studentId}`,
      device: writeAll(
        view.device,
        'calls',
        dates.map((slot, n) => ({
          ...createPencil(toId(view, n), slot, studentId, view.now),
          series: placeOf(view, n)
        }))
      ),
      claims: dates.map(({ id }, n) => ({ id: toId(view, n), wished: { by: view.name, studentId, slotId: id } }))
    }))
}

/** Of a series that both know: this and all following, which is all of it. */
function listFollowing(view: View): readonly Act[] {
  const { calls, starts, now } = view
  const ahead = calls
    .filter(call => call.series !== undefined && call.status === 'confirmed' && findUnanswered(call) === undefined)
    .filter(({ startsAt }) => startsAt > now)
    .toSorted((a, b) => a.startsAt - b.startsAt)
  if (ahead.length < 2) return []
  const targets = ahead.map(({ startsAt }) => starts[starts.indexOf(startsAt) + 1])
  const moves = ahead.flatMap((call, n) => (targets[n] === undefined ? [] : [{ call, to: targets[n] }]))
  const cancelled = ahead.map((call, n) => ({
    call,
    request: { kind: 'cancel' as const, requestId: toRequestId(view, n), reason: view.word, reopenSlot: !view.isCoach }
  }))
  const moved = moves.map(({ call, to }, n) => ({
    call,
    request: {
      kind: 'reschedule' as const,
      requestId: toRequestId(view, n),
      toSlotId: createSlotId(coachId, to),
      reason: view.word,
      ...(view.isCoach ? { makesSlot: true as const } : {})
    }
  }))
  return [
    ask('cancel all following', cancelled, view),
    ...(moves.length === ahead.length ? [ask('move all following', moved, view)] : [])
  ]
}

/** Those of one action begin alike (SR10). */
function toRequestId({ id }: View, n: number): string {
  return `d${id.slice(-3)}`.padEnd(31, '0') + String(n)
}

interface Asked {
  readonly call: SessionCopy
  readonly request: SessionRequest
}

function ask(name: string, asked: readonly Asked[], view: View): Act {
  const device = writeAll(
    view.device,
    'calls',
    asked.map(({ call, request }) => ({ ...call, request }))
  )
  const isGivenUp = view.isCoach && asked.some(({ request }) => request.kind === 'cancel')
  return {
    name,
    device,
    typed: view.word,
    ...(isGivenUp ? { givenUp: asked.map(({ call }) => call.slotId) } : {})
  }
}

function writeAll(device: DeviceState, collection: 'slots' | 'calls', values: readonly Any[]): DeviceState {
  return values.reduce((state, value) => writeLocal(state, collection, { deleted: false, value }), device)
}
