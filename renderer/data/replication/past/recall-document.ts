import type { Call } from '#domain/model/call.ts'
import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { Notice } from '#domain/model/notice.ts'
import type { Slot } from '#domain/model/slot.ts'
import type { Known, Recall, Recalled } from '#domain/set-back/recall.ts'
import { recallCopy } from '#domain/set-back/recall-copy.ts'
import { recallProfile } from '#domain/set-back/recall-profile.ts'
import { recallSlot, type SlotRecall } from '#domain/set-back/recall-slot.ts'
import type { LocalDocuments } from '#renderer/data/database/collections.ts'
import type { ReplicatedName } from '../replicated.ts'

/** What device and server hold beside the document in hand; only slots are looked at together. */
export type Beside = Pick<SlotRecall, 'sessions' | 'slots' | 'claims' | 'serverSlots' | 'findServers'>

/** The rules of a set-back, by collection. */
export function recallDocument<N extends ReplicatedName>(
  name: N,
  known: Known<LocalDocuments[N]>,
  recall: Recall,
  beside: Beside
): Recalled<LocalDocuments[N]> {
  return recallAny(name, known, recall, beside) as Recalled<LocalDocuments[N]>
}

function recallAny(
  name: ReplicatedName,
  known: Known<CoachProfile | Slot | Call | Notice>,
  recall: Recall,
  beside: Beside
): Recalled<CoachProfile | Slot | Call | Notice> {
  switch (name) {
    case 'users':
      return recallProfile(known as Known<CoachProfile>, recall)
    case 'slots':
      return recallSlot(known as Known<Slot>, { ...recall, ...beside })
    default:
      return recallCopy(known as Known<Call | Notice>, recall)
  }
}
