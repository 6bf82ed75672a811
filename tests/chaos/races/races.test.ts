import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { claimValidityMs } from '#domain/model/primitives.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { claimDoc, dayMs, hourMs, slotDoc } from '../../support/gate-world.ts'
import { printFigures, readCount, readSeed } from '../counts.ts'
import { addPeople, openCalendar, type Person } from '../people.ts'
import { pushDocument, readAll } from '../push.ts'
import { type ServerProcess, startServerProcess } from '../server/start-server.ts'
import { createRandom } from '../../simulation/plan/random.ts'
import { type ClaimAnswer, judgeRace } from './judge-race.ts'

const clients = 64
const rounds = readCount('COACHDESK_CHAOS_RACES', 60)
const seed = readSeed()

let server: ServerProcess
let coach: Person
let students: readonly Person[]
const answers: ClaimAnswer[] = []

beforeAll(async () => {
  server = await startServerProcess()
  const [cara] = await addPeople(server, ['cara'], 'coach')
  if (cara === undefined) throw new Error('no coach')
  coach = cara
  await openCalendar(coach)
  students = await addPeople(
    server,
    Array.from({ length: clients }, (_, n) => `student${n}`),
    'student'
  )
})
afterAll(async () => {
  await server.dispose()
  const granted = answers.filter(({ verdict }) => verdict === 'granted').length
  printFigures(`races (seed ${seed})`, {
    races: rounds,
    claims: answers.length,
    granted,
    told: answers.length - granted
  })
})

async function claim(student: Person, startsAt: number): Promise<ClaimAnswer> {
  const bookingId = randomBytes(16).toString('hex')
  const doc = claimDoc(coach.userId, startsAt, bookingId, Date.now(), { validUntil: Date.now() + claimValidityMs })
  const row = await pushDocument(student.ask, 'slots', doc)
  return { student: student.userId, bookingId, verdict: row.kind === 'ok' ? 'granted' : row.reason }
}

describe(`${clients} clients race for one slot, ${rounds} times`, () => {
  it('BK1 BK2 exactly one is confirmed, and all others are told at once', async () => {
    const random = createRandom(seed)
    const first = Math.ceil(Date.now() / hourMs) * hourMs + 2 * dayMs
    const starts = Array.from({ length: rounds }, (_, n) => first + n * 2 * hourMs)
    for (let n = 0; n < rounds; n += 500) {
      const docs = starts.slice(n, n + 500).map(startsAt => slotDoc(coach.userId, startsAt))
      expect((await coach.ask('POST', '/slots/_bulk_docs', { docs })).status).toBe(201)
    }
    for (const [round, startsAt] of starts.entries()) {
      // Who sends first differs from race to race.
      const order = students.map(student => ({ student, at: random.next() })).toSorted((a, b) => a.at - b.at)
      const told = await Promise.all(order.map(({ student }) => claim(student, startsAt)))
      expect([round, judgeRace(told, clients)]).toEqual([round, []])
      answers.push(...told)
    }
  })

  it('BK15 each of them finds the verdict, and the reason in the inbox', async () => {
    expect(await server.order('inspect', null)).toEqual([])
    const found = await Promise.all(students.map(({ ask, userId }) => readAll(ask, createCallsName(userId))))
    const shown = new Map(found.flat().map(doc => [doc._id, doc]))
    const lostNotices = new Set(
      found
        .flat()
        .flatMap(doc => (doc['topic'] === 'claim-lost' ? [`${String(doc['bookingId'])} ${String(doc['reason'])}`] : []))
    )
    const wrong = answers.filter(({ bookingId, verdict }) => {
      const status = shown.get(bookingId)?.['status']
      if (verdict === 'granted') return status !== 'confirmed'
      return status !== 'declined' || !lostNotices.has(`${bookingId} slot-taken`)
    })
    expect(answers).toHaveLength(rounds * clients)
    expect(wrong).toEqual([])
  })
})

describe('a race that went wrong is found out', () => {
  const told = (verdicts: readonly string[]): readonly ClaimAnswer[] =>
    verdicts.map((verdict, n) => ({ student: `s${n}`, bookingId: `b${n}`, verdict }))

  it.each([
    [['granted', 'granted', 'slot-taken'], ['granted to s0 and s1']],
    [['slot-taken', 'slot-taken', 'slot-taken'], ['granted to nobody']],
    [['granted', 'slot-gone', 'slot-taken'], ['s1 was told slot-gone']],
    [['granted', 'slot-taken'], ['2 of 3 were answered']]
  ])('%j', (verdicts, problems) => {
    expect(judgeRace(told(verdicts), 3)).toEqual(problems)
  })
})
