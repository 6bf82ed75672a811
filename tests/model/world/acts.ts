import type { Call, CallRequest } from '#domain/model/call.ts'
import { claimValidityMs, type Instant, slotLengthMs } from '#domain/model/primitives.ts'
import { isLiveSlot, type Slot } from '#domain/model/slot.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { listWaitingTakes } from '#domain/projection/waiting.ts'
import { findReasonToRefuse } from '#domain/rules/judge-request.ts'
import { judgeSlot } from '#domain/rules/judge-slot.ts'
import { callToBooking } from '../../../renderer/store/actions/call-to-booking.ts'
import { writeLocal } from './device.ts'
import { actorOf, coachId, type DeviceName, deviceNames, personIds, profile } from './people.ts'
import type { DeviceState, World } from './state.ts'

/** What a person does, with the world after it. */
export interface Act {
  readonly name: string
  readonly world: World
}

/** Everything that the person at this device may do now; what the application refuses at once is no act. */
export function listActs(world: World, name: DeviceName, starts: readonly Instant[]): readonly Act[] {
  const device = world.devices[name]
  const act = (text: string, change: (device: DeviceState, id: string) => DeviceState, typed?: string): Act => {
    const id = createId(name, device.acts)
    const next = { ...change(device, id), acts: device.acts + 1 }
    return {
      name: `${name}: ${text}`,
      world: {
        ...world,
        actsLeft: world.actsLeft - 1,
        devices: { ...world.devices, [name]: next },
        typed: typed === undefined ? world.typed : [...world.typed, { by: actorOf[name].userId, text: typed }]
      }
    }
  }
  const word = `w${deviceNames.indexOf(name)}${device.acts}.`
  const slots = listLocalSlots(device)
  const calls = listLocalCalls(device)
  const taken = listWaitingTakes(calls)
  const isCoach = actorOf[name].role === 'coach'

  const calendarActs = (): readonly Act[] => [
    ...starts
      .map(startsAt => createOpenSlot(startsAt))
      .filter(slot => maySave(slot, slots, world.now))
      .map(slot => act(`create ${short(slot.id)}`, state => save(state, slot))),
    ...slots
      .filter(({ status }) => status === 'open' || status === 'declined')
      .flatMap(slot => [
        act(`remove ${short(slot.id)}`, state => remove(state, slot)),
        ...(slot.status === 'declined' && maySave(toOpen(slot), slots, world.now)
          ? [act(`reopen ${short(slot.id)}`, state => save(state, toOpen(slot)))]
          : []),
        ...starts
          .filter(startsAt => startsAt !== slot.startsAt && !slots.some(other => other.startsAt === startsAt))
          .map(startsAt => ({ ...createOpenSlot(startsAt), movesFrom: slot.id }))
          .filter(moved => maySave(moved, slots, world.now))
          .map(moved => act(`move ${short(slot.id)} to ${short(moved.id)}`, state => save(state, moved)))
      ])
  ]
  const claims = (): readonly Act[] =>
    slots
      .filter(({ status, startsAt }) => status === 'open' && startsAt > world.now)
      .map(slot => {
        const claimed = act(`claim ${short(slot.id)}`, (state, bookingId) =>
          save(state, { ...slot, status: 'requested', bookingId, validUntil: world.now + claimValidityMs })
        )
        return noteClaim(claimed, createId(name, device.acts), name, actorOf[name].userId)
      })
  const pencils = (): readonly Act[] => {
    const met = new Set(calls.filter(({ status }) => status !== 'declined').map(({ otherId }) => otherId))
    return slots
      .filter(({ status, startsAt, id }) => status === 'open' && startsAt > world.now && !taken.has(id))
      .flatMap(slot =>
        personIds
          .filter(id => met.has(id))
          .map(otherId => {
            const pencilled = act(`pencil ${otherId} into ${short(slot.id)}`, (state, id) =>
              writeLocal(state, 'calls', { deleted: false, value: createPencil(id, slot, otherId, world.now) })
            )
            return noteClaim(pencilled, createId(name, device.acts), name, otherId)
          })
      )
  }
  const requests = (): readonly Act[] =>
    calls
      .filter(call => !isAsking(call))
      .flatMap(call => {
        const requestId = createId(name, device.acts).replace(/^0/, 'a')
        const wishes: readonly CallRequest[] = [
          { kind: 'cancel', requestId, reason: word, reopenSlot: !isCoach },
          ...slots
            .filter(({ status, id }) => status === 'open' && id !== call.slotId && !taken.has(id))
            .map(({ id }) => ({ kind: 'reschedule' as const, requestId, toSlotId: id, reason: word })),
          ...(isCoach ? [{ kind: 'outcome' as const, requestId, outcome: 'completed' as const }] : [])
        ]
        return wishes
          .filter(request => mayAsk(request, call, name, world.now, slots))
          .map(request => {
            const typed = request.kind === 'outcome' ? undefined : word
            return act(
              `${request.kind} ${short(call.slotId)}`,
              state => writeLocal(state, 'calls', { deleted: false, value: { ...call, request } }),
              typed
            )
          })
      })
  const words = (): readonly Act[] =>
    calls
      .filter(({ status, startsAt }) => (status === 'confirmed' || status === 'completed') && startsAt <= world.now)
      .map(call => {
        const own = isCoach
          ? { notes: `${call.notes ?? ''}${word}` }
          : { review: { score: 3, text: `${call.review?.text ?? ''}${word}` } }
        const value = { ...call, ...own, wordsEditedAt: world.now }
        return act(
          `write of ${short(call.slotId)}`,
          state => writeLocal(state, 'calls', { deleted: false, value }),
          word
        )
      })

  return [...(isCoach ? [...calendarActs(), ...pencils()] : claims()), ...requests(), ...words()]
}

