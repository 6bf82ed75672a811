import { createSlotId } from '#domain/model/slot-id.ts'
import { slotLengthMs } from '#domain/model/primitives.ts'
import type { Credentials } from './sign-in.ts'

/**
 * Creates a coach's open slots over HTTP, as another device of theirs would.
 * @param starts epoch ms
 * @returns their ids, in the same order; what the server declines is stored as declined
 */
export async function createSlots(
  { serverUrl, name, password }: Credentials,
  starts: readonly number[]
): Promise<readonly string[]> {
  const session = (await post(`${serverUrl}/_session`, { name, password })) as { userId: string; token: string }
  const docs = starts.map(startsAt => ({
    _id: createSlotId(session.userId, startsAt),
    coachId: session.userId,
    startsAt,
    endsAt: startsAt + slotLengthMs,
    status: 'open'
  }))
  const rows = (await post(`${serverUrl}/slots/_bulk_docs`, { docs }, session.token)) as readonly { error?: string }[]
  if (rows.some(row => row.error !== undefined)) throw new Error(`slots were refused: ${JSON.stringify(rows)}`)
  return docs.map(doc => doc._id)
}

async function post(url: string, body: unknown, token?: string): Promise<unknown> {
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body)
  })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}
