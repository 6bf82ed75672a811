import { parseCheckpoint } from '#renderer/data/replication/checkpoint.ts'
import { createPullHandler as createSound } from '#renderer/data/replication/pull-handler.ts'
import { hasFlaw } from './current-flaw.ts'
import { countConnects } from './feed-connects.ts'

/**
 * A pull that takes the feed's position for its own: once the feed is connected again, it goes on from where the server is
 * at that moment and not from the stored checkpoint. What was written meanwhile never arrives (F4).
 */
export const createPullHandler: typeof createSound = parts => {
  const sound = createSound(parts)
  if (!hasFlaw('trusting-feed')) return sound
  let seen = countConnects(parts.client)
  return async (stored, batchSize) => {
    const connects = countConnects(parts.client)
    const isReconnected = connects !== seen && parseCheckpoint(stored)?.phase === 'changes'
    seen = connects
    const info = isReconnected ? await parts.client.readInfo(parts.remote) : undefined
    // Without `compared` everything would be compared once, which finds what was skipped.
    const skipped = info?.ok === true ? { phase: 'changes', seq: info.value.updateSeq, compared: true } : undefined
    return sound(skipped ?? stored, batchSize)
  }
}
