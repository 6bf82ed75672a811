import { randomBytes } from 'node:crypto'
import { claimValidityMs, type Instant, slotLengthMs } from '#domain/model/primitives.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { labPassword, type PersonName } from './people.ts'
import type { SceneCalendar } from './scene-calendar.ts'
import type { SceneStep, SlotTime } from './scene.ts'

interface Session {
  readonly userId: string
  readonly token: string
}
interface Row {
  readonly error?: string
  readonly reason?: string
}

/** Does one thing that happened before the scene, signed in as the person who did it, over the replication protocol. */
export async function performSceneStep(
  step: SceneStep,
  { serverUrl, calendar, now }: { readonly serverUrl: string; readonly calendar: SceneCalendar; readonly now: Instant }
): Promise<void> {
  const coach = await signIn(serverUrl, 'anna')
  const slotOf = (time: SlotTime) => {
    const startsAt = calendar.instantOf(time)
    return {
      _id: createSlotId(coach.userId, startsAt),
      coachId: coach.userId,
      startsAt,
      endsAt: startsAt + slotLengthMs
    }
  }
  switch (step.kind) {
    case 'open-slots': {
      // One after the other: of two that overlap the first is to stand.
      for (const time of step.slots) await push(serverUrl, coach, { ...slotOf(time), status: 'open' })
      return
    }
    case 'remove-slot': {
      const { _id } = slotOf(step.slot)
      const { _rev } = (await call(`${serverUrl}/slots/${encodeURIComponent(_id)}`, { token: coach.token })) as {
        readonly _rev: string
      }
      return push(serverUrl, coach, { _id, _rev, _deleted: true })
    }
    case 'book': {
      const claim = {
        status: 'requested',
        bookingId: randomBytes(16).toString('hex'),
        validUntil: now + claimValidityMs
      }
      return push(serverUrl, await signIn(serverUrl, step.student), { ...slotOf(step.slot), ...claim })
    }
  }
}

async function push(serverUrl: string, { token }: Session, doc: object): Promise<void> {
  const rows = (await call(`${serverUrl}/slots/_bulk_docs`, { token, body: { docs: [doc] } })) as readonly Row[]
  const refused = rows.find(row => row.error !== undefined)
  if (refused !== undefined) throw new Error(`the scene was refused: ${refused.error} ${refused.reason}`)
}

async function signIn(serverUrl: string, name: PersonName): Promise<Session> {
  return (await call(`${serverUrl}/_session`, { body: { name, password: labPassword } })) as Session
}

async function call(
  url: string,
  { token, body }: { readonly token?: string; readonly body?: unknown }
): Promise<unknown> {
  const answer = await fetch(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) })
  })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
  return answer.json()
}
