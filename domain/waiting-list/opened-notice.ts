import { createNoticeId, type Notice } from '../model/notice.ts'
import type { Instant, SlotId } from '../model/primitives.ts'
import { type Slot, slotFromId } from '../model/slot.ts'
import type { Watch } from '../model/watch.ts'
import { fieldsOf, type Kept, readNotice } from '../notices/notice-payload.ts'
import { isZone } from '../time/wall-clock.ts'
import { fitsWatch } from './fits-watch.ts'

type Opened = NonNullable<Kept<'opened'>['opened']>

/** What the ids of all notices about the waiting list begin with. */
export const openedNotices = createNoticeId('slot-opened', '', '').replace(/:+$/, ':')

/** What the ids of all notices of a watch begin with. */
export function openedNoticesOf(watchId: string): string {
  return createNoticeId('slot-opened', watchId, '')
}

/** The slots that a notice about the waiting list tells of, the earliest first. */
export function listOpened(notice: Pick<Notice, 'id' | 'topic' | 'mine' | 'theirs'>): Opened {
  const told = readNotice(notice)
  return told.topic === 'slot-opened' ? (fieldsOf(told.theirs).opened ?? []) : []
}

/**
 * Whether a slot is among what a watch asks for now: it may have been changed since it was told of it. Where that is not known here (a
 * part of the day that only a newer version knows, a zone of newer data), it is.
 */
export function isStillAskedFor(watch: Watch, slotId: SlotId, now: Instant): boolean {
  const slot = slotFromId(slotId)
  const isKnown = watch.part !== 'newer' && isZone(watch.zone)
  const { weekdays: _w, part: _p, ...anyTime } = watch
  return slot !== undefined && fitsWatch(isKnown ? watch : anyTime, slot, now)
}

/** What a device knows that decides whether such a notice is still news. */
export interface NewsFacts {
  readonly watches: readonly Watch[]
  readonly findSlot: (id: SlotId) => Pick<Slot, 'status' | 'startsAt'> | undefined
  readonly now: Instant
}

/** Those of its openings that are still news (WL7): its watch asks for the slot, which can be booked. */
function listStillOpen(notice: Notice, { watches, findSlot, now }: NewsFacts): Opened {
  const watch = watches.find(({ id }) => id === notice.subject.id)
  if (watch === undefined) return []
  return listOpened(notice).filter(({ slotId }) => {
    const slot = findSlot(slotId)
    return slot?.status === 'open' && slot.startsAt > now && isStillAskedFor(watch, slotId, now)
  })
}

/**
 * What the notices about the waiting list still tell, by their ids; one that is not in it has ended by itself (WL7). An opening that
 * several watches ask for is told by the first of their notices alone, also where its reader has put that one aside.
 */
export function listNews(notices: readonly Notice[], facts: NewsFacts): ReadonlyMap<string, readonly SlotId[]> {
  const told = new Set<string>()
  const about = notices.filter(({ topic }) => topic === 'slot-opened')
  const inOrder = about.toSorted((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
  const news = inOrder.map(notice => {
    const fresh = listStillOpen(notice, facts).filter(({ occasion }) => !told.has(occasion))
    for (const { occasion } of fresh) told.add(occasion)
    return [notice.id, fresh.map(({ slotId }) => slotId)] as const
  })
  return new Map(news.filter(([, slotIds]) => slotIds.length > 0))
}
