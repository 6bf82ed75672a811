import { pickShared, withoutTime } from '../rules/share-words.ts'
import { joinTicks } from '../merge/join-actions.ts'
import type { Booking, BookingState, RequestVerdict } from '../model/booking.ts'
import type { SessionCopy } from '../model/session-copy.ts'
import { maxAnswers, maxStoredActions } from '../model/limits.ts'
import { isSame } from '../rules/is-same.ts'
import type { Instant, UserId } from '../model/primitives.ts'

/** One party's copy, with whose it is. */
export interface OwnedCopy {
  readonly ownerId: UserId
  readonly call: SessionCopy
}

/**
 * The journal entry that a copy was made from, as far as a copy tells: its way back where the journal was set back (SB7). Each copy
 * holds the last answer to its own party only. Undefined for a pencil that no server has judged.
 */
export function sessionCopyToBooking({ ownerId, call }: OwnedCopy): Booking | undefined {
  if (call.status === 'pencilled' || call.status === 'newer') return undefined
  const isCoach = call.partyRole === 'coach'
  const studentReview = isCoach ? call.otherReview : ownReview(call)
  return {
    id: call.id,
    slotId: call.slotId,
    coachId: isCoach ? ownerId : call.otherId,
    studentId: isCoach ? call.otherId : ownerId,
    startsAt: call.startsAt,
    endsAt: call.endsAt,
    state: call.status,
    claimedAt: call.claimedAt,
    ...(call.pencilled === undefined ? {} : { pencilled: call.pencilled }),
    ...(call.message === undefined ? {} : { message: call.message }),
    ...(call.series === undefined ? {} : { series: call.series }),
    ...(call.terms === undefined ? {} : { terms: call.terms }),
    ...(call.decline === undefined ? {} : { decline: call.decline }),
    ...(call.moves === undefined ? {} : { moves: call.moves }),
    ...(call.madeSlot === undefined ? {} : { madeSlot: call.madeSlot }),
    ...(call.cancellation === undefined ? {} : { cancellation: call.cancellation }),
    ...(call.outcomeAt === undefined ? {} : { outcomeAt: call.outcomeAt }),
    ...(studentReview === undefined ? {} : { studentReview }),
    ...(isCoach ? toldByCoach(call) : toldByStudent(call)),
    requests: call.lastRequest === undefined ? [] : [call.lastRequest]
  }
}

/** What the journal should say, given what it says and what both parties' copies do. The same entry where it is no older. */
export function bringForward(known: Booking | undefined, copies: readonly OwnedCopy[]): Booking | undefined {
  const standing = (entry: Booking | undefined) => entry && copies.reduce(withoutTakenBack, entry)
  return copies.reduce<Booking | undefined>((booking, copy) => {
    const told = standing(sessionCopyToBooking(copy))
    if (told === undefined) return booking
    if (booking === undefined) return told
    const ahead = isAhead(told, booking) ? { ...withoutMadeSlot(booking), ...told } : booking
    const studentReview = laterReview(booking.studentReview, told.studentReview)
    const requests = joinRequests(booking.requests, told.requests)
    // Terms were given later than the journal of that time: what the two agreed to stands in their copies.
    const terms = ahead.terms ?? told.terms
    const agreed = joinAgreed(booking, told)
    const isSameWords =
      requests === booking.requests && studentReview === booking.studentReview && isSame(agreed, pickAgreed(booking))
    if (ahead === booking && isSameWords && terms === booking.terms) return booking
    return {
      ...ahead,
      ...agreed,
      requests,
      ...(terms === undefined ? {} : { terms }),
      ...(studentReview === undefined ? {} : { studentReview })
    }
  }, standing(known))
}

/** An entry without what the copy's owner had written for the other party, and has taken back since (SU2, FB6). */
function withoutTakenBack(entry: Booking, { call }: OwnedCopy): Booking {
  const { shared, studentReview, ...rest } = entry
  const { partyRole, review, wordsStamp } = call
  const isTakenBack = (at: Instant | undefined) => at !== undefined && wordsStamp !== undefined && wordsStamp.at > at
  if (partyRole === 'student') {
    return review === undefined && isTakenBack(studentReview?.at) ? { ...rest, ...(shared && { shared }) } : entry
  }
  if (pickShared(call) !== undefined || !isTakenBack(shared?.at)) return entry
  const withdrawn = joinWithdrawn(entry, entry, undefined)
  return { ...rest, ...(studentReview && { studentReview }), ...withdrawn }
}

