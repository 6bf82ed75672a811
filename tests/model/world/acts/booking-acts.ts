import type { SessionCopy } from '#domain/model/session-copy.ts'
import { claimValidityMs, type Instant } from '#domain/model/primitives.ts'
import type { Slot } from '#domain/model/slot.ts'
import { writeLocal } from '../device.ts'
import { actorOf, personIds } from '../people.ts'
import { type Act, short, type View } from './view.ts'

/** A student's claims, and a coach's pencils for students of old. */
export function listBookingActs(view: View): readonly Act[] {
  const free = view.slots.filter(
    ({ status, startsAt, id }) => status === 'open' && startsAt > view.now && !view.taken.has(id)
  )
  return free.flatMap(slot => (view.isCoach ? listPencils(slot, view) : [claim(slot, view)]))
}

function claim(slot: Slot, { name, device, now, id }: View): Act {
  const value = { ...slot, status: 'requested' as const, bookingId: id, validUntil: now + claimValidityMs }
  return {
    name: `claim ${short(slot.id)}`,
    device: writeLocal(device, 'slots', { deleted: false, value }),
    claim: { id, wished: { by: name, studentId: actorOf[name].userId, slotId: slot.id } }
  }
}

function listPencils(slot: Slot, { name, device, calls, now, id }: View): readonly Act[] {
  const met = new Set(calls.filter(({ status }) => status !== 'declined').map(({ otherId }) => otherId))
  return personIds
    .filter(studentId => met.has(studentId))
    .map(studentId => ({
      name: `pencil ${studentId} into ${short(slot.id)}`,
      device: writeLocal(device, 'calls', { deleted: false, value: createPencil(id, slot, studentId, now) }),
      claim: { id, wished: { by: name, studentId, slotId: slot.id } }
    }))
}

export function createPencil(
  id: string,
  { id: slotId, startsAt, endsAt }: Slot,
  otherId: string,
  now: Instant
): SessionCopy {
  return {
    id,
    kind: 'call',
    status: 'pencilled',
    slotId,
    startsAt,
    endsAt,
    partyRole: 'coach',
    otherId,
    otherName: otherId,
    claimedAt: now
  }
}
