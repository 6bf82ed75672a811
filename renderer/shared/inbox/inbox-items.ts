import { createNoticeId, type Notice } from '#domain/model/notice.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { DeviceAccount } from '#renderer/contract/screens.ts'
import { createDraftId } from '#renderer/contract/draft.ts'
import type { StrandedDraft } from './stranded-drafts.ts'
import { needsDecision } from '#renderer/store/needs-decision.ts'

/** One thing in the inbox: something that was told, an own slot that the server did not accept, or what it takes no more. */
export type InboxItem =
  | { readonly kind: 'notice'; readonly id: string; readonly notice: Notice }
  | { readonly kind: 'declined-slot'; readonly id: string; readonly slot: Slot }
  /** Changes that the server takes no more, because the account was disabled. */
  | { readonly kind: 'not-sent'; readonly id: 'not-sent'; readonly count: number }
  /** A text that was typed for a session, whose form can no longer be opened. */
  | { readonly kind: 'stranded-draft'; readonly id: string; readonly stranded: StrandedDraft }

export interface InboxItems {
  /** What was not applied, or not as it was done: the person decides what becomes of it. */
  readonly decisions: readonly InboxItem[]
  /** What others did; nothing was lost. */
  readonly news: readonly InboxItem[]
  readonly putAside: readonly InboxItem[]
}

/**
 * What waits for the person, newest first; declined slots, which carry no time of arrival, come before the rest.
 * @param notSent changes of a disabled account that the server has not got
 * @param stranded drafts whose form can no longer be opened
 * @param isOver whether news has ended by itself (WL7)
 */
export function listInboxItems(
  notices: readonly Notice[],
  slots: readonly Slot[],
  account: DeviceAccount,
  notSent = 0,
  stranded: readonly StrandedDraft[] = [],
  isOver: (notice: Notice) => boolean = () => false
): InboxItems {
  const told = notices.filter(notice => !isOver(notice)).sort((a, b) => b.at - a.at)
  const open = told.filter(({ dismissed }) => !dismissed)
  const declined = listDeclinedSlots(notices, slots, account).map(
    (slot): InboxItem => ({ kind: 'declined-slot', id: slot.id, slot })
  )
  const unsent: readonly InboxItem[] = notSent > 0 ? [{ kind: 'not-sent', id: 'not-sent', count: notSent }] : []
  return {
    decisions: [...unsent, ...declined, ...stranded.map(toStrandedItem), ...open.filter(needsDecision).map(toItem)],
    news: open.filter(notice => !needsDecision(notice)).map(toItem),
    putAside: told.filter(({ dismissed }) => dismissed).map(toItem)
  }
}

/** The coach's own slots that were declined: nobody can book them, so the coach has to decide. */
function listDeclinedSlots(
  notices: readonly Notice[],
  slots: readonly Slot[],
  account: DeviceAccount
): readonly Slot[] {
  if (account.role !== 'coach') return []
  const toldIds = new Set(notices.map(({ id }) => id))
  return slots.filter(slot => {
    const isOwn = slot.status === 'declined' && slot.coachId === account.userId
    return isOwn && !toldIds.has(createNoticeId('slot-booked-meanwhile', slot.decline?.slotId ?? '', slot.id))
  })
}

function toStrandedItem(stranded: StrandedDraft): InboxItem {
  return { kind: 'stranded-draft', id: createDraftId(stranded.draft.form, stranded.draft.subjectId), stranded }
}

function toItem(notice: Notice): InboxItem {
  return { kind: 'notice', id: notice.id, notice }
}
