/** The real sync server as a process of its own, on a folder that outlives it. Started by start-server.ts. */
import { randomBytes } from 'node:crypto'
import { flushCompileCache } from 'node:module'
import { setTimeout } from 'node:timers/promises'
import { pino } from 'pino'
import { defaultAttemptLimits } from '#server/accounts/attempt-limiter.ts'
import { createServer } from '#server/create-server.ts'
import { defaultQuotas } from '#server/http/quotas/quotas.ts'
import { createLogger } from '#server/logging/create-logger.ts'
import { findCopyViolations, findViolations } from '../../support/gate-invariants.ts'
import { listBookings } from '../../support/gate-world.ts'
import { unboundedQuotas } from '../../support/unbounded-quotas.ts'
import { createLeakyGate } from './leaky-gate.ts'
import { openTrustingDatabases } from './trusting-databases.ts'
import type { OrderMessage, OrderName, Orders, ServerInput, ServerMessage } from './protocol.ts'

/** Memory counts once so many readings in a row are not lower than the lowest one. */
const steadyReadings = 3
const readingMs = 50

const input = JSON.parse(process.env['CHAOS_SERVER'] ?? '{}') as ServerInput
let clockAheadMs = input.clockAheadMs
const leaks = input.isLeaky === true ? createLeakyGate() : undefined
const server = await createServer({
  settings: {
    host: '127.0.0.1',
    port: input.port,
    dataFolder: input.dataFolder,
    secret: undefined,
    minFreeBytes: 0,
    demo: false,
    extraOrigins: [],
    addresses: [],
    transport: input.isBehindProxy === true ? { kind: 'tls-proxy', trust: 'loopback' } : { kind: 'plain' }
  },
  now: () => (input.stillAt ?? Date.now()) + clockAheadMs,
  randomBytes: length => new Uint8Array(randomBytes(length)),
  ...(leaks === undefined ? {} : { createBookingsEngine: leaks.createBookingsEngine }),
  ...(input.isTrusting === true ? { openDatabases: openTrustingDatabases } : {}),
  logger: createLogger('error', pino.destination(2)),
  webFolder: input.webFolder,
  // How well passwords are kept is not what is tested here.
  passwordCostLogN: 4,
  attemptLimits: input.hasQuotas === true ? defaultAttemptLimits : { ...defaultAttemptLimits, perAddress: 10_000 },
  quotas: input.hasQuotas === true ? defaultQuotas : unboundedQuotas
})

const handlers: { readonly [K in OrderName]: (ask: Orders[K]['ask']) => Promise<Orders[K]['answer']> } = {
  async 'add-accounts'(accounts) {
    const ids: string[] = []
    for (const account of accounts) {
      const added = await server.service.add(account)
      if (!added.ok) throw new Error(JSON.stringify(added.problems))
      ids.push(added.account.id)
    }
    return ids
  },
  'set-clock-ahead'(ms) {
    clockAheadMs = ms
    return Promise.resolve(null)
  },
  async inspect() {
    await server.bookings.idle()
    return [...(await findViolations(server.databases)), ...(await findCopyViolations(server.databases))]
  },
  async idle() {
    await server.bookings.idle()
    return null
  },
  leak: ids => Promise.resolve(leaks?.leak(ids) ?? []),
  journal: () => listBookings(server.databases),
  async memory() {
    let { heapUsed, external, rss } = collectGarbage()
    // Sockets that are about to close, and buffers that wait for their finalizers, are let go of in turns of the loop.
    for (let steady = 0; steady < steadyReadings; ) {
      await setTimeout(readingMs)
      const next = collectGarbage()
      steady = next.heapUsed + next.external < heapUsed + external ? 0 : steady + 1
      if (steady === 0) ({ heapUsed, external, rss } = next)
    }
    return { heap: heapUsed, external, resident: rss }
  },
  async stop() {
    await server.stop()
    return null
  }
}

function collectGarbage(): NodeJS.MemoryUsage {
  globalThis.gc?.()
  globalThis.gc?.()
  return process.memoryUsage()
}

async function obey<K extends OrderName>({ call, name, ask }: OrderMessage<K>): Promise<ServerMessage> {
  try {
    return { call, answer: await handlers[name](ask) }
  } catch (error) {
    return { call, error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}

process.on('message', (message: OrderMessage) => {
  void obey(message).then(reply => process.send?.(reply, () => (message.name === 'stop' ? process.exit(0) : undefined)))
})
// The test is gone: so is its server.
process.on('disconnect', () => process.exit(0))
process.send?.({ ready: server.url } satisfies ServerMessage)
// Its end is likely to be a sudden one.
flushCompileCache()
