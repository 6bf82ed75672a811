/** Reads of many documents take turns: what one account asks side by side does not stand before everybody else's requests. */
export interface ReadingTurns {
  /** @param read from the storage alone, never as long as somebody takes to read the answer */
  run<T>(userId: string, read: () => Promise<T>): Promise<T>
}

/** One device reads while another one of the same person does. */
export const maxReadsAtATime = 2

export function createReadingTurns(): ReadingTurns {
  /** Who waits, by account; an account is here while it reads. */
  const waitingByUser = new Map<string, { running: number; readonly waiting: (() => void)[] }>()

  return {
    async run(userId, read) {
      const line = waitingByUser.get(userId) ?? { running: 0, waiting: [] }
      waitingByUser.set(userId, line)
      if (line.running < maxReadsAtATime) line.running += 1
      else {
        await new Promise<void>(resolve => {
          line.waiting.push(resolve)
        })
      }
      try {
        return await read()
      } finally {
        const next = line.waiting.shift()
        if (next !== undefined) next()
        else {
          line.running -= 1
          if (line.running === 0) waitingByUser.delete(userId)
        }
      }
    }
  }
}
