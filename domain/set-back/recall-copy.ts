import { assertNever } from '../assert-never.ts'
import type { BusyLink } from '../model/busy-link.ts'
import type { BusyTimes } from '../model/busy-times.ts'
import { recallBusy } from './recall-busy.ts'
import type { BlockList } from '../model/block-list.ts'
import type { Dossier } from '../model/dossier.ts'
import type { HowWeMeet } from '../model/how-we-meet.ts'
import type { Relation } from '../model/relation.ts'
import type { Watch } from '../model/watch.ts'
import type { OwnDocument } from '../model/own-documents.ts'
import { findUnanswered } from '../projection/waiting.ts'
import { mergeSessionCopy } from '../merge/merge-session-copy.ts'
import { mergeNotice } from '../merge/merge-notice.ts'
import type { SessionCopy } from '../model/session-copy.ts'
import type { Notice, NoticeTopic } from '../model/notice.ts'
import { createForgottenNotice, isWorthTelling } from './forgotten-session.ts'
import { createReasonsNotice, hasReasons, listOwnReasons, type OwnReasons, withoutKnownReasons } from './own-reasons.ts'
import {
  recallBlockList,
  recallBusyLink,
  recallDossier,
  recallHowWeMeet,
  recallRelation,
  recallWatch
} from './recall-own-document.ts'
import { keepLocal, type Known, type Recall, type Recalled, takeServers } from './recall.ts'

/** Of these nothing is lost where the server does not tell of them any more: what they told of has not happened there. */
const news: readonly NoticeTopic[] = [
  'session-added',
  'session-booked',
  'session-moved',
  'session-cancelled',
  'session-shared',
  'slot-opened'
]

/** A document of a person's own database after a set-back. */
export function recallCopy(known: Known<OwnDocument>, recall: Recall): Recalled<OwnDocument> {
  const { kind } = known.local.value
  switch (kind) {
    case 'call':
      return recallCall(known as Known<SessionCopy>, recall)
    case 'notice':
      return recallNotice(known as Known<Notice>, recall)
    case 'blocks':
      return recallBlockList(known as Known<BlockList>, recall)
    case 'meeting':
      return recallHowWeMeet(known as Known<HowWeMeet>, recall)
    case 'dossier':
      return recallDossier(known as Known<Dossier>, recall)
    case 'busy':
      return recallBusy(known as Known<BusyTimes>)
    case 'busy-link':
      return recallBusyLink(known as Known<BusyLink>, recall)
    case 'relation':
      return recallRelation(known as Known<Relation>, recall)
    case 'watch':
      return recallWatch(known as Known<Watch>, recall)
    case 'offered':
      // The server's, and what it lost it says itself (IN10).
      return takeServers(known)
    default:
      return assertNever(kind)
  }
}

/** Words are merged without a base (SB2): nobody knows any more which side changed what. */
function recallCall(known: Known<SessionCopy>, recall: Recall): Recalled<SessionCopy> {
  const { local, isUnsent, server } = known
  if (local.deleted) return takeServers(known)
  if (server.kind === 'live') {
    const again = withRequest(local.value, chooseRequest(local.value, server.value))
    const { resolved, notices } = mergeSessionCopy({
      server: { deleted: false, value: server.value },
      local: { deleted: false, value: again },
      now: recall.now
    })
    const lost = withoutKnownReasons(listOwnReasons(local.value, resolved.value.request), server.value)
    return { local: resolved, notices: [...notices, ...tellOf(lost, local.value, recall)] }
  }
  // A pencilled booking that no server has judged yet.
  if (local.value.status === 'pencilled' && isUnsent) return keepLocal(known)
  if (server.kind === 'deleted') {
    const { notices } = mergeSessionCopy({ server: { deleted: true, value: local.value }, local, now: recall.now })
    const lost = listOwnReasons(local.value, local.value.request)
    return { ...takeServers(known), notices: [...notices, ...tellOf(lost, local.value, recall)] }
  }
  const notices = isWorthTelling(local.value) ? [createForgottenNotice(local.value, recall)] : []
  return { ...takeServers(known), notices }
}

function tellOf(lost: OwnReasons, call: SessionCopy, recall: Recall): readonly Notice[] {
  return hasReasons(lost) ? [createReasonsNotice(call, lost, recall)] : []
}

/**
 * What the party asks of the session from now on. An own request that was granted is sent again under its id (SB2), unless the server
 * has answered a newer one since; one that was refused is not. A move gives way to a newer move of either party, too (SE12).
 */
function chooseRequest(local: SessionCopy, server: SessionCopy): SessionCopy['request'] {
  const { request, lastRequest } = local
  if (request === undefined) return server.request
  if (lastRequest === undefined || findUnanswered(local) !== undefined) return request
  if (lastRequest.verdict === 'declined') return server.request
  const moves = request.kind === 'reschedule' ? (server.moves ?? []) : []
  const isOutdated = [server.lastRequest, ...moves].some(newer => newer !== undefined && newer.at > lastRequest.at)
  return isOutdated ? server.request : toSentAgain(request, local)
}

/** A slot that was made for the session is made again: the copy keeps that of it, and not what was asked (RS16). */
function toSentAgain(
  request: NonNullable<SessionCopy['request']>,
  { madeSlot }: SessionCopy
): NonNullable<SessionCopy['request']> {
  const isMade = request.kind === 'reschedule' && madeSlot?.requestId === request.requestId
  return isMade ? { ...request, makesSlot: true } : request
}

function withRequest({ request: _, ...call }: SessionCopy, request: SessionCopy['request']): SessionCopy {
  return request === undefined ? call : { ...call, request }
}

/** What keeps something that its person typed stays on the device, whatever the server has. */
function recallNotice(known: Known<Notice>, { now }: Recall): Recalled<Notice> {
  const { local, server } = known
  if (local.deleted) return takeServers(known)
  if (server.kind === 'live') {
    const { resolved } = mergeNotice({ server: { deleted: false, value: server.value }, local, now })
    return { local: resolved, notices: [] }
  }
  return { ...takeServers(known), notices: news.includes(local.value.topic) ? [] : [local.value] }
}
