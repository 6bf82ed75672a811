import { afterEach, describe, expect, it } from 'vitest'
import type { GateRow } from '#server/gate/gate-contract.ts'
import { createFailingDatabases, type Fault } from '../support/failing-databases.ts'
import { describeStorage, findCopyViolations, findViolations } from '../support/gate-invariants.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  listDocs,
  pencilDoc,
  pushCall,
  requestIdOf,
  rescheduleTo,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const ada = 'student1'
const bob = 'student2'
const at = worldStart + 3 * dayMs
const later = at + 4 * hourMs
const agreed = {
  summary: 'We began',
  actions: { [bookingIdOf(7)]: { text: 'Read', owner: 'student' as const, madeAt: at, editedAt: at } }
}

/** Something that people do, which changes several documents. `act` may be done again after an interruption. */
interface Scenario {
  readonly name: string
  prepare(world: GateWorld): Promise<unknown>
  act(world: GateWorld): Promise<readonly (GateRow | undefined)[]>
  /** The verdicts: `ok`, or a reason. */
  readonly verdicts: readonly string[]
  /** What a resend may be told when all was stored already; the same verdicts where not said. */
  readonly verdictsOfRepetition?: readonly string[]
}

const openSlots = (world: GateWorld) => world.push(coach, 'slots', [slotDoc(coach, at), slotDoc(coach, later)])
const claimOf = (world: GateWorld, student: string, number: number, startsAt = at) =>
  world.push(student, 'slots', [claimDoc(coach, startsAt, bookingIdOf(number), world.now)])
const cancelBy = async (world: GateWorld, userId: string, reopenSlot: boolean, request = 1) => [
  await pushCall(world, userId, bookingIdOf(1), {
    request: { kind: 'cancel', requestId: requestIdOf(request), reason: 'ill', reopenSlot }
  })
]
const rescheduleBy = async (world: GateWorld, userId: string, more: Parameters<typeof rescheduleTo>[3] = {}) => [
  await pushCall(world, userId, bookingIdOf(1), { request: rescheduleTo(coach, later, 1, more) })
]
const pencilAda = (world: GateWorld) =>
  world.push(coach, `calls-${coach}`, [pencilDoc(coach, later, ada, bookingIdOf(9))])
const book = async (world: GateWorld) => {
  await openSlots(world)
  await claimOf(world, ada, 1)
}

const generation = '0000000a'
// Amsterdam is an hour ahead: at nine and at one of the day of both slots.
const weekly = [{ weekday: 4, starts: [540, 780], generation }]
const saveHours = async (world: GateWorld, days: typeof weekly) => {
  const [doc] = await (await world.databases.open('users')).read([coach])
  const availability = { overrides: [], weeksAhead: 1, skips: [], weekly: days }
  return world.push(coach, 'users', [{ ...doc, _id: coach, availability: { ...availability } }])
}
const removeSlot = async (world: GateWorld) => {
  const _id = `${coach}:${at}`
  const [doc] = await (await world.databases.open('slots')).read([_id])
  return world.push(coach, 'slots', [{ _id, _deleted: true, ...(doc === undefined ? {} : { _rev: doc._rev }) }])
}

const scenarios: readonly Scenario[] = [
  { name: 'AV1 hours', prepare: async () => undefined, act: world => saveHours(world, weekly), verdicts: ['ok'] },
  {
    name: 'AV6 hours that are taken away',
    prepare: world => saveHours(world, weekly),
    act: world => saveHours(world, []),
    verdicts: ['ok']
  },
  {
    name: 'AV4 a removal of a filled start',
    prepare: world => saveHours(world, weekly),
    act: removeSlot,
    verdicts: ['ok']
  },
  {
    name: 'AV4 a session that is called off and its filled start withdrawn',
    prepare: async world => {
      await saveHours(world, weekly)
      await claimOf(world, ada, 1)
    },
    act: world => cancelBy(world, coach, false),
    verdicts: ['ok']
  },
  { name: 'BK1 a claim', prepare: openSlots, act: world => claimOf(world, ada, 1), verdicts: ['ok'] },
  {
    name: 'BK1 two claims in one request',
    prepare: openSlots,
    act: world =>
      world.push(
        ada,
        'slots',
        [at, later].map((startsAt, n) => claimDoc(coach, startsAt, bookingIdOf(n), world.now))
      ),
    verdicts: ['ok', 'ok']
  },
  {
    name: 'BK15 a lost claim',
    prepare: book,
    act: world => claimOf(world, bob, 2),
    verdicts: ['slot-taken']
  },
  {
    name: 'SE3 a cancellation by the student',
    prepare: book,
    act: world => cancelBy(world, ada, true),
    verdicts: ['ok']
  },
  {
    name: 'SE3 a cancellation by the coach',
    prepare: book,
    act: world => cancelBy(world, coach, false),
    verdicts: ['ok']
  },
  {
    name: 'SL9 a move',
    prepare: openSlots,
    act: world => world.push(coach, 'slots', [slotDoc(coach, at + hourMs, { movesFrom: `${coach}:${at}` })]),
    verdicts: ['ok'],
    // It names no revision, so that the device reads what is there: its own slot (SL14).
    verdictsOfRepetition: ['Document update conflict.']
  },
  {
    name: 'RS5 a reschedule by the student',
    prepare: book,
    act: world => rescheduleBy(world, ada),
    verdicts: ['ok']
  },
  {
    name: 'RS5 a reschedule by the coach, who withdraws the old hours',
    prepare: book,
    act: world => rescheduleBy(world, coach, { reopenSlot: false, reason: 'Ill' }),
    verdicts: ['ok']
  },
  {
    name: 'RS13 a reschedule to hours that an open slot overlaps',
    prepare: book,
    act: async world => [
      await pushCall(world, coach, bookingIdOf(1), {
        request: rescheduleTo(coach, later + hourMs / 2, 1, { makesSlot: true })
      })
    ],
    verdicts: ['ok']
  },
  {
    name: 'RS5 a refused reschedule',
    prepare: async world => {
      await book(world)
      await claimOf(world, bob, 2, later)
    },
    act: world => rescheduleBy(world, ada),
    verdicts: ['ok']
  },
  {
    name: 'MG5 a cancellation of a session that has moved',
    prepare: async world => {
      await book(world)
      await world.gate.idle()
      await rescheduleBy(world, coach)
    },
    act: world => cancelBy(world, ada, true, 2),
    verdicts: ['ok']
  },
  {
    name: 'PC1 PC6 a pencilled booking',
    prepare: book,
    act: pencilAda,
    verdicts: ['ok']
  },
  {
    name: 'PC4 PC6 a lost pencil',
    prepare: async world => {
      await book(world)
      await claimOf(world, bob, 2, later)
    },
    act: pencilAda,
    verdicts: ['slot-taken']
  },
  {
    name: 'FB6 a review',
    prepare: async world => {
      await book(world)
      world.now = at + hourMs
    },
    act: async world => [await pushCall(world, ada, bookingIdOf(1), { review: { score: 5, text: 'Good' } })],
    verdicts: ['ok']
  },
  {
    name: 'SU2 a summary with an action',
    prepare: async world => {
      await book(world)
      world.now = at + hourMs
    },
    act: async world => [await pushCall(world, coach, bookingIdOf(1), agreed)],
    verdicts: ['ok']
  },
  {
    name: 'SU3 a tick',
    prepare: async world => {
      await book(world)
      world.now = at + hourMs
      await pushCall(world, coach, bookingIdOf(1), agreed)
    },
    act: async world => [
      await pushCall(world, ada, bookingIdOf(1), {
        ticks: { [bookingIdOf(7)]: { doneAt: at, editedAt: at, text: 'Read' } }
      })
    ],
    verdicts: ['ok']
  }
]