/** Slots as the coach sees them: one that a waiting move replaces is left out. */
function listLocalSlots(device: DeviceState): readonly Slot[] {
  const live = Object.values(device.held.slots).flatMap(({ local }) => (local.deleted ? [] : [local.value]))
  return live.filter(({ id, status }) => status === 'booked' || !live.some(({ movesFrom }) => movesFrom === id))
}

function listLocalCalls(device: DeviceState): readonly Call[] {
  return Object.values(device.held.calls).flatMap(({ local }) =>
    local.deleted || local.value.kind !== 'call' ? [] : [local.value]
  )
}

function createOpenSlot(startsAt: Instant): Slot {
  return { id: createSlotId(coachId, startsAt), coachId, startsAt, endsAt: startsAt + slotLengthMs, status: 'open' }
}

function toOpen({ id, startsAt, movesFrom }: Slot): Slot {
  const open = { ...createOpenSlot(startsAt), id }
  return movesFrom === undefined ? open : { ...open, movesFrom }
}

/** The early opinion that the application asks for. */
function maySave(slot: Slot, slots: readonly Slot[], now: Instant): boolean {
  const existing = slots.find(({ id }) => id === slot.id)
  const movedFrom = slots.find(({ id }) => id === slot.movesFrom)
  const verdict = judgeSlot({ userId: coachId, role: 'coach' }, slot, {
    current: existing === undefined ? { kind: 'absent' } : { kind: 'live', value: existing },
    base: 'current',
    coachSlots: slots.filter(isLiveSlot),
    movedFrom: movedFrom === undefined ? { kind: 'absent' } : { kind: 'live', value: movedFrom },
    now
  })
  return verdict.kind === 'accepted'
}

function mayAsk(request: CallRequest, call: Call, name: DeviceName, now: Instant, slots: readonly Slot[]): boolean {
  const ownId = actorOf[name].userId
  const booking = callToBooking(call, ownId)
  const slot = request.kind === 'reschedule' ? slots.find(({ id }) => id === request.toSlotId) : undefined
  const target =
    slot === undefined
      ? undefined
      : {
          slot: { kind: 'live' as const, value: slot },
          coach: profile,
          studentBookings: [booking],
          coachBookings: [booking]
        }
  return findReasonToRefuse(request, { by: call.partyRole, booking, policy: profile.policy, target, now }) === undefined
}

function isAsking({ request, lastRequest }: Call): boolean {
  return request !== undefined && request.requestId !== lastRequest?.requestId
}

function createPencil(id: string, slot: Slot, otherId: string, now: Instant): Call {
  return {
    id,
    kind: 'call',
    status: 'pencilled',
    slotId: slot.id,
    startsAt: slot.startsAt,
    endsAt: slot.endsAt,
    partyRole: 'coach',
    otherId,
    otherName: otherId,
    claimedAt: now
  }
}

function save(device: DeviceState, slot: Slot): DeviceState {
  return writeLocal(device, 'slots', { deleted: false, value: slot })
}

/** With what it was to replace, which must not come back. */
function remove(device: DeviceState, slot: Slot): DeviceState {
  const replaced = slot.movesFrom === undefined ? undefined : device.held.slots[slot.movesFrom]
  const isWaiting = replaced !== undefined && !replaced.local.deleted && replaced.local.value.status !== 'booked'
  const rest = isWaiting ? remove(device, replaced.local.value) : device
  return writeLocal(rest, 'slots', { deleted: true, value: slot })
}

function noteClaim(act: Act, bookingId: string, by: DeviceName, studentId: string): Act {
  return { ...act, world: { ...act.world, claims: { ...act.world.claims, [bookingId]: { by, studentId } } } }
}

/** 128 bits in hex that say whose n-th act it was. */
function createId(name: DeviceName, acts: number): string {
  return `${deviceNames.indexOf(name)}${acts}`.padStart(32, '0')
}

/** `c:…:1806…` is too long for a trace. */
function short(slotId: string): string {
  return new Date(Number(slotId.split(':')[1])).toISOString().slice(11, 16)
}
