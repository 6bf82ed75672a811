import type { Notice } from '#domain/model/notice.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { DeviceAccount } from '../../store/contract.ts'

/** One thing in the inbox: something that was told, or an own slot that the server did not accept. */
export type InboxItem =
  | { readonly kind: 'notice'; readonly id: string; readonly notice: Notice }
  | { readonly kind: 'declined-slot'; readonly id: string; readonly slot: Slot }

export interface InboxItems {
  readonly open: readonly InboxItem[]
  readonly putAside: readonly InboxItem[]
}

/** The coach's own slots that were declined: nobody can book them, so the coach has to decide. */
function listDeclinedSlots(slots: readonly Slot[], account: DeviceAccount): readonly Slot[] {
  if (account.role !== 'coach') return []
  return slots.filter(slot => slot.status === 'declined' && slot.coachId === account.userId)
}

/** What waits for the person, newest first; declined slots, which carry no time of arrival, come before the rest. */
export function listInboxItems(notices: readonly Notice[], slots: readonly Slot[], account: DeviceAccount): InboxItems {
  const told = [...notices]
    .sort((a, b) => b.at - a.at)
    .map((notice): InboxItem => ({ kind: 'notice', id: notice.id, notice }))
  const declined = listDeclinedSlots(slots, account).map(
    (slot): InboxItem => ({ kind: 'declined-slot', id: slot.id, slot })
  )
  return {
    open: [...declined, ...told.filter(item => !isPutAside(item))],
    putAside: told.filter(isPutAside)
  }
}

function isPutAside(item: InboxItem): boolean {
  return item.kind === 'notice' && item.notice.dismissed
}
