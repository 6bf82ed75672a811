import type { SessionCopy } from '../model/session-copy.ts'
import { createNoticeId, fingerprintText, type Notice } from '../model/notice.ts'
import { writeKept } from '../notices/notice-payload.ts'
import { toStableText } from '../merge/stable-text.ts'
import type { Recall } from './recall.ts'

/** What a person wrote beside requests that were granted. In their copy it stands in fields of the server's. */
export interface OwnReasons {
  readonly moves?: readonly { readonly toSlotId: string; readonly reason: string }[]
  /** Of the cancellation. */
  readonly reason?: string
}

/** The own reasons in a copy, but for that of one request: it is sent again, or kept by itself. */
export function listOwnReasons(call: SessionCopy, kept: SessionCopy['request']): OwnReasons {
  const { partyRole, cancellation, request, moves = [] } = call
  const own = moves.filter(({ by, requestId }) => by === partyRole && requestId !== kept?.requestId)
  const isCancelKept = request?.kind === 'cancel' && request.requestId === kept?.requestId
  const told = own.filter(({ reason }) => reason !== '').map(({ toSlotId, reason }) => ({ toSlotId, reason }))
  const isOwnCancellation = cancellation?.by === partyRole && !isCancelKept && cancellation.reason !== ''
  return {
    ...(told.length === 0 ? {} : { moves: told }),
    ...(isOwnCancellation ? { reason: cancellation.reason } : {})
  }
}

/** Without those that the server's copy has, too. */
export function withoutKnownReasons({ moves = [], reason }: OwnReasons, server: SessionCopy): OwnReasons {
  const known = new Set((server.moves ?? []).map(move => `${move.toSlotId} ${move.reason}`))
  const unknown = moves.filter(move => !known.has(`${move.toSlotId} ${move.reason}`))
  return {
    ...(unknown.length === 0 ? {} : { moves: unknown }),
    ...(reason === undefined || reason === server.cancellation?.reason ? {} : { reason })
  }
}

export function hasReasons(reasons: OwnReasons): boolean {
  return Object.keys(reasons).length > 0
}

/** The session goes on without them: the requests that they were written for are of a past that the server does not have. */
export function createReasonsNotice(call: SessionCopy, reasons: OwnReasons, { now }: Recall): Notice {
  const { id, slotId, startsAt, otherName } = call
  return {
    id: createNoticeId('write-refused', id, fingerprintText(toStableText(reasons))),
    kind: 'notice',
    topic: 'write-refused',
    at: now,
    subject: { collection: 'calls', id },
    slotId,
    bookingId: id,
    startsAt,
    ...(otherName === '' ? {} : { otherName }),
    ...writeKept('write-refused', { mine: reasons }),
    dismissed: false
  }
}
