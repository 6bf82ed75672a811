/** Bytes. To parse and judge a longer body takes more than a moment. */
export const longBody = 16_384

/** The place of one request among those of its account. */
export interface BodyTurn {
  /** Waits for the turn. `gone`: the connection closed meanwhile, and there is none. */
  readonly begin: () => Promise<'begun' | 'gone'>
  /** Lets the next in line begin. Once is enough, and it may never have begun. */
  readonly end: () => void
}

/**
 * Long bodies of one account are parsed and judged one after the other: what somebody sends side by side does not stand before
 * everybody else's requests as one piece of work.
 */
export interface BodyTurns {
  enter(account: string, connection: { once(event: 'close', listener: () => void): unknown }): BodyTurn
}

export function createBodyTurns(): BodyTurns {
  /** Who waits, by account; an account is here while one of its requests has the turn. */
  const waitingByAccount = new Map<string, Set<() => void>>()

  return {
    enter(account, connection) {
      let isMine = false

      return {
        async begin() {
          const waiting = waitingByAccount.get(account)
          if (waiting === undefined) waitingByAccount.set(account, new Set())
          else {
            const { promise, resolve } = Promise.withResolvers<'begun' | 'gone'>()
            const begin = (): void => resolve('begun')
            waiting.add(begin)
            // Neither a place nor a body is kept for somebody who has gone.
            connection.once('close', () => {
              if (waiting.delete(begin)) resolve('gone')
            })
            if ((await promise) === 'gone') return 'gone'
          }
          isMine = true
          return 'begun'
        },
        end() {
          if (!isMine) return
          isMine = false
          const waiting = waitingByAccount.get(account)
          const [next] = waiting ?? []
          if (next === undefined) waitingByAccount.delete(account)
          else {
            waiting?.delete(next)
            next()
          }
        }
      }
    }
  }
}
