import { performance } from 'node:perf_hooks'
import type { ClientRequest } from 'node:http'
import { randomBytes } from 'node:crypto'
import { claimValidityMs } from '#domain/model/primitives.ts'
import { toWire } from '#domain/model/wire.ts'
import { startProcess } from './lib/child.ts'
import { createHttpClient, openFeed } from './lib/http-client.ts'
import { planSlot } from './lib/plan.ts'
import { type Finding, percentile } from './lib/report.ts'

const rounds = 20

interface NotifyRun {
  /** ms from the write's start to each client's news of it, all rounds. */
  readonly delays: readonly number[]
  readonly kilobytesPerClient: number
}

/** One write, and when each of the connected clients hears of it. */
async function measureFeed(clientCount: number): Promise<NotifyRun> {
  const server = await startProcess('coachdesk-server.ts', {
    coaches: 1,
    students: clientCount,
    slotsPerCoach: rounds + 1
  })
  const feeds: ClientRequest[] = []
  try {
    const tokens = server.ready['studentTokens'] as readonly string[]
    const memoryBefore = await server.ask('memory')
    let onNews: () => void = () => undefined
    for (let n = 0; n < clientCount; n += 50) {
      const opened = tokens
        .slice(n, n + 50)
        .map(token =>
          openFeed(`${server.url}/_db_updates?feed=continuous`, token, text => text.includes('"slots"') && onNews())
        )
      feeds.push(...(await Promise.all(opened)))
    }
    const memoryAfter = await server.ask('memory')
    const writer = createHttpClient(tokens[0])
    const delays: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const slot = planSlot(0, round, Number(server.ready['from']))
      const claim = {
        ...slot,
        status: 'requested',
        bookingId: randomBytes(16).toString('hex'),
        validUntil: Date.now() + claimValidityMs
      }
      const startedAt = performance.now()
      let left = clientCount
      const allHeard = new Promise<void>(resolve => {
        onNews = () => {
          delays.push(performance.now() - startedAt)
          left -= 1
          if (left === 0) resolve()
        }
      })
      await writer.send('POST', `${server.url}/slots/_bulk_docs`, { docs: [toWire(claim)] })
      await allHeard
      await server.ask('idle')
    }
    writer.close()
    return {
      delays,
      kilobytesPerClient: ((memoryAfter['rss'] ?? 0) - (memoryBefore['rss'] ?? 0)) / 1_000 / clientCount
    }
  } finally {
    for (const feed of feeds) feed.destroy()
    await server.stop()
  }
}

/** The same with express-pouchdb's own long poll: each client asks again after each answer. */
async function measureStockLongPoll(clientCount: number): Promise<readonly number[]> {
  const server = await startProcess('stock-server.ts', { synced: true })
  const delays: number[] = []
  const writer = createHttpClient()
  try {
    let since = 0
    for (let round = 0; round < 5; round += 1) {
      let startedAt = 0
      const polls = Array.from({ length: clientCount }, async () => {
        const client = createHttpClient()
        await client.send('GET', `${server.url}/docs/_changes?feed=longpoll&since=${since}`)
        delays.push(performance.now() - startedAt)
        client.close()
      })
      // Every poll is on the server's table once a later request has been answered.
      for (let n = 0; n < 3; n += 1) await writer.send('GET', `${server.url}/docs`)
      startedAt = performance.now()
      await writer.send('PUT', `${server.url}/docs/round-${round}`, { round })
      await Promise.all(polls)
      since += 1
    }
    return delays
  } finally {
    writer.close()
    await server.stop()
  }
}

export async function benchNotify(): Promise<readonly Finding[]> {
  const own = await measureFeed(1_000)
  const ownAt200 = await measureFeed(200)
  const stock = await measureStockLongPoll(200)
  return [
    { name: 'one write to 1,000 connected clients, p50', value: percentile(own.delays, 0.5), unit: 'ms' },
    { name: 'one write to 1,000 connected clients, p99', value: percentile(own.delays, 0.99), unit: 'ms', atMost: 250 },
    { name: 'server memory per connected client', value: own.kilobytesPerClient, unit: 'kB', atMost: 25 },
    { name: 'one write to 200 clients, p99', value: percentile(ownAt200.delays, 0.99), unit: 'ms' },
    { name: 'express-pouchdb long poll, 200 clients, p50', value: percentile(stock, 0.5), unit: 'ms' },
    { name: 'express-pouchdb long poll, 200 clients, p99', value: percentile(stock, 0.99), unit: 'ms' },
    {
      name: 'p99 at 200 clients / that of the stock long poll',
      value: percentile(ownAt200.delays, 0.99) / percentile(stock, 0.99),
      unit: 'x'
    }
  ]
}
