import { slotLengthMs } from '#domain/model/primitives.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { addPeople, openCalendar, type Person } from '../../chaos/people.ts'
import { type ServerProcess, startServerProcess } from '../../chaos/server/start-server.ts'
import { claimOf, nextId, type Prey } from './prey.ts'

const dayMs = 86_400_000
export const coachCount = 30

/** A server with coaches, an attacker who has a session with the first of them, and people who only want to book. */
export interface Stage {
  readonly server: ServerProcess
  readonly coaches: readonly Person[]
  readonly bystanders: readonly Person[]
  readonly prey: Prey
  dispose(): Promise<void>
}

/** @param slotsOfLast so many slots the last coach has, for bystanders; the others have one each */
export async function openStage(
  bystanderCount: number,
  slotsOfLast: number,
  options: { readonly hasQuotas: boolean }
): Promise<Stage> {
  const server = await startServerProcess({ ...options, isBehindProxy: true })
  const coaches = await addPeople(
    server,
    Array.from({ length: coachCount }, (_, n) => `coach${n}`),
    'coach'
  )
  const [attacker] = await addPeople(server, ['mallory'], 'student')
  const bystanders = await addPeople(
    server,
    Array.from({ length: bystanderCount }, (_, n) => `bob${n}`),
    'student'
  )
  if (attacker === undefined) throw new Error('nobody attacks')
  const from = Math.ceil(Date.now() / dayMs) * dayMs + 2 * dayMs
  for (const [n, coach] of coaches.entries()) {
    await openCalendar(coach)
    const count = n === coachCount - 1 ? slotsOfLast : 1
    const docs = Array.from({ length: count }, (_, k) => {
      const startsAt = from + k * slotLengthMs
      const hours = { startsAt, endsAt: startsAt + slotLengthMs }
      return { _id: createSlotId(coach.userId, startsAt), coachId: coach.userId, ...hours, status: 'open' }
    })
    await coach.ask('POST', '/slots/_bulk_docs', { docs })
  }
  const bookingId = nextId('b')
  const docs = [claimOf({ coachId: coaches[0]?.userId ?? '', startsAt: from, bookingId })]
  const { text } = await attacker.ask('POST', '/slots/_bulk_docs', { docs })
  if (!text.includes('"ok":true')) throw new Error(`the attacker has no session: ${text}`)
  await server.order('idle', null)
  const prey: Prey = {
    url: server.url,
    attackerId: attacker.userId,
    credential: attacker.credential,
    coachIds: coaches.map(({ userId }) => userId),
    names: coaches.map(({ name }) => name),
    bookingId,
    from
  }
  return { server, coaches, bystanders, prey, dispose: () => server.dispose() }
}
