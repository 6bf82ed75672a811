import type { CoachProfile } from '#domain/model/coach-profile.ts'
import type { OwnDocument } from '#domain/model/own-documents.ts'
import type { Slot } from '#domain/model/slot.ts'
import { type Known, type Recall, type Recalled, takeServers } from '#domain/set-back/recall.ts'
import { recallCopy } from '#domain/set-back/recall-copy.ts'
import { recallProfile } from '#domain/set-back/recall-profile.ts'
import { recallSlot, type SlotRecall } from '#domain/set-back/recall-slot.ts'
import { createReader, type LocalDocuments } from '#renderer/data/database/collections.ts'
import type { ReplicatedName } from '../replicated.ts'

/** What device and server hold beside the document in hand; only slots are looked at together. */
export type Beside = Pick<SlotRecall, 'sessions' | 'slots' | 'claims' | 'serverSlots' | 'findServers'>

/** The rules of a set-back, by collection. Undefined: what only a newer version can read stays as it is on both sides. */
export function recallDocument<N extends ReplicatedName>(
  name: N,
  known: Known<LocalDocuments[N]>,
  recall: Recall,
  beside: Beside
): Recalled<LocalDocuments[N]> | undefined {
  const { read } = createReader(name)
  const isReadable = known.local.deleted || read(known.local.value) !== undefined
  if (!isReadable) return known.server.kind === 'live' ? takeServers(known) : undefined
  return recallAny(name, known, recall, beside) as Recalled<LocalDocuments[N]>
}

function recallAny(
  name: ReplicatedName,
  known: Known<CoachProfile | Slot | OwnDocument>,
  recall: Recall,
  beside: Beside
): Recalled<CoachProfile | Slot | OwnDocument> {
  switch (name) {
    case 'users':
      return recallProfile(known as Known<CoachProfile>, recall)
    case 'slots':
      return recallSlot(known as Known<Slot>, { ...recall, ...beside })
    default:
      return recallCopy(known as Known<OwnDocument>, recall)
  }
}
