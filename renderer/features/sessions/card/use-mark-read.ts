import { useEffect } from 'react'
import type { BookingId } from '#domain/model/primitives.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'

/** Whoever opens a session has read what its coach wrote: the notice of it is put aside (SU10), also where it is renewed meanwhile. */
export function useMarkRead(openId: BookingId | undefined): void {
  const setNoticeDismissed = useWorkspace(state => state.setNoticeDismissed)
  const unreadId = useWorkspace(state =>
    openId === undefined
      ? undefined
      : state.notices.find(
          ({ topic, bookingId, dismissed }) => topic === 'session-shared' && bookingId === openId && !dismissed
        )?.id
  )
  useEffect(() => {
    // Where it cannot be stored it stays unread.
    if (unreadId !== undefined) void setNoticeDismissed(unreadId, true)
  }, [unreadId, setNoticeDismissed])
}
