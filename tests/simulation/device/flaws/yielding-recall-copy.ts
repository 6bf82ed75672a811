import { takeServers } from '#domain/set-back/recall.ts'
import { recallCopy as recallSoundly } from '#domain/set-back/recall-copy.ts'
import { hasFlaw } from './current-flaw.ts'

/** After a set-back the server's state of a session is taken, and nobody is told. */
export const recallCopy: typeof recallSoundly = (known, recall) =>
  hasFlaw('yielding') ? { ...takeServers(known), notices: [] } : recallSoundly(known, recall)
