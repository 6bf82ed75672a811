import { type Instant, slotLengthMs } from '#domain/model/primitives.ts'
import { isLiveSlot, type Slot, toIndependentSlot } from '#domain/model/slot.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { judgeSlot, toOpenSlot } from '#domain/rules/judge-slot.ts'
import { writeLocal } from '../device.ts'
import { coachId } from '../people.ts'
import type { DeviceState } from '../state.ts'
import { listTakenAway, skipRemoved } from './hours-acts.ts'
import { type Act, findReplacement, short, type View } from './view.ts'

/** What a coach does in the calendar, by way of the same early opinion and the same writes as the application. */
export function listCalendarActs(view: View): readonly Act[] {
  return [
    ...view.starts.map(startsAt => createOpenSlot(startsAt)).flatMap(slot => create(slot, view)),
    ...view.slots.filter(({ status }) => status === 'open' || status === 'declined').flatMap(slot => change(slot, view))
  ]
}

function create(slot: Slot, view: View): readonly Act[] {
  return mayMake(slot, view)
    ? [{ name: `create ${short(slot.id)}`, device: makeApart(slot, view), made: [slot.id] }]
    : []
}

function change(slot: Slot, view: View): readonly Act[] {
  const { device, slots } = view
  const open = toIndependentSlot(toOpenSlot(slot))
  const reopened: Act = { name: `reopen ${short(slot.id)}`, device: save(device, open) }
  return [
    {
      name: `remove ${short(slot.id)}`,
      device: skipRemoved(remove(device, slot), slot, view),
      givenUp: listWithReplaced(device, slot),
      takenAway: listTakenAway(slot, view)
    },
    ...(slot.status === 'declined' && maySave(open, view) ? [reopened] : []),
    ...view.starts
      .filter(startsAt => startsAt !== slot.startsAt && !slots.some(other => other.startsAt === startsAt))
      .flatMap(startsAt => move(slot, startsAt, view))
  ]
}

function move(slot: Slot, startsAt: Instant, view: View): readonly Act[] {
  const movesMakingId = slot.makingId === undefined ? {} : { movesMakingId: slot.makingId }
  const moved = { ...createOpenSlot(startsAt), movesFrom: slot.id, ...movesMakingId }
  if (!mayMake(moved, view)) return []
  // Back to where a waiting move came from: made again there, and then the move is taken back.
  const isBack = findReplaced(view.device, slot)?.id === moved.id
  const next = isBack ? remove(make(toIndependentSlot(moved), view), slot) : makeApart(moved, view)
  return [{ name: `move ${short(slot.id)} to ${short(moved.id)}`, device: next, made: [moved.id], givenUp: [slot.id] }]
}

/** Where a waiting move left from, that move is one of its own: it must not take the new slot along. */
function makeApart(slot: Slot, view: View): DeviceState {
  const replacement = findReplacement(view.device, slot.id)
  const device = replacement === undefined ? view.device : save(view.device, toIndependentSlot(replacement))
  return make(slot, { ...view, device })
}

function make(slot: Slot, { device, id, hasMakings }: View): DeviceState {
  return save(device, hasMakings ? { ...slot, makingId: id } : slot)
}

function createOpenSlot(startsAt: Instant): Slot {
  return { id: createSlotId(coachId, startsAt), coachId, startsAt, endsAt: startsAt + slotLengthMs, status: 'open' }
}

/** The early opinion that the application asks for. */
function mayMake(slot: Slot, view: View): boolean {
  const existing = view.slots.find(({ id }) => id === slot.id)
  return existing?.status !== 'open' && maySave({ ...slot, makingId: view.id }, view)
}

function maySave(slot: Slot, { slots, now }: View): boolean {
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

function save(device: DeviceState, slot: Slot): DeviceState {
  return writeLocal(device, 'slots', { deleted: false, value: slot })
}

function writeRemoved(device: DeviceState, slot: Slot): DeviceState {
  return writeLocal(device, 'slots', { deleted: true, value: slot })
}

/** With what it was to replace, which must not come back. */
function remove(device: DeviceState, slot: Slot): DeviceState {
  const replaced = findReplaced(device, slot)
  return writeRemoved(replaced === undefined ? device : remove(device, replaced), slot)
}

function listWithReplaced(device: DeviceState, slot: Slot): readonly string[] {
  const replaced = findReplaced(device, slot)
  return replaced === undefined ? [slot.id] : [...listWithReplaced(device, replaced), slot.id]
}

function findReplaced(device: DeviceState, { id, movesFrom }: Slot): Slot | undefined {
  const local = movesFrom === undefined ? undefined : device.held.slots[movesFrom]?.local
  if (local === undefined || local.deleted || findReplacement(device, local.value.id)?.id !== id) return undefined
  return local.value
}
