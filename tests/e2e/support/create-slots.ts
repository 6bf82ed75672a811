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

/** The documents of a database as the server gives them to any device of the person. */
export async function readDocuments(
  { serverUrl, name, password }: Credentials,
  database: 'slots' | 'calls'
): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const { userId, token } = (await post(`${serverUrl}/_session`, { name, password })) as Record<string, string>
  const path = database === 'calls' ? `calls-${userId}` : database
  const answer = await post(`${serverUrl}/${path}/_all_docs?include_docs=true`, {}, token)
  return (answer as { rows: readonly { doc: Record<string, unknown> }[] }).rows.map(({ doc }) => doc)
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