/** With the profiles, and without the digits that are fresh each time that hours are filled (AV2). */
async function describeWorld({ databases }: GateWorld): Promise<string> {
  const profiles = (await listDocs(databases, 'users')).map(({ _rev, ...profile }) => profile)
  const stored = (await describeStorage(databases)) + JSON.stringify(profiles)
  return stored.replaceAll(/("makingId": "[0-9a-f]{16}0000)[0-9a-f]{12}/g, '$1')
}

let world: GateWorld
afterEach(() => world.stop())

async function createPreparedWorld(scenario: Scenario): Promise<void> {
  world = await createGateWorld()
  await world.addPerson(coach, 'coach')
  await world.addPerson(ada, 'student')
  await world.addPerson(bob, 'student')
  await scenario.prepare(world)
  await world.gate.idle()
  // What has begun is recorded by itself, in a commit of its own (IN7).
  await world.gate.countOffered()
}

/** Once through without a fault: where everything must end. */
async function runUndisturbed(scenario: Scenario): Promise<string> {
  await createPreparedWorld(scenario)
  expect(toVerdicts(await scenario.act(world))).toEqual(scenario.verdicts)
  await world.gate.idle()
  const end = await describeWorld(world)
  await world.stop()
  return end
}

function toVerdicts(rows: readonly (GateRow | undefined)[]): readonly string[] {
  return rows.map(row => (row === undefined || 'ok' in row ? 'ok' : row.message))
}

async function expectSound(): Promise<void> {
  await world.gate.idle()
  expect(await findViolations(world.databases)).toEqual([])
  expect(await findCopyViolations(world.databases)).toEqual([])
}

/** Does the scenario with a fault at each write in turn, notes of what is owed included, until there is no such write any more. */
async function failAtEveryWrite(
  scenario: Scenario,
  fault: Fault,
  restartsAfterwards: boolean,
  countsNotes = true
): Promise<number> {
  const end = await runUndisturbed(scenario)
  for (let failAt = 0; ; failAt += 1) {
    await createPreparedWorld(scenario)
    const failing = createFailingDatabases(world.databases, failAt, fault, {
      countsLocal: countsNotes,
      // How far slots were matched with the waiting list.
      counts: name => countsNotes || name !== 'openings'
    })
    await world.restart({ databases: failing })
    await scenario.act(world).catch(() => undefined)
    await world.gate.idle().catch(() => undefined)
    const isOver = !failing.hasFailed()
    if (restartsAfterwards) await world.restart()
    await expectSound()
    const isDone = (await describeWorld(world)) === end
    const rows = await scenario.act(world)
    const expected = isDone ? (scenario.verdictsOfRepetition ?? scenario.verdicts) : scenario.verdicts
    expect(toVerdicts(rows), `resent after ${fault} at write ${failAt}`).toEqual(expected)
    await expectSound()
    expect(await describeWorld(world)).toBe(end)
    if (isOver) return failAt
    await world.stop()
  }
}

describe.each(scenarios)('$name', scenario => {
  it('OC1 is one commit, with both parties’ copies and notices', async () => {
    expect(await failAtEveryWrite(scenario, 'crash', true, false)).toBe(1)
  })

  it('is whole or not at all after a crash before any of its writes, and can be sent again', async () => {
    expect(await failAtEveryWrite(scenario, 'crash', true)).toBeGreaterThan(0)
  })

  it('is whole or not at all when storage refuses any one of its writes', async () => {
    expect(await failAtEveryWrite(scenario, 'refuse', false)).toBeGreaterThan(0)
  })

  it('is whole or not at all when the answer to any one of its writes is lost', async () => {
    expect(await failAtEveryWrite(scenario, 'lose-answer', false)).toBeGreaterThan(0)
  })
})
