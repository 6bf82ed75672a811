import { randomBytes } from 'node:crypto'
import { claimValidityMs } from '#domain/model/primitives.ts'
import { toWire } from '#domain/model/wire.ts'
import type { BenchProcess } from './child.ts'
import { createHttpClient } from './http-client.ts'
import { planSlot } from './plan.ts'

/** Each of the first students claims slots `first` to `end`, one after the other and all students side by side. Every claim is granted. */
export async function claimAll(
  server: BenchProcess,
  { clients, first, end }: Readonly<Record<'clients' | 'first' | 'end', number>>
): Promise<void> {
  const tokens = server.ready['studentTokens'] as readonly string[]
  const from = Number(server.ready['from'])
  await Promise.all(
    tokens.slice(0, clients).map(async (token, student) => {
      const client = createHttpClient(token)
      for (let k = first; k < end; k += 1) {
        const slot = planSlot(chooseCoach(student, k), k, from)
        const claim = {
          ...slot,
          status: 'requested',
          bookingId: randomBytes(16).toString('hex'),
          validUntil: Date.now() + claimValidityMs
        }
        const rows = await client.send('POST', `${server.url}/slots/_bulk_docs`, { docs: [toWire(claim)] })
        if (!JSON.stringify(rows).includes('"ok":true')) throw new Error(`a claim was refused: ${JSON.stringify(rows)}`)
      }
      client.close()
    })
  )
}

/** At any time each student is with another coach, and never with more than four, so that no claim is refused (BK22). */
function chooseCoach(student: number, k: number): number {
  const group = 4
  return student - (student % group) + ((student + k) % group)
}
