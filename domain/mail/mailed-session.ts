import { type SessionEvent, toSessionEvent } from '../calendar/session-event.ts'
import type { Instant } from '../model/primitives.ts'
import type { SessionCopy } from '../model/session-copy.ts'
import { parseSlotId } from '../model/slot-id.ts'
import type { SessionChange } from './occasions.ts'

/** A session as a mail tells of it (ML4): no phone number, note, score, summary, action or message is in it. */
export interface MailedSession {
  readonly event: SessionEvent
  /** Who changed it: the reader or the other one. */
  readonly byReader: boolean
  /** Where it was before it moved. */
  readonly movedFrom?: Instant
  /** What the other one gave as a reason. The reader's own is known to the reader. */
  readonly reason?: string
}

/** Of a party's copy; undefined for what is not told by mail, as what only a newer version knows. */
export function toMailedSession(copy: SessionCopy, change: SessionChange): MailedSession | undefined {
  const event = toSessionEvent(copy)
  if (event === undefined) return undefined
  const { partyRole, pencilled, moves = [], cancellation } = copy
  switch (change) {
    case 'booked':
      return { event, byReader: partyRole === (pencilled === true ? 'coach' : 'student') }
    case 'moved': {
      const move = moves.at(-1)
      if (move === undefined) return undefined
      const movedFrom = parseSlotId(move.fromSlotId)?.startsAt
      return {
        event,
        ...tellAuthor(partyRole === move.by, move.reason),
        ...(movedFrom === undefined ? {} : { movedFrom })
      }
    }
    case 'cancelled':
      return cancellation === undefined
        ? undefined
        : { event, ...tellAuthor(partyRole === cancellation.by, cancellation.reason) }
  }
}

function tellAuthor(byReader: boolean, reason: string): Pick<MailedSession, 'byReader' | 'reason'> {
  return byReader || reason.trim() === '' ? { byReader } : { byReader, reason: reason.trim() }
}
