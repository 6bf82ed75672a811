import { actionOf } from '../model/action-id.ts'
import { createNoticeId, type Notice, type NoticeTopic } from '../model/notice.ts'
import type { BookingId } from '../model/primitives.ts'
import type { SeriesPlace } from '../model/series.ts'
import { fieldsOf, type Kept, readNotice, writeKept } from './notice-payload.ts'

/** One date of a series as its notice tells it; without a reason it was granted. `movedFrom`: where the session was before it moved. */
export type ToldDate = NonNullable<Kept<'dates'>['dates']>[number]

type SeriesTopic = 'claim-lost' | 'pencil-lost' | 'session-added'

const seriesSubject = 'series-'

/**
 * The id of what one person is told of a series (SR5). Version 0.1.0 has the topics and reads such a notice as one about its first date.
 * @param otherId the other party: an id that somebody uses with two people is two series
 */
export function createSeriesNoticeId(topic: SeriesTopic, { id }: SeriesPlace, otherId: string): string {
  return createNoticeId(topic, seriesSubject + id, otherId)
}

/**
 * The id of what one person is told of one action on a series (SR10).
 * @param requestId of any request of the action
 */
export function createSeriesActionId(
  topic: NoticeTopic,
  { id }: SeriesPlace,
  otherId: string,
  requestId: string
): string {
  return createNoticeId(topic, seriesSubject + id, `${otherId}-${actionOf(requestId)}`)
}

/**
 * What a device tells of a date of a series that was not granted, in place of a notice of its own for each (SR5). The server tells of those
 * that it remembers; of others, as where there are too many, nobody else does.
 * @param notice about that date alone
 */
export function toSeriesNotice(notice: Notice, place: SeriesPlace, otherId: string): Notice {
  const { topic, startsAt, bookingId, reason } = notice
  if ((topic !== 'claim-lost' && topic !== 'pencil-lost') || startsAt === undefined || bookingId === undefined)
    return notice
  const date = { startsAt, bookingId, ...(reason === undefined ? {} : { reason }) }
  // What was typed with the claim stays with it.
  return withDates({ ...notice, id: createSeriesNoticeId(topic, place, `${otherId}-here`) }, [date])
}

/** The dates that a notice about a series tells of, earliest first; none where it is about one booking. */
export function listToldDates(notice: Pick<Notice, 'id' | 'topic' | 'mine' | 'theirs'>): readonly ToldDate[] {
  const told = readNotice(notice)
  switch (told.topic) {
    case 'claim-lost':
    case 'pencil-lost':
    case 'request-refused':
    case 'session-cancelled':
      return fieldsOf(told.mine).dates ?? []
    case 'session-added':
    case 'session-moved':
      return fieldsOf(told.theirs).dates ?? []
    default:
      return []
  }
}

/** What a notice says of one booking, be it alone or a date of a series; undefined where it is about others. */
export function findTold(notice: Notice, bookingId: BookingId): Pick<ToldDate, 'reason'> | undefined {
  const dates = listToldDates(notice)
  if (dates.length > 0) return dates.find(date => date.bookingId === bookingId)
  return notice.bookingId === bookingId ? { reason: notice.reason } : undefined
}

/** Whether a notice stays put aside: not where it tells of dates, or of a change, that its reader has not seen in it (SR5, SU10). */
export function staysAside(known: Notice, next: Notice): boolean {
  if (!known.dismissed) return false
  if (next.topic === 'session-shared') return next.at <= known.at
  const told = listToldDates(known).map(({ bookingId }) => bookingId)
  // About one session alone it names no dates.
  const seen = new Set([...told, ...(told.length === 0 ? [known.bookingId] : [])])
  // Who asked is told that some of it was refused: what was granted beside it is no news.
  const isAskers = known.topic === 'claim-lost' || known.topic === 'pencil-lost' || known.topic === 'request-refused'
  return listToldDates(next).every(({ bookingId, reason }) => seen.has(bookingId) || (isAskers && reason === undefined))
}

/** Both of what one device was told of the same series, with each date once. */
export function joinSeriesNotices(known: Notice, added: Notice): Notice {
  const dates = listToldDates(known)
  const fresh = listToldDates(added).filter(date => dates.every(({ bookingId }) => bookingId !== date.bookingId))
  if (fresh.length === 0) return known
  // A series has one message, which one of its claims brings.
  const kept = readMessage(known) === undefined ? added : known
  return { ...withDates({ ...known, mine: kept.mine }, [...dates, ...fresh]), dismissed: false }
}

/** Without the dates that the server tells of by copies; undefined where none is left. One that keeps a message stays as it is: nobody else has that. */
export function withoutDates(notice: Notice, isKnown: (bookingId: BookingId) => boolean): Notice | undefined {
  const dates = listToldDates(notice)
  const left = dates.filter(({ bookingId }) => !isKnown(bookingId))
  if (readMessage(notice) !== undefined) return notice
  if (left.length === dates.length) return notice
  return left.length === 0 ? undefined : withDates(notice, left)
}

function withDates(notice: Notice, dates: readonly ToldDate[]): Notice {
  const sorted = dates.toSorted((a, b) => a.startsAt - b.startsAt)
  const [first] = sorted
  const { theirs: _, ...rest } = notice
  const message = readMessage(notice)
  const mine = { dates: [...sorted], ...(message === undefined ? {} : { message }) }
  const kept = writeKept('claim-lost', { mine })
  return { ...rest, ...kept, ...(first === undefined ? {} : { startsAt: first.startsAt, bookingId: first.bookingId }) }
}

/** What was typed with a claim that was not granted. */
function readMessage(notice: Notice): string | undefined {
  const told = readNotice(notice)
  return told.topic === 'claim-lost' ? fieldsOf(told.mine).message : undefined
}
