import { performance } from 'node:perf_hooks'
import { startProcess } from './lib/child.ts'
import { claimAll } from './lib/claim-all.ts'
import { createHttpClient } from './lib/http-client.ts'
import type { Finding } from './lib/report.ts'

const clients = 16
const claimsPerClient = 120
const warmUpPerClient = 10

interface ClaimRun {
  readonly claimsPerSecond: number
  readonly writesPerClaim: number
}

/** Sixteen students claim distinct slots at once; the clock stops when both parties' copies of all are written. */
async function measureClaims(totalSlots: number): Promise<ClaimRun> {
  const perClient = claimsPerClient + warmUpPerClient
  const slotsPerCoach = Math.max(perClient, Math.min(1_000, Math.ceil(totalSlots / clients)))
  const coaches = Math.max(clients, Math.ceil(totalSlots / slotsPerCoach))
  const server = await startProcess('coachdesk-server.ts', { coaches, students: clients, slotsPerCoach })
  try {
    await claimAll(server, { clients, first: 0, end: warmUpPerClient })
    await server.ask('idle')
    const before = await server.ask('writes')
    const startedAt = performance.now()
    await claimAll(server, { clients, first: warmUpPerClient, end: perClient })
    await server.ask('idle')
    const seconds = (performance.now() - startedAt) / 1_000
    const after = await server.ask('writes')
    const claims = clients * claimsPerClient
    return {
      claimsPerSecond: claims / seconds,
      writesPerClaim: ((after['writes'] ?? 0) - (before['writes'] ?? 0)) / claims
    }
  } finally {
    await server.stop()
  }
}

/** The reference: the same clients PUT as many documents as the claims wrote. */
async function measurePuts(synced: boolean, puts: number): Promise<number> {
  const server = await startProcess('stock-server.ts', { synced })
  try {
    const putAll = async (count: number, round: string): Promise<void> => {
      await Promise.all(
        Array.from({ length: clients }, async (_, n) => {
          const client = createHttpClient()
          for (let k = 0; k < count; k += 1) {
            await client.send('PUT', `${server.url}/docs/${round}-${n}-${k}`, {
              startsAt: k,
              endsAt: k + 1,
              status: 'open',
              text: 'x'.repeat(200)
            })
          }
          client.close()
        })
      )
    }
    await putAll(20, 'warm')
    const perClient = Math.ceil(puts / clients)
    const startedAt = performance.now()
    await putAll(perClient, 'run')
    return (perClient * clients) / ((performance.now() - startedAt) / 1_000)
  } finally {
    await server.stop()
  }
}

/** Accepted claims through the whole gate against bare PUTs, and against itself with a hundred times the slots. */
export async function benchClaims(): Promise<readonly Finding[]> {
  const small = await measureClaims(1_000)
  const writes = Math.round(small.writesPerClaim * clients * claimsPerClient)
  const durable = await measurePuts(true, writes)
  const stock = await measurePuts(false, writes)
  const again = await measureClaims(1_000)
  const large = await measureClaims(100_000)
  const base = (small.claimsPerSecond + again.claimsPerSecond) / 2
  return [
    { name: 'accepted claims, durable and projected, 16 clients', value: base, unit: 'per s' },
    { name: 'documents written per claim', value: small.writesPerClaim, unit: '' },
    { name: 'bare express-pouchdb, synced', value: durable, unit: 'PUT/s' },
    { name: 'bare express-pouchdb, as it comes (not durable)', value: stock, unit: 'PUT/s' },
    {
      name: 'documents of claims per second / synced PUTs per second',
      value: (base * small.writesPerClaim) / durable,
      unit: 'x',
      atLeast: 0.8
    },
    {
      name: 'documents of claims per second / stock PUTs per second',
      value: (base * small.writesPerClaim) / stock,
      unit: 'x'
    },
    { name: 'claims per second / synced PUTs per second', value: base / durable, unit: 'x' },
    {
      name: 'claims with 100,000 slots / with 1,000 slots',
      value: large.claimsPerSecond / base,
      unit: 'x',
      atLeast: 0.9
    }
  ]
}
