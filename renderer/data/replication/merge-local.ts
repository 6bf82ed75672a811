import { assertNever } from '#domain/assert-never.ts'
import { mergeBlockList } from '#domain/merge/merge-block-list.ts'
import { mergeBusyLink } from '#domain/merge/merge-busy-link.ts'
import { mergeBusyTimes } from '#domain/merge/merge-busy-times.ts'
import { mergeDossier } from '#domain/merge/merge-dossier.ts'
import { mergeRelation } from '#domain/merge/merge-relation.ts'
import { mergeHowWeMeet } from '#domain/merge/merge-how-we-meet.ts'
import type { BusyLink } from '#domain/model/busy-link.ts'
import type { BusyTimes } from '#domain/model/busy-times.ts'
import type { BlockList } from '#domain/model/block-list.ts'
import type { Dossier } from '#domain/model/dossier.ts'
import type { HowWeMeet } from '#domain/model/how-we-meet.ts'
import { mergeWatch } from '#domain/merge/merge-watch.ts'
import type { Relation } from '#domain/model/relation.ts'
import type { Watch } from '#domain/model/watch.ts'
import type { OwnDocument } from '#domain/model/own-documents.ts'
import type { Meeting, Merged } from '#domain/merge/meeting.ts'
import { mergeSessionCopy } from '#domain/merge/merge-session-copy.ts'
import { mergeNotice } from '#domain/merge/merge-notice.ts'
import { mergeSlot } from '#domain/merge/merge-slot.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Notice } from '#domain/model/notice.ts'
import type { Slot } from '#domain/model/slot.ts'
import { isSame } from '#domain/rules/is-same.ts'
import { isClaim } from '#domain/rules/judge-claim.ts'

/**
 * The domain's merge of a slot, on the device that made one of the two states.
 * @param isReplaced a slot that this device holds was made to replace this one: it goes with the server's removal of it, and is
 * not a creation that waits. A claim never does: its student must hear of it.
 */
export function mergeLocalSlot(meeting: Meeting<Slot>, isReplaced: boolean): Merged<Slot> {
  const { server, local } = meeting
  if (server.deleted && !local.deleted && isReplaced && !isClaim(local.value)) return { resolved: server, notices: [] }
  return mergeSlot(meeting)
}

/** The domain's merge of a document of a person's own database, on the device that made one of the two states. */
export function mergeLocalCopy(meeting: Meeting<OwnDocument>): Merged<OwnDocument> {
  const { kind } = meeting.local.value
  switch (kind) {
    case 'call':
      return mergeCall(meeting as Meeting<SessionCopy>)
    case 'notice':
      return mergeNotice(meeting as Meeting<Notice>)
    case 'blocks':
      return mergeBlockList(meeting as Meeting<BlockList>)
    case 'meeting':
      return mergeHowWeMeet(meeting as Meeting<HowWeMeet>)
    case 'dossier':
      return mergeDossier(meeting as Meeting<Dossier>)
    case 'busy':
      return mergeBusyTimes(meeting as Meeting<BusyTimes>)
    case 'busy-link':
      return mergeBusyLink(meeting as Meeting<BusyLink>)
    case 'relation':
      return mergeRelation(meeting as Meeting<Relation>)
    case 'watch':
      return mergeWatch(meeting as Meeting<Watch>)
    case 'offered':
      // Nobody but the server writes it (IN7).
      return { resolved: meeting.server, notices: [] }
    default:
      return assertNever(kind)
  }
}

function mergeCall(meeting: Meeting<SessionCopy>): Merged<SessionCopy> {
  const merged = mergeSessionCopy(meeting)
  const { server } = meeting
  // The server never stores a time of typing that lies ahead of its clock: that difference alone is not worth sending again.
  const isServers = !merged.resolved.deleted && !server.deleted && isSameButTyped(merged.resolved.value, server.value)
  return isServers ? { ...merged, resolved: server } : merged
}

function isSameButTyped(a: SessionCopy, b: SessionCopy): boolean {
  return isSame({ ...a, wordsEditedAt: undefined }, { ...b, wordsEditedAt: undefined })
}
