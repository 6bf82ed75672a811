import { createNoticeId, type Notice } from '../model/notice.ts'
import { isFilledOpen, isFilledSlot, isSameFilling } from '../model/filled-making.ts'
import { isClaim } from '../rules/judge-claim.ts'
import { isSame } from '../rules/is-same.ts'
import { toKeptReason } from '../model/reasons.ts'
import { isOtherMaking, type Slot, slotFromId, slotSchema } from '../model/slot.ts'
import { writeKept } from '../notices/notice-payload.ts'
import { toSeriesNotice } from '../notices/series-notice.ts'
import type { Meeting, Merged, Versioned } from './meeting.ts'
import { mergeAcrossVersions } from './merge-across-versions.ts'

type SlotTopic = 'claim-lost' | 'slot-booked-meanwhile' | 'edit-met-deletion' | 'write-refused'

/** Merges two states of a slot (MG1, MG2, MG4, MG10). The server's state stands unless the local request is still lawful. */
export const mergeSlot = mergeAcrossVersions<Slot>(
  {
    collection: 'slots',
    schema: slotSchema,
    pickTyped: slot => slot,
    describe: ({ id, coachId, startsAt }) => ({ slotId: id, coachId, startsAt })
  },
  mergeKnown
)

function mergeKnown(meeting: Meeting<Slot>): Merged<Slot> {
  const { assumed, server, local, reason } = meeting
  if (local.deleted === server.deleted && (local.deleted || isSame(local.value, server.value))) {
    return { resolved: server, notices: [] }
  }
  if (!local.deleted && isClaim(local.value)) return mergeClaim(meeting)
  if (!local.deleted && isMoveOfBooked(server)) return { resolved: server, notices: [createMoveNotice(meeting)] }
  if (assumed !== undefined && isSame(local, assumed)) return { resolved: server, notices: [] }
  if (local.deleted) {
    if (server.value.status === 'booked') return stand(meeting, 'slot-booked-meanwhile')
    // The removal was of an earlier slot of that time, and may have been carried out long ago. What hours have filled again is what was taken away (AV4).
    const isNewOne = isOtherMaking(server.value, local.value) && !isSameFilling(server.value, local.value)
    if (isNewOne) return { resolved: server, notices: [] }
    return reason === undefined ? { resolved: local, notices: [] } : stand(meeting, 'write-refused')
  }
  if (reason !== undefined) return stand(meeting, 'write-refused')
  const isCreation = assumed === undefined || assumed.deleted || isOtherMaking(local.value, assumed.value)
  // A hand makes a slot where hours have filled one meanwhile: it is the hand's, and stays without the hours (AV6).
  const isHands = isFilledOpen(server.value) && !isFilledSlot(local.value)
  if (isCreation) return { resolved: server.deleted || isHands ? local : server, notices: [] }
  if (server.deleted) return stand(meeting, 'edit-met-deletion')
  if (server.value.status === 'booked') return stand(meeting, 'slot-booked-meanwhile')
  return { resolved: server, notices: [] }
}

/** A claim that met another state was judged: either it is what the slot carries now, or it lost. */
function mergeClaim(meeting: Meeting<Slot>): Merged<Slot> {
  const { assumed, server, local, reason } = meeting
  const won = !server.deleted && server.value.status === 'booked' && server.value.bookingId === local.value.bookingId
  if (!won && reason !== 'already-yours') return loseClaim(meeting)
  const { message } = local.value
  // Claimed once more, by another device: the session has the message of the first claim.
  const isHeard = won || message === undefined || (assumed !== undefined && isSame(assumed, local))
  if (isHeard) return { resolved: server, notices: [] }
  const kept = writeKept('write-refused', { mine: { message }, theirs: {} })
  return { resolved: server, notices: [{ ...createSlotNotice(meeting, 'write-refused'), ...kept }] }
}

/** Of a series one notice tells all dates (SR5). */
function loseClaim(meeting: Meeting<Slot>): Merged<Slot> {
  const { resolved, notices } = stand(meeting, 'claim-lost')
  const { series, coachId } = meeting.local.value
  return series === undefined
    ? { resolved, notices }
    : { resolved, notices: notices.map(one => toSeriesNotice(one, series, coachId)) }
}

/** The server's state stands and the person is told. */
function stand(meeting: Meeting<Slot>, topic: SlotTopic): Merged<Slot> {
  return { resolved: meeting.server, notices: [createSlotNotice(meeting, topic)] }
}

/** A move that the server kept as declined, because the slot it was to replace had been booked. */
function isMoveOfBooked(server: Versioned<Slot>): boolean {
  return !server.deleted && server.value.status === 'declined' && server.value.decline?.reason === 'slot-booked'
}

/** About the slot that was booked: there its coach cancels or reschedules the session. */
function createMoveNotice(meeting: Meeting<Slot>): Notice {
  const notice = createSlotNotice(meeting, 'slot-booked-meanwhile')
  const booked = slotFromId(meeting.server.value.decline?.slotId ?? '')
  if (booked === undefined) return notice
  return {
    ...notice,
    id: createNoticeId('slot-booked-meanwhile', booked.id, meeting.local.value.id),
    subject: { collection: 'slots', id: booked.id },
    slotId: booked.id,
    startsAt: booked.startsAt
  }
}

function createSlotNotice({ server, local, reason, now }: Meeting<Slot>, topic: SlotTopic): Notice {
  const { id, coachId, startsAt } = local.value
  const isAboutClaim = topic === 'claim-lost'
  const bookingId = isAboutClaim ? local.value.bookingId : server.value.bookingId
  return {
    id: createNoticeId(topic, id, bookingId ?? 'none'),
    kind: 'notice',
    topic,
    at: now,
    ...(reason === undefined ? {} : { reason: toKeptReason(reason) }),
    subject: { collection: 'slots', id },
    slotId: id,
    ...(bookingId === undefined ? {} : { bookingId }),
    coachId,
    startsAt,
    ...writeKept(topic, {
      mine: local.deleted ? { removed: true } : local.value,
      theirs: server.deleted ? { removed: true } : server.value
    }),
    dismissed: false
  }
}
