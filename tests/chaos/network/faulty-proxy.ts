import { setTimeout as delay } from 'node:timers/promises'
import { once } from 'node:events'
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import type { Random } from '../../simulation/plan/random.ts'

/** What becomes of one request on its way. */
export const fates = ['pass', 'delay', 'lost', 'cut-in-answer', 'answer-lost', 'twice', 'copy-comes-late'] as const
export type Fate = (typeof fates)[number]

/** A bad line to the server: real connections, which it cuts in mid-answer, holds up and repeats. */
export interface FaultyProxy {
  readonly url: string
  /** How often each thing happened. */
  readonly counts: ReadonlyMap<Fate | 'feed-cut', number>
  storm(): void
  /** From now on all passes. Resolves when the last late copy has arrived. */
  calm(): Promise<void>
  dispose(): Promise<void>
}

interface Answer {
  readonly status: number
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** A feed is cut after so many pieces, at most. */
const maxFeedPieces = 4
const maxDelayMs = 60

export async function startFaultyProxy(serverUrl: string, random: Random): Promise<FaultyProxy> {
  const { hostname, port: serverPort } = new URL(serverUrl)
  const counts = new Map<Fate | 'feed-cut', number>()
  const late = new Set<Promise<unknown>>()
  let isStormy = false
  const count = (what: Fate | 'feed-cut'): void => void counts.set(what, (counts.get(what) ?? 0) + 1)

  function forward(incoming: IncomingMessage, body: Buffer | undefined): Promise<IncomingMessage> {
    const { method, url: path, headers } = incoming
    const outgoing = request({ host: hostname, port: serverPort, method, path, headers })
    outgoing.end(body?.toString('utf8'))
    return new Promise((resolve, reject) => {
      outgoing.on('response', resolve)
      outgoing.on('error', reject)
    })
  }

  async function fetchWhole(incoming: IncomingMessage, body: Buffer): Promise<Answer> {
    const answer = await forward(incoming, body)
    return { status: answer.statusCode ?? 502, headers: answer.headers, body: await buffer(answer) }
  }

  async function carry(fate: Fate, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const body = await buffer(incoming)
    if (fate === 'lost') return void outgoing.destroy()
    if (fate === 'delay') await delay(random.below(maxDelayMs))
    const first = await fetchWhole(incoming, body)
    switch (fate) {
      case 'answer-lost':
        outgoing.destroy()
        break
      case 'cut-in-answer':
        outgoing.writeHead(first.status, first.headers)
        outgoing.write(first.body.toString('utf8').slice(0, Math.floor(first.body.length * random.next())), () =>
          outgoing.destroy()
        )
        break
      case 'twice':
        send(outgoing, await fetchWhole(incoming, body))
        break
      case 'copy-comes-late': {
        send(outgoing, first)
        const copy = delay(random.below(4 * maxDelayMs)).then(() => fetchWhole(incoming, body))
        late.add(copy)
        const forget = (): void => void late.delete(copy)
        copy.then(forget, forget)
        break
      }
      default:
        send(outgoing, first)
    }
  }

  async function carryFeed(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const answer = await forward(incoming, undefined)
    outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
    outgoing.once('close', () => answer.destroy())
    let pieces = 0
    for await (const piece of answer as AsyncIterable<Uint8Array>) {
      outgoing.write(piece)
      pieces += 1
      if (!isStormy || pieces <= random.below(maxFeedPieces)) continue
      count('feed-cut')
      return void outgoing.destroy()
    }
    outgoing.end()
  }

  const server = createServer((incoming, outgoing) => {
    const isFeed = incoming.url?.startsWith('/_db_updates') === true
    const fate = isStormy ? random.pick(fates) : 'pass'
    if (!isFeed) count(fate)
    const carried = isFeed ? carryFeed(incoming, outgoing) : carry(fate, incoming, outgoing)
    // Whoever asked has gone, or the server has: either way nobody waits for the rest.
    carried.catch(() => outgoing.destroy())
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}`,
    counts,
    storm() {
      isStormy = true
    },
    async calm() {
      isStormy = false
      while (late.size > 0) await Promise.allSettled(late)
    },
    async dispose() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    }
  }
}

function send(outgoing: ServerResponse, { status, headers, body }: Answer): void {
  outgoing.writeHead(status, headers)
  outgoing.end(body.toString('utf8'))
}
