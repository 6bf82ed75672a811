import type { Action, Tick } from '../model/action.ts'
import { type Booking, isLiveBooking, type Review } from '../model/booking.ts'
import { withShared, withTicks } from './share-words.ts'
import {
  coachWordFields,
  type PartyOwned,
  partyOwnedFields,
  type SessionCopy,
  studentWordFields,
  type WordField,
  wordFields
} from '../model/session-copy.ts'
import type { SessionTerms } from '../model/coach-profile.ts'
import type { Instant } from '../model/primitives.ts'
import type { Actor } from '../model/role.ts'
import { listAnswers } from './answers.ts'
import { isSame } from './is-same.ts'
import { judgeRequest, type RequestEffect } from './judge-request.ts'
import type { RescheduleTarget } from './judge-reschedule.ts'
import type { Reason } from '../model/reasons.ts'
import { type BaseRevision, type Current, reject, isStale, type Verdict } from './verdict.ts'

/** What a party's write does: its own document, and perhaps the journal and the slot. The journal is written first. */
export interface SessionCopyEffect {
  readonly put: SessionCopy
  readonly booking?: Booking
  readonly freeSlot?: RequestEffect['freeSlot']
  readonly move?: RequestEffect['move']
  /** The writer is told by a refused row, though the words beside the request are stored (SE9). */
  readonly refused?: Reason
}

export interface SessionCopyContext {
  readonly current: Current<SessionCopy>
  readonly base: BaseRevision
  readonly booking: Booking | undefined
  readonly policy: SessionTerms
  /** Where the pushed request wants to move the session; undefined for every other write. */
  readonly target?: RescheduleTarget | undefined
  /** Server's clock, epoch ms. */
  readonly now: Instant
}

/**
 * Judges a party's write to its own copy of a booking (FB, SE, RS). Server-owned fields of the push are
 * ignored. A refused request does not hold back the words typed beside it.
 */
export function judgeSessionCopy(
  actor: Actor,
  pushed: SessionCopy,
  context: SessionCopyContext
): Verdict<SessionCopyEffect> {
  const { current, booking, now } = context
  if (current.kind !== 'live' || booking === undefined) {
    return current.kind === 'absent' ? reject('not-yours-to-create') : reject('no-session')
  }
  if (isStale(context.base, current)) return { kind: 'conflict' }
  const by = current.value.partyRole
  if (actor.userId !== (by === 'coach' ? booking.coachId : booking.studentId)) return reject('not-yours')
  const words = judgeWords(pushed, current.value, booking, now)
  if (words !== undefined) return reject(words)
  const stored = withAnswer(toStored(actor, pushed, current.value, now), booking)
  const asked =
    pushed.request === undefined || pushed.request.kind === 'newer'
      ? undefined
      : judgeRequest(pushed.request, { by, booking, policy: context.policy, target: context.target, now })
  const heard = asked?.booking ?? booking
  const told =
    by === 'student'
      ? withTicks(withReview(heard, stored.review, current.value.review, now), stored)
      : withShared(heard, stored, now)
  const effect: SessionCopyEffect = {
    put: asked?.isRowAlone === true ? withRequestOf(current.value, stored) : stored,
    ...(asked?.isRowAlone === true && asked.rejected !== undefined ? { refused: asked.rejected } : {}),
    ...(told === booking ? {} : { booking: told }),
    ...(asked?.freeSlot === undefined ? {} : { freeSlot: asked.freeSlot }),
    ...(asked?.move === undefined ? {} : { move: asked.move })
  }
  if (asked?.rejected !== undefined) return { kind: 'adjusted', effect, reason: asked.rejected }
  return isSame(stored, pushed) ? { kind: 'accepted', effect } : { kind: 'adjusted', effect }
}

function withRequestOf({ request }: SessionCopy, { request: _, ...call }: SessionCopy): SessionCopy {
  return request === undefined ? call : { ...call, request }
}

