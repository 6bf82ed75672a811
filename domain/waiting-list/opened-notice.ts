import { createNoticeId, type Notice } from '../model/notice.ts'
import type { Instant, SlotId } from '../model/primitives.ts'
import type { Slot } from '../model/slot.ts'
import { isWatchStanding, isWatchId, type Watch } from '../model/watch.ts'
import { fieldsOf, type Kept, readNotice } from '../notices/notice-payload.ts'

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

/** What a device knows that decides whether such a notice is still news. */
export interface NewsFacts {
  readonly watches: readonly Pick<Watch, 'id' | 'until'>[]
  readonly findSlot: (id: SlotId) => Pick<Slot, 'status' | 'startsAt'> | undefined
  readonly now: Instant
}

/** Those of its slots that can still be booked; none once it has ended by itself (WL7). */
export function listStillOpen(notice: Notice, { watches, findSlot, now }: NewsFacts): readonly SlotId[] {
  const watch = watches.find(({ id }) => id === notice.subject.id)
  if (!isWatchId(notice.subject.id) || watch === undefined || !isWatchStanding(watch, now)) return []
  return listOpened(notice).flatMap(({ slotId }) => {
    const slot = findSlot(slotId)
    return slot?.status === 'open' && slot.startsAt > now ? [slotId] : []
  })
}
