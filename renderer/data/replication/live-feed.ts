import { parseJson } from '#domain/parse-json.ts'
import { databaseUpdateSchema } from '#domain/wire/replication.ts'
import { readLines } from '../http/read-lines.ts'
import type { Backoff } from './backoff.ts'
import type { Connection } from './connection.ts'
import type { CouchClient } from './couch-client.ts'

/** How often the server says that it is still there, ms. */
const heartbeatMs = 20_000
/** Silence longer than this means that nobody is there any more. */
const silenceMs = 2.5 * heartbeatMs
/** A feed that ends sooner counts as failed, so that reconnecting slows down. */
const soundLifeMs = 30_000

/**
 * The one live connection of this client (F7): a `_db_updates` feed that says which database changed. What changed is then
 * pulled from the stored checkpoint. Each connect counts as a change of every database, because nobody listened before it
 * (F4). Reconnects by itself until stopped.
 */
export interface LiveFeed {
  /** Drops the connection and opens a new one: after a sleep or a change of network the old one may be dead without knowing. */
  reconnect(): void
  stop(): void
}

export function startLiveFeed(parts: {
  readonly client: CouchClient
  readonly connection: Connection
  readonly backoff: Backoff
  /** This device's clock, epoch ms. */
  readonly now: () => number
  readonly onConnected: () => void
  readonly onChanged: (database: string) => void
}): LiveFeed {
  const { client, connection, backoff, now } = parts
  const stopping = new AbortController()
  let current = new AbortController()

  async function follow(stream: ReadableStream<Uint8Array>): Promise<void> {
    let silence = setTimeout(() => current.abort(), silenceMs)
    try {
      for await (const line of readLines(stream, current.signal)) {
        clearTimeout(silence)
        silence = setTimeout(() => current.abort(), silenceMs)
        const update = databaseUpdateSchema.safeParse(parseJson(line))
        if (update.success) parts.onChanged(update.data.db_name)
      }
    } finally {
      clearTimeout(silence)
    }
  }

  async function run(): Promise<void> {
    for (let shortLives = 0; !stopping.signal.aborted; ) {
      const stream = await connection.persist(() => {
        current = new AbortController()
        return client.openUpdates(heartbeatMs, current.signal)
      })
      const connectedAt = now()
      parts.onConnected()
      // However a feed ends (cut, silence, time limit, sleep), the answer is a new one.
      await follow(stream).catch(() => undefined)
      const wasWished = current.signal.aborted
      shortLives = wasWished || now() - connectedAt >= soundLifeMs ? 0 : shortLives + 1
      if (shortLives > 0) await backoff.wait(shortLives - 1, stopping.signal)
    }
  }
  // Only being stopped ends `run` with a rejection.
  void run().catch(() => undefined)

  return {
    reconnect: () => current.abort(),
    stop() {
      stopping.abort()
      current.abort()
    }
  }
}