/** What was made for it is where it has been until then. */
function withoutMadeSlot({ madeSlot: _, ...booking }: Booking): Booking {
  return booking
}

/** A booking only ever goes on: through its moves, to its end. */
const rank: Readonly<Record<BookingState, number>> = {
  declined: 1,
  confirmed: 1,
  completed: 2,
  'no-show': 2,
  cancelled: 3
}

function isAhead(told: Booking, known: Booking): boolean {
  if (rank[told.state] !== rank[known.state]) return rank[told.state] > rank[known.state]
  const [moves, knownMoves] = [told.moves?.length ?? 0, known.moves?.length ?? 0]
  if (moves !== knownMoves) return moves > knownMoves
  return (told.outcomeAt ?? 0) > (known.outcomeAt ?? 0)
}

function ownReview({ review, wordsStamp }: SessionCopy): Booking['studentReview'] {
  return review === undefined || wordsStamp === undefined ? undefined : { ...review, at: wordsStamp.at }
}

function laterReview(a: Booking['studentReview'], b: Booking['studentReview']): Booking['studentReview'] {
  return a === undefined || (b !== undefined && b.at > a.at) ? b : a
}

/** What the two have agreed on after the session. */
type Agreed = Pick<Booking, 'shared' | 'withdrawnActions' | 'ticks'>

function toldByCoach(call: SessionCopy): Agreed {
  const { otherTicks, wordsStamp, claimedAt } = call
  const shared = pickShared(call)
  const withdrawn = Object.keys(otherTicks ?? {}).filter(id => !Object.hasOwn(shared?.actions ?? {}, id))
  return {
    ...(shared === undefined ? {} : { shared: { ...shared, at: wordsStamp?.at ?? claimedAt } }),
    ...(withdrawn.length === 0 ? {} : { withdrawnActions: withdrawn }),
    ...(otherTicks === undefined ? {} : { ticks: otherTicks })
  }
}

function toldByStudent({ shared, ticks }: SessionCopy): Agreed {
  return { ...(shared === undefined ? {} : { shared }), ...(ticks === undefined ? {} : { ticks }) }
}

function pickAgreed({ shared, withdrawnActions, ticks }: Booking): Agreed {
  return {
    ...(shared === undefined ? {} : { shared }),
    ...(withdrawnActions === undefined ? {} : { withdrawnActions }),
    ...(ticks === undefined ? {} : { ticks })
  }
}

/** What was written later, and every tick. */
function joinAgreed(known: Booking, told: Booking): Agreed {
  const isSameShared = isSame(withoutTime(known.shared), withoutTime(told.shared))
  const isLater = told.shared !== undefined && told.shared.at > (known.shared?.at ?? 0)
  const shared = isLater && !isSameShared ? told.shared : known.shared
  const ticks = joinTicks(known.ticks ?? {}, told.ticks ?? {})
  return {
    ...(shared === undefined ? {} : { shared }),
    ...joinWithdrawn(known, told, shared),
    ...(Object.keys(ticks).length === 0 ? {} : { ticks })
  }
}

/** Actions that either has known as the student's, and that are not among those that stand. */
function joinWithdrawn(known: Agreed, told: Agreed, stands: Agreed['shared']): Pick<Agreed, 'withdrawnActions'> {
  const ids = [known, told].flatMap(({ withdrawnActions = [], shared }) => [
    ...withdrawnActions,
    ...Object.keys(shared?.actions ?? {})
  ])
  const withdrawn = [...new Set(ids)].filter(id => !Object.hasOwn(stands?.actions ?? {}, id))
  return withdrawn.length === 0 ? {} : { withdrawnActions: withdrawn.slice(-maxStoredActions) }
}

function joinRequests(known: readonly RequestVerdict[], told: readonly RequestVerdict[]): Booking['requests'] {
  const unseen = told.filter(({ requestId }) => !known.some(request => request.requestId === requestId))
  if (unseen.length === 0) return known as Booking['requests']
  return [...known, ...unseen].sort((a, b) => a.at - b.at).slice(-maxAnswers)
}
