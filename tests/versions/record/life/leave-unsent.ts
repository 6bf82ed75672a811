import type { RecordedDevice } from '../../support/recorded-device.ts'
import { findCall, type LifeWorld } from './life-world.ts'
import type { Lived } from './live.ts'

/** What the coach's device has not sent when it is recorded. Ids of slots and bookings. */
export interface UnsentOfCoach {
  readonly created: readonly string[]
  readonly removed: string
  /** Removed here, and booked by a student meanwhile. */
  readonly removedButBooked: string
  readonly moved: { readonly from: string; readonly to: string }
  readonly wrappedUp: { readonly bookingId: string; readonly notes: string }
  readonly pencilled: { readonly bookingId: string; readonly slotId: string; readonly studentId: string }
  readonly cancelled: { readonly bookingId: string; readonly reason: string }
  readonly bio: string
  /** Kept on the device alone. */
  readonly draft: { readonly bookingId: string; readonly notes: string }
}

/** What the student's device has not sent when it is recorded. */
export interface UnsentOfStudent {
  readonly reviewed: { readonly bookingId: string; readonly text: string }
  readonly cancelled: { readonly bookingId: string; readonly reason: string }
  readonly moved: { readonly bookingId: string; readonly toSlotId: string; readonly reason: string }
}

interface LastDay {
  readonly world: LifeWorld
  readonly mara: RecordedDevice
  readonly jonas: RecordedDevice
  readonly priya: RecordedDevice
  readonly slotAt: (day: number, hour: number) => string
  readonly at: (day: number, hour: number) => number
  readonly maraId: string
  readonly jonasId: string
  readonly priyaId: string
}

/** The last day: coach and student work without a network, and one of the others goes on with it. */
export async function leaveUnsent(day: LastDay): Promise<Lived> {
  const { world, mara, jonas, priya, slotAt, at, maraId, jonasId, priyaId } = day
  await world.goOffline(mara)
  await world.goOffline(jonas)

  const shownToMara = await mara.shown()
  const pencilled = findCall(shownToMara, slotAt(10, 5))
  const awaiting = findCall(shownToMara, slotAt(14, 5))
  const toCancel = findCall(shownToMara, slotAt(29, 18))
  const notes = 'Typed in a train: she spoke for nine minutes without a slide.'
  const bio = 'Written in the train, and still without a network.'
  const draft = { bookingId: awaiting.id, notes: 'Half a sentence, then the tunnel' }
  await mara.act('createSlots', [at(33, 5), at(33, 18)])
  await mara.act('removeSlot', slotAt(30, 5))
  await mara.act('removeSlot', slotAt(30, 18))
  await mara.act('moveSlot', slotAt(31, 5), at(31, 7))
  await mara.act('wrapUp', pencilled.id, { outcome: 'completed', satisfaction: 5, notes })
  const pencilledId = (await mara.act('pencilIn', slotAt(31, 18), priyaId)) as string
  await mara.act('cancelSession', toCancel.id, { reason: 'The room is closed.', reopenSlot: false })
  await mara.act('saveDraft', { ...draft, followUps: [] })
  const { id: _, ...page } = shownToMara.coaches.find(({ id }) => id === maraId) ?? { id: '' }
  await mara.act('saveProfile', { ...page, bio })

  const shownToJonas = await jonas.shown()
  const review = { bookingId: findCall(shownToJonas, slotAt(10, 5)).id, text: 'Typed in the tram: nine minutes!' }
  const cancelled = { bookingId: findCall(shownToJonas, slotAt(29, 5)).id, reason: 'My daughter is ill.' }
  const moved = {
    bookingId: findCall(shownToJonas, slotAt(28, 5)).id,
    toSlotId: slotAt(32, 5),
    reason: 'Rather at the end of the week.'
  }
  await jonas.act('saveReview', review.bookingId, { score: 4, text: review.text })
  await jonas.act('cancelSession', cancelled.bookingId, { reason: cancelled.reason, reopenSlot: true })
  await jonas.act('rescheduleSession', moved.bookingId, { toSlotId: moved.toSlotId, reason: moved.reason })

  await priya.act('claimSlot', slotAt(30, 18))
  await world.settle()
  await world.close(priya)
  return {
    coach: {
      device: mara,
      userId: maraId,
      unsent: {
        created: [slotAt(33, 5), slotAt(33, 18)],
        removed: slotAt(30, 5),
        removedButBooked: slotAt(30, 18),
        moved: { from: slotAt(31, 5), to: slotAt(31, 7) },
        wrappedUp: { bookingId: pencilled.id, notes },
        pencilled: { bookingId: pencilledId, slotId: slotAt(31, 18), studentId: priyaId },
        cancelled: { bookingId: toCancel.id, reason: 'The room is closed.' },
        bio,
        draft
      }
    },
    student: { device: jonas, userId: jonasId, unsent: { reviewed: review, cancelled, moved } }
  }
}
