import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCallsName } from '#domain/rules/access.ts'
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
  slotDoc,
  worldStart
} from '../../support/gate-world.ts'

const people = {
  coach: 'coach001',
  'other coach': 'coach002',
  student: 'student1',
  'other student': 'student2'
} as const
type Reader = keyof typeof people
const readers = Object.keys(people) as readonly Reader[]
const phones: Readonly<Record<Reader, string>> = {
  coach: '+31620000001',
  'other coach': '+31620000002',
  student: '+31620000003',
  'other student': '+31620000004'
}
const at = worldStart + 5 * dayMs
const id = bookingIdOf(1)
let world: GateWorld

const claim = () => world.push(people.student, 'slots', [claimDoc(people.coach, at, id, world.now)])
const ask = (by: 'coach' | 'student', kind: 'cancel' | 'no-show' | 'completed') =>
  pushCall(world, people[by], id, {
    request:
      kind === 'cancel'
        ? { kind, requestId: requestIdOf(1), reason: '', reopenSlot: true }
        : { kind: 'outcome', requestId: requestIdOf(1), outcome: kind }
  })
async function wait(ms: number): Promise<void> {
  await world.gate.idle()
  world.now += ms
  await world.gate.forgetPhones()
}

const both = { coach: ['student'], student: ['coach'] } as const
const none = {}

/** Whose numbers each person may read, by what has become of the one booking of a coach and a student. */
const table: readonly (readonly [string, () => Promise<unknown>, Partial<Record<Reader, readonly Reader[]>>])[] = [
  ['nothing was booked', async () => undefined, none],
  ['PH1 the claim was granted', claim, both],
  [
    'PH1 the claim was lost',
    async () => {
      await world.push(people['other student'], 'slots', [claimDoc(people.coach, at, bookingIdOf(2), world.now)])
      return claim()
    },
    { coach: ['other student'], 'other student': ['coach'] }
  ],
  [
    'BK9 the claim came too late',
    () => world.push(people.student, 'slots', [claimDoc(people.coach, at, id, world.now - dayMs)]),
    none
  ],
  [
    'PC2 a coach pencils in somebody unknown',
    () => world.push(people.coach, createCallsName(people.coach), [pencilDoc(people.coach, at, people.student, id)]),
    none
  ],
  [
    'PH2 cancelled a week ago less a millisecond',
    async () => {
      await claim()
      await world.gate.idle()
      await ask('coach', 'cancel')
      await wait(7 * dayMs - 1)
    },
    both
  ],
  [
    'PH2 cancelled a week ago',
    async () => {
      await claim()
      await world.gate.idle()
      await ask('student', 'cancel')
      await wait(7 * dayMs)
    },
    none
  ],
  ...(['no-show', 'completed'] as const).map(
    outcome =>
      [
        `PH4 ${outcome}, long ago`,
        async () => {
          await claim()
          await world.gate.idle()
          world.now = at + hourMs
          await ask('coach', outcome)
          await wait(900 * dayMs)
        },
        both
      ] as const
  ),
  [
    'PH4 past and never closed',
    async () => {
      await claim()
      await wait(900 * dayMs)
    },
    both
  ]
]

beforeEach(async () => {
  world = await createGateWorld()
  for (const reader of readers) {
    await world.addPerson(people[reader], reader.includes('coach') ? 'coach' : 'student', { phone: phones[reader] })
  }
  await world.push(people.coach, 'slots', [slotDoc(people.coach, at)])
})
afterEach(() => world.stop())

describe('whose number is in which database', () => {
  it.each(table)('%s', async (_, happen, expected) => {
    await happen()
    await world.gate.idle()
    for (const reader of readers) {
      const documents = JSON.stringify(await listDocs(world.databases, createCallsName(people[reader])))
      const read = readers.filter(other => documents.includes(phones[other]))
      expect([reader, read]).toEqual([reader, expected[reader] ?? []])
    }
    for (const shared of ['users', 'slots', 'bookings']) {
      const documents = JSON.stringify(await listDocs(world.databases, shared))
      expect(readers.filter(other => documents.includes(phones[other]))).toEqual([])
    }
  })
})
