import { actionOf } from '../model/action-id.ts'
import { type Booking, claimedSlotIdOf, type RequestVerdict, type SessionMove } from '../model/booking.ts'
import type { Notice } from '../model/notice.ts'
import type { Instant } from '../model/primitives.ts'
import type { PartyRole } from '../model/role.ts'
import { parseSlotId } from '../model/slot-id.ts'
import { writeKept } from '../notices/notice-payload.ts'
import { createSeriesActionId, type ToldDate } from '../notices/series-notice.ts'
import { listAnswers } from '../rules/answers.ts'
import { createMoved, createRefusal, isRefusalTold, listCancelled } from './answer-notices.ts'
import type { Parties } from './party.ts'

/** What one action asked of one session of a series, and what the journal answered. */
interface Part {
  readonly booking: Booking
  readonly answer: RequestVerdict
  /** How the session has moved by it. */
  readonly move?: SessionMove | undefined
  /** Tells the action from others. */
  readonly action: string
  /** The action has asked something of this session before: this is told by itself. */
  readonly isFurther: boolean
}

interface Reader {
  readonly role: PartyRole
  readonly parties: Parties
}

/**
 * What one party is told of requests about a session of a series, together with what the same action asked of others of it (SR10): one
 * notice to who asked, once some of it was refused, and one to the other party, of what was moved or called off. Each booking of the
 * series gives the same ones. Where an action asked for one session alone, its notice says what it would say of any session.
 */
export function projectSeriesAnswers(
  booking: Booking,
  role: PartyRole,
  parties: Parties,
  series: readonly Booking[]
): readonly Notice[] {
  const reader = { role, parties }
  const own = listParts(booking)
  const byAction = Map.groupBy(series.flatMap(listParts), ({ action }) => action)
  const told = [...new Set(own.map(({ action }) => action))].flatMap(action =>
    tellAction(
      (byAction.get(action) ?? []).toSorted((a, b) => startOf(a) - startOf(b)),
      reader
    )
  )
  // The journal may know of a cancellation without the request for it.
  const isTold = own.some(isCancellation)
  return isTold ? told : [...told, ...listCancelled(booking, role, parties)]
}

/** Requests that may concern several sessions; how a session went is said of each by itself. */
function listParts(booking: Booking): readonly Part[] {
  const known = new Set<string>()
  return listAnswers(booking).map(answer => {
    const { by, kind, requestId } = answer
    // A move and a cancellation are never one action.
    const action = [by, kind, actionOf(requestId)].join(' ')
    const isFurther = known.has(action)
    known.add(action)
    const isAlone = isFurther || kind === 'outcome'
    const move = booking.moves?.find(one => one.requestId === requestId)
    return { booking, answer, move, action: isAlone ? `${action} ${requestId}` : action, isFurther }
  })
}

function tellAction(parts: readonly Part[], reader: Reader): readonly Notice[] {
  const [first] = parts
  if (first === undefined) return []
  if (first.answer.by === reader.role) return tellAsker(parts, reader)
  const granted = parts.filter(({ answer }) => answer.verdict === 'accepted')
  switch (first.answer.kind) {
    case 'reschedule':
      return tellMoved(
        granted.filter(({ move }) => move !== undefined),
        reader
      )
    case 'cancel':
      return tellCancelled(granted.filter(isCancellation), reader)
    default:
      return []
  }
}

/** What became of each date, once one of them was refused. */
function tellAsker(parts: readonly Part[], reader: Reader): readonly Notice[] {
  const refused = parts.filter(({ booking, answer }) => isRefusalTold(booking, answer))
  const [first] = refused
  if (first === undefined) return []
  const { booking, answer } = first
  const notice = createRefusal(booking, reader.role, reader.parties, answer)
  if (answer.kind === 'outcome') return [notice]
  if (parts.length === 1) return [withSeriesId(notice, first, reader)]
  const text = refused.find(part => part.answer.text !== undefined)?.answer.text
  const kept = writeKept('request-refused', { mine: { kind: answer.kind, reason: text, dates: parts.map(toDate) } })
  return [{ ...withSeriesId(notice, first, reader), ...kept, at: latestOf(parts) }]
}

function tellMoved(parts: readonly Part[], reader: Reader): readonly Notice[] {
  const [first] = parts
  if (first?.move === undefined) return []
  const notice = withSeriesId(createMoved(first.booking, reader.role, reader.parties, first.move), first, reader)
  if (parts.length === 1) return [notice]
  const { mine: _, ...rest } = notice
  const { reason } = first.move
  const kept = { dates: parts.map(toDate), ...(reason === '' ? {} : { reason }) }
  return [{ ...rest, ...writeKept('session-moved', { theirs: kept }), at: latestOf(parts) }]
}

function tellCancelled(parts: readonly Part[], reader: Reader): readonly Notice[] {
  const [first] = parts
  const [notice] = first === undefined ? [] : listCancelled(first.booking, reader.role, reader.parties)
  if (first === undefined || notice === undefined) return []
  const told = withSeriesId(notice, first, reader)
  if (parts.length === 1) return [told]
  return [
    {
      ...told,
      ...writeKept('session-cancelled', { mine: { dates: parts.map(toDate) } }),
      theirs: notice.theirs,
      at: latestOf(parts)
    }
  ]
}

function withSeriesId(notice: Notice, { booking, answer, isFurther }: Part, { role }: Reader): Notice {
  const { series, studentId, coachId } = booking
  if (series === undefined || isFurther) return notice
  const id = createSeriesActionId(notice.topic, series, role === 'coach' ? studentId : coachId, answer.requestId)
  return { ...notice, id }
}

function isCancellation({ booking, answer }: Part): boolean {
  return (
    answer.kind === 'cancel' &&
    answer.verdict === 'accepted' &&
    booking.cancellation !== undefined &&
    answer.by === booking.cancellation.by
  )
}

function toDate(part: Part): ToldDate {
  const { booking, answer, move } = part
  const { reason } = answer
  const startsAt = move === undefined ? startOf(part) : (parseSlotId(move.toSlotId)?.startsAt ?? booking.startsAt)
  return {
    startsAt,
    bookingId: booking.id,
    ...(move === undefined ? {} : { movedFrom: startOf(part) }),
    ...(answer.verdict === 'declined' && reason !== undefined ? { reason } : {})
  }
}

/** Where the session was when it was asked for. */
function startOf({ booking, answer, move }: Part): Instant {
  const before = (booking.moves ?? []).filter(({ at, requestId }) => at <= answer.at && requestId !== answer.requestId)
  const slotId = move?.fromSlotId ?? before.at(-1)?.toSlotId ?? claimedSlotIdOf(booking)
  return parseSlotId(slotId)?.startsAt ?? booking.startsAt
}

function latestOf(parts: readonly Part[]): Instant {
  return Math.max(...parts.map(({ answer }) => answer.at))
}
