import type { SessionCopy } from '#domain/model/session-copy.ts'
import type { Notice } from '#domain/model/notice.ts'
import { useWorkspace } from '#renderer/store/hooks.ts'

/** The session that a notice is about, or that is in the slot that it is about; where it is on this device. */
export function useNoticeCall({ bookingId, subject, slotId }: Notice): SessionCopy | undefined {
  const heldBy = useWorkspace(state => state.slots.find(({ id }) => id === slotId)?.bookingId)
  const id = bookingId ?? (subject.collection === 'calls' ? subject.id : heldBy)
  return useWorkspace(state => state.calls.find(call => call.id === id))
}
