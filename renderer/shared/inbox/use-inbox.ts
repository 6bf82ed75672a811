import { useCallback, useMemo } from 'react'
import type { Notice } from '#domain/model/notice.ts'
import type { SlotId } from '#domain/model/primitives.ts'
import { listNews } from '#domain/waiting-list/opened-notice.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'
import { useOpenAccount } from '#renderer/ui/use-open-account.ts'
import { useIsArriving } from '#renderer/ui/use-is-arriving.ts'
import { useNow } from '#renderer/ui/use-now.ts'
import { listStrandedDrafts } from './stranded-drafts.ts'
import { type InboxItems, listInboxItems } from './inbox-items.ts'

const nothing: InboxItems = { decisions: [], news: [], putAside: [] }

/** The inbox of the open account. */
export function useInbox(): InboxItems {
  const account = useOpenAccount()
  const notices = useWorkspace(state => state.notices)
  const slots = useWorkspace(state => state.slots)
  const notSent = useWorkspace(({ sync }) => (sync.kind === 'account-disabled' ? sync.waiting : 0))
  const drafts = useWorkspace(state => state.drafts)
  const calls = useWorkspace(state => state.calls)
  const isArriving = useIsArriving('calls')
  const now = useNow()
  // A session that has not arrived yet is not gone.
  const stranded = useMemo(
    () => (isArriving ? [] : listStrandedDrafts(drafts, calls, now)),
    [drafts, calls, now, isArriving]
  )
  const openedNews = useOpenedNews()
  // What a coach had written and withdrew is no news any more (SU10).
  const withdrawn = useMemo(
    () => new Set(calls.filter(({ shared }) => shared === undefined).map(({ id }) => id)),
    [calls]
  )
  const isOver = useCallback(
    ({ id, topic, bookingId = '' }: Notice) =>
      (topic === 'slot-opened' && !openedNews.has(id)) || (topic === 'session-shared' && withdrawn.has(bookingId)),
    [openedNews, withdrawn]
  )
  return useMemo(
    () => (account === undefined ? nothing : listInboxItems(notices, slots, account, notSent, stranded, isOver)),
    [account, notices, slots, notSent, stranded, isOver]
  )
}

/** The slots of each notice about the waiting list that are still news (WL7). */
export function useOpenedNews(): ReadonlyMap<string, readonly SlotId[]> {
  const notices = useWorkspace(state => state.notices)
  const watches = useWorkspace(state => state.watches)
  const slots = useWorkspace(state => state.slots)
  const now = useNow()
  return useMemo(() => {
    const slotById = new Map(watches.length === 0 ? [] : slots.map(slot => [slot.id, slot]))
    return listNews(notices, { watches, findSlot: id => slotById.get(id), now })
  }, [notices, watches, slots, now])
}

export interface InboxCounts {
  /** Things that wait for the person's decision. */
  readonly decisions: number
  /** Things that only want to be read. */
  readonly news: number
}

/** How much of the inbox is not put aside. */
export function useInboxCounts(): InboxCounts {
  const { decisions, news } = useInbox()
  return { decisions: decisions.length, news: news.length }
}
