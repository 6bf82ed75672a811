import { parseSequence } from '#domain/wire/sequence.ts'
import type { OpaqueSequence } from '#domain/wire/replication.ts'
import { type Result, succeed } from '#renderer/data/http/failure.ts'

/**
 * The newest sequence of the server's that this device has seen something of: pulled, or read back after a push. It is on the disk
 * before RxDB notes any of it. The checkpoint of pulls lags behind it, and may be of a past that the server still has after it was
 * set back to before the push.
 */
export interface NewestSeen {
  readonly value: OpaqueSequence | undefined
  /** What is stored; before the first request. */
  load(stored: OpaqueSequence | undefined): void
  /**
   * Takes a sequence that came with what was read. False: the server does not have the past any more that was seen before, and nothing
   * is stored.
   */
  note(seq: OpaqueSequence | undefined): Promise<Result<boolean>>
}

export function createNewestSeen(parts: {
  /** Whether the server still has the past that a sequence is of. */
  readonly isSamePast: (since: OpaqueSequence) => Promise<Result<boolean>>
  readonly store: (seq: OpaqueSequence) => Promise<void>
}): NewestSeen {
  let value: OpaqueSequence | undefined
  let queue: Promise<unknown> = Promise.resolve()

  async function note(seq: OpaqueSequence): Promise<Result<boolean>> {
    const seen = value
    if (seen !== undefined && !isFollowed(seen, seq)) {
      const isSame = await parts.isSamePast(seen)
      if (!isSame.ok || !isSame.value) return isSame
    }
    if (seen === undefined || numberOf(seq) > numberOf(seen)) {
      await parts.store(seq)
      value = seq
    }
    return succeed(true)
  }

  return {
    get value() {
      return value
    },
    load(stored) {
      value = stored
    },
    note(seq) {
      if (seq === undefined) return Promise.resolve(succeed(true))
      const noted = queue.then(() => note(seq))
      queue = noted.catch(() => undefined)
      return noted
    }
  }
}

/** Whether the second sequence alone proves that the first is of the same past: one start of the server counted both. */
function isFollowed(seen: OpaqueSequence, next: OpaqueSequence): boolean {
  const [before, after] = [parseSequence(String(seen)), parseSequence(String(next))]
  if (before?.startId === undefined || after === undefined) return true
  return before.startId === after.startId && after.number >= before.number
}

function numberOf(seq: OpaqueSequence): number {
  return parseSequence(String(seq))?.number ?? 0
}
