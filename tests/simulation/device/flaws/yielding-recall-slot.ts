import { takeServers } from '#domain/set-back/recall.ts'
import { recallSlot as recallSoundly } from '#domain/set-back/recall-slot.ts'
import { hasFlaw } from './current-flaw.ts'

/** After a set-back the server's state of a slot is taken. */
export const recallSlot: typeof recallSoundly = (known, recall) =>
  hasFlaw('yielding') ? { ...takeServers(known), notices: [] } : recallSoundly(known, recall)