/** Own words: only of a session that was held or is being held, only by the party that they belong to. */
function judgeWords(pushed: SessionCopy, current: SessionCopy, booking: Booking, now: Instant): Reason | undefined {
  const coachWords = changes(pushed, current, coachWordFields)
  const studentWords = changes(pushed, current, studentWordFields)
  if (current.partyRole === 'coach' ? studentWords : coachWords) return 'not-yours'
  if (!coachWords && !studentWords) return undefined
  if (!isLiveBooking(booking)) return 'no-session'
  return now < booking.startsAt ? 'not-started' : undefined
}

function changes(a: SessionCopy, b: SessionCopy, fields: readonly WordField[]): boolean {
  return fields.some(field => !isSame(a[field], b[field]))
}

function toStored(actor: Actor, pushed: SessionCopy, current: SessionCopy, now: Instant): SessionCopy {
  const serverOwned = Object.entries(current).filter(
    ([name]) => !(partyOwnedFields as readonly string[]).includes(name)
  )
  const owned = partyOwnedFields.flatMap(name => (pushed[name] === undefined ? [] : [[name, pushed[name]] as const]))
  const typed = changes(pushed, current, wordFields)
  const { request } = pushed
  return {
    ...(Object.fromEntries(serverOwned) as Omit<SessionCopy, keyof PartyOwned>),
    ...Object.fromEntries(owned),
    ...withTimes(pushed, now),
    ...(request === undefined ? {} : { request: toKeptRequest(request) }),
    ...(typed ? { wordsStamp: { by: actor.userId, at: now } } : {})
  }
}

/** A device's clock may run ahead; nobody types in the future. */
function withTimes({ wordsEditedAt, actions, ticks }: SessionCopy, now: Instant): Partial<PartyOwned> {
  return {
    ...(wordsEditedAt === undefined ? {} : { wordsEditedAt: Math.min(wordsEditedAt, now) }),
    ...(actions === undefined ? {} : { actions: mapItems(actions, action => withoutFuture(action, now)) }),
    ...(ticks === undefined ? {} : { ticks: mapItems(ticks, tick => withoutFuture(tick, now)) })
  }
}

function withoutFuture<T extends Action | Tick>(item: T, now: Instant): T {
  const times = ['madeAt', 'editedAt', 'doneAt'] as const
  const fields = Object.entries<unknown>(item).map(([name, value]) => {
    const isTime = (times as readonly string[]).includes(name) && typeof value === 'number'
    return [name, isTime ? Math.min(value, now) : value] as const
  })
  return Object.fromEntries(fields) as T
}

function mapItems<T>(items: Readonly<Record<string, T>>, change: (item: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(items).map(([id, item]) => [id, change(item)]))
}

/**
 * As a copy keeps it. What a move asks of the calendar, and the hours or the slot that a request names, are done with once it has its
 * answer, and devices of version 0.1.0 cannot read them (RS16, SE11, SE12).
 */
function toKeptRequest(request: NonNullable<SessionCopy['request']>): NonNullable<SessionCopy['request']> {
  if (request.kind === 'cancel') {
    const { onlyWithin: _w, onlyFrom: _f, ...kept } = request
    return kept
  }
  if (request.kind !== 'reschedule') return request
  const { makesSlot: _m, restores: _r, onlyFrom: _f, ...kept } = request
  return kept
}

/**
 * A request that is repeated after another one shows its own answer again. Where no answer has come into the copy yet, the
 * projection brings it.
 */
function withAnswer(call: SessionCopy, booking: Booking): SessionCopy {
  const answer = listAnswers(booking).find(
    ({ requestId, by }) => requestId === call.request?.requestId && by === call.partyRole
  )
  return answer === undefined || call.lastRequest === undefined ? call : { ...call, lastRequest: answer }
}

/** The journal with the student's review as it is now; a review that its author took back goes there, too. */
function withReview(booking: Booking, review: Review | undefined, before: Review | undefined, now: Instant): Booking {
  const { studentReview, ...rest } = booking
  if (review === undefined) return before === undefined || studentReview === undefined ? booking : rest
  const { at: _, ...known } = studentReview ?? { at: now }
  return isSame(known, review) ? booking : { ...booking, studentReview: { ...review, at: now } }
}
