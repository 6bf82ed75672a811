import { afterEach, expect, it } from 'vitest'
import { defaultQuotas } from '#server/http/quotas/quotas.ts'
import { bearer, createClient } from '../support/http-client.ts'
import type { TestServer } from '../support/test-server.ts'
import { type Client, createDevice, hourMs, isSynced, openClient, soon, startServer } from './replication-fixture.ts'

/** Making a thousand slots, one strict write after the other, takes half a minute of a processor that nobody else wants. */
const patienceMs = 300_000

/** The fixture's devices wait a hundredth of the time. */
const haste = 100
const timerToleranceMs = 2

let server: TestServer | undefined
let client: Client | undefined
afterEach(async () => {
  await client?.stop()
  await server?.remove()
})

it(
  'a device with 1,000 slots made offline drains against full quotas, at the pace that the server asks for',
  async () => {
    // What refills does so in the devices' time: slower, their hasty questions would leave nothing for a batch.
    const batch = 200
    const documents = { burst: batch, perSecond: 400 }
    server = await startServer({ quotas: { ...defaultQuotas, documents, requests: { burst: 60, perSecond: 2_000 } } })
    await server.addAccount('carla', 'coach')
    const device = createDevice(server)
    client = await openClient(device, 'carla')
    await client.until(isSynced)
    device.network.cut()
    for (let n = 0; n < 1_000; n += 1) {
      const made = await client.state.createSlot(soon + 3 * n * hourMs)
      expect(made.ok).toBe(true)
    }
    let pauses = 0
    let pausedUntil = 0
    const tooEarly: string[] = []
    const { token } = await server.signIn('carla')
    const other = createClient(server.url, bearer(token))
    const refused = Array.from({ length: batch }, (_, n) => ({ _id: `no slot ${n}` }))
    device.network.intercept = async ({ line, send }) => {
      // Another device of the same person has just spent what there was: on a slow machine it would be full again.
      if (pauses === 0 && line.includes('_bulk_docs')) await other('POST', '/slots/_bulk_docs', { docs: refused })
      if (performance.now() < pausedUntil) tooEarly.push(line)
      const answer = await send()
      if (answer.status === 429) {
        pauses += 1
        const pauseMs = (Number(answer.headers.get('retry-after')) * 1_000) / haste
        pausedUntil = Math.max(pausedUntil, performance.now() + pauseMs - timerToleranceMs)
      }
      return answer
    }

    device.network.restore()
    client.wake()
    const synced = await client.until(isSynced)

    expect(synced.notices).toEqual([])
    const slots = await server.server.databases.open('slots')
    expect((await slots.info()).docCount).toBe(1_000)
    // The quota was met, and nothing was sent before the server would have it.
    expect(pauses).toBeGreaterThan(0)
    expect(tooEarly).toEqual([])
  },
  patienceMs
)
