import { once } from 'node:events'
import type { Response } from 'express'
import type { ActiveSignIn } from '../accounts/active-sign-in.ts'
import { minuteMs } from '#domain/time/durations.ts'

/** What a client that cannot keep up may have waiting before its feed is cut. */
const maxUnsentBytes = 1_048_576

/** An answer that stays open. After `end` or a cut nothing more is written. */
export interface Feed {
  readonly isOpen: boolean
  write(chunk: Buffer | string): void
  /** Resolves when what was written is on its way, so that a client that reads gets as much as there is. */
  drained(): Promise<unknown>
  end(chunk?: Buffer | string): void
  endWithLastWords(): void
  onClose(listener: () => void): void
}

export interface FeedOptions {
  readonly signIn: ActiveSignIn
  /** A newline so often keeps proxies and clients from giving up; undefined: none. */
  readonly heartbeatMs: number | undefined
  /** After so long the feed ends with `lastWords()`; undefined: never. */
  readonly timeoutMs: number | undefined
  readonly lastWords: () => string
}

/** Keeps all open feeds: heartbeats, time limits, and their end when the sign-in ends. */
export interface FeedKeeper {
  open(res: Response, options: FeedOptions): Feed
  /** Ends at once every feed whose sign-in is not standing any more. */
  endWhere(isOver: (signIn: ActiveSignIn) => boolean): void
  /** How many devices have one open. */
  countDevices(): number
  stop(): void
}

interface OpenFeed {
  readonly options: FeedOptions
  readonly timeoutAt: number
  nextBeatAt: number
  /** Sends an empty line, unless something is on its way already. */
  beat(): void
  write(chunk: Buffer | string): void
  end(chunk?: Buffer | string): void
}

export interface FeedClocks {
  /** Epoch ms, for the end of sign-ins. */
  readonly now: () => number
  /** Monotonic ms, for heartbeats and time limits: a corrected wall clock must not hold them up. */
  readonly elapsed: () => number
}

/** @param tickMs how often feeds are looked after; one timer serves all of them */
export function createFeedKeeper({ now, elapsed }: FeedClocks, tickMs: number): FeedKeeper {
  const feeds = new Set<OpenFeed>()
  let isStopped = false
  const timer = setInterval(tick, tickMs)
  timer.unref()

  function tick(): void {
    const wallClock = now()
    const at = elapsed()
    for (const feed of feeds) {
      const { expiresAt } = feed.options.signIn
      if (expiresAt !== undefined && expiresAt <= wallClock) feed.end(feed.options.lastWords())
      else if (feed.timeoutAt <= at) feed.end(feed.options.lastWords())
      // One that is due before the next tick is sent now: a client gives up on a heartbeat that comes late, never on an early one.
      else if (feed.nextBeatAt <= at + tickMs) {
        feed.nextBeatAt = at + (feed.options.heartbeatMs ?? Infinity)
        feed.beat()
      }
    }
  }

  function open(res: Response, options: FeedOptions): Feed {
    const listeners: (() => void)[] = []
    let isOpen = true

    function close(): void {
      if (!isOpen) return
      isOpen = false
      feeds.delete(feed)
      for (const listener of listeners) listener()
    }
    const feed: OpenFeed = {
      options,
      timeoutAt: elapsed() + (options.timeoutMs ?? Infinity),
      nextBeatAt: elapsed() + (options.heartbeatMs ?? Infinity),
      beat() {
        if (res.writableLength === 0) feed.write('\n')
      },
      write(chunk) {
        if (!isOpen) return
        // What waits already, not how long this is: one page may be longer.
        if (res.writableLength > maxUnsentBytes) res.destroy()
        else res.write(chunk)
      },
      end(chunk) {
        if (!isOpen) return
        close()
        res.end(chunk)
      }
    }
    res.on('close', close)
    res.writeHead(200, {
      'content-type': 'application/json',
      'cache-control': 'no-store, no-transform',
      'x-accel-buffering': 'no'
    })
    // The client learns at once that it is connected; JSON allows leading white space.
    res.write('\n')
    feeds.add(feed)
    if (isStopped) feed.end(options.lastWords())
    return {
      get isOpen() {
        return isOpen
      },
      write: chunk => feed.write(chunk),
      async drained() {
        if (isOpen && res.writableNeedDrain) await Promise.race([once(res, 'drain'), once(res, 'close')])
      },
      end: chunk => feed.end(chunk),
      endWithLastWords: () => feed.end(options.lastWords()),
      onClose(listener) {
        if (isOpen) listeners.push(listener)
        else listener()
      }
    }
  }

  return {
    open,
    endWhere(isOver) {
      for (const feed of feeds) if (isOver(feed.options.signIn)) feed.end(feed.options.lastWords())
    },
    countDevices: () =>
      new Set([...feeds].map(({ options: { signIn } }) => signIn.signInId ?? signIn.user.userId)).size,
    stop() {
      isStopped = true
      clearInterval(timer)
      for (const feed of feeds) feed.end(feed.options.lastWords())
    }
  }
}

/** CouchDB's meaning of `heartbeat` and `timeout` (ms): a heartbeat switches the time limit off. */
export function readFeedTimes(query: {
  readonly heartbeat?: number | boolean | undefined
  readonly timeout?: number | undefined
}): Pick<FeedOptions, 'heartbeatMs' | 'timeoutMs'> {
  const defaultMs = minuteMs
  const { heartbeat, timeout } = query
  if (heartbeat === undefined || heartbeat === false) return { heartbeatMs: undefined, timeoutMs: timeout ?? defaultMs }
  // Below a second, heartbeats would be all the traffic there is.
  return { heartbeatMs: heartbeat === true ? defaultMs : Math.max(heartbeat, 1_000), timeoutMs: timeout }
}
