// The fill rate equals what a witness of all events comes to, who never sweeps, restarts or dies.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { countFill, type FillMonth } from '#domain/insights/fill-rate.ts'
import { createSlotId } from '#domain/model/slot-id.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { createFailingDatabases, type Fault } from '../support/failing-databases.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  listSlots,
  pushCall,
  readCall,
  readRev,
  requestIdOf,
  rescheduleTo,
  slotDoc,
  type WorldOptions,
  worldStart
} from '../support/gate-world.ts'
import { readOffered } from '../support/read-offered.ts'

const seed = 20_270_313
const coach = 'coach001'
const students = ['student1', 'student2'] as const
/** Near the end of March, so that months and the clock change lie among them. */
const startOf = (place: number) => worldStart + 29 * dayMs + place * 5 * hourMs

type Act =
  | { readonly kind: 'open' | 'remove'; readonly place: number }
  | { readonly kind: 'claim'; readonly place: number; readonly student: number }
  | { readonly kind: 'cancel'; readonly pick: number; readonly by: number; readonly reopenSlot: boolean }
  | { readonly kind: 'move'; readonly pick: number; readonly to: number; readonly reopenSlot: boolean }
  | { readonly kind: 'shift'; readonly place: number; readonly to: number }
  /** The clock goes on, or is set. */
  | { readonly kind: 'pass'; readonly hours: number }
  | { readonly kind: 'count' | 'sweep' | 'restart' }
  /** The server dies in, or right after, its next write of this. */
  | { readonly kind: 'die'; readonly fault: Fault }

const place = fc.nat({ max: 13 })
const pick = fc.nat({ max: 9 })
const of = <const K extends string>(kind: K) => fc.constant(kind)
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: of('open'), place }) },
  { weight: 3, arbitrary: fc.record({ kind: of('remove'), place }) },
  { weight: 6, arbitrary: fc.record({ kind: of('claim'), place, student: fc.nat({ max: 1 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: of('cancel'), pick, by: fc.nat({ max: 1 }), reopenSlot: fc.boolean() })
  },
  { weight: 2, arbitrary: fc.record({ kind: of('move'), pick, to: place, reopenSlot: fc.boolean() }) },
  { weight: 1, arbitrary: fc.record({ kind: of('shift'), place, to: place }) },
  { weight: 4, arbitrary: fc.record({ kind: of('pass'), hours: fc.integer({ min: -7, max: 30 }) }) },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('count' as const, 'sweep' as const, 'restart' as const) })
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: of('die'), fault: fc.constantFrom<Fault>('crash', 'lose-answer') })
  }
)
const story = fc
  .tuple(
    fc.array(fc.record({ kind: of('open'), place }), { minLength: 4, maxLength: 9 }),
    fc.array(act, { minLength: 10, maxLength: 45, size: 'max' })
  )
  .map(([first, rest]): readonly Act[] => [...first, { kind: 'pass', hours: 28 * 24 }, ...rest])

/** Sees each slot at each moment at which the clock passes its start; where the clock goes back, it has not passed it. */
function createWitness() {
  const seen = new Map<number, boolean>()
  return {
    async see(world: GateWorld, to: number): Promise<void> {
      for (const { startsAt, status } of await listSlots(world.databases)) {
        if (startsAt > world.now && startsAt <= to && status !== 'declined') seen.set(startsAt, status === 'booked')
      }
      for (const startsAt of seen.keys()) if (startsAt > to) seen.delete(startsAt)
    },
    months(zone: string): readonly FillMonth[] {
      const byMonth = Map.groupBy(seen, ([at]) =>
        new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit' }).format(at)
      )
      return [...byMonth.keys()].toSorted().map(month => {
        const all = byMonth.get(month) ?? []
        return { month, booked: all.filter(([, isBooked]) => isBooked).length, offered: all.length, recorded: 'whole' }
      })
    }
  }
}

/** @param fresh numbers bookings and requests */
async function perform(world: GateWorld, done: Act, fresh: number, options: WorldOptions): Promise<void> {
  switch (done.kind) {
    case 'open':
      return void (await world.push(coach, 'slots', [slotDoc(coach, startOf(done.place))]))
    case 'shift': {
      const movesFrom = createSlotId(coach, startOf(done.place))
      return void (await world.push(coach, 'slots', [slotDoc(coach, startOf(done.to), { movesFrom })]))
    }
    case 'remove': {
      const _id = createSlotId(coach, startOf(done.place))
      const _rev = await readRev(world.databases, 'slots', _id)
      return void (await world.push(coach, 'slots', [{ _id, _deleted: true, ...(_rev && { _rev }) }]))
    }
    case 'claim': {
      const claim = claimDoc(coach, startOf(done.place), bookingIdOf(fresh), world.now)
      return void (await world.push(students[done.student] ?? students[0], 'slots', [claim]))
    }
    case 'cancel':
      return onCopy(world, done.by === 0 ? coach : undefined, done.pick, {
        kind: 'cancel',
        requestId: requestIdOf(fresh),
        reason: 'ill',
        reopenSlot: done.reopenSlot
      })
    case 'move': {
      const more = { makesSlot: true, reopenSlot: done.reopenSlot } as const
      return onCopy(world, coach, done.pick, rescheduleTo(coach, startOf(done.to), fresh, more))
    }
    case 'count':
      return world.gate.countOffered()
    case 'sweep':
      return world.gate.sweep({ now: world.now, certain: world.now })
    case 'restart':
      return world.restart(options)
    case 'die': {
      const counts = (name: string) => name === createCallsName(coach)
      await world.restart({ ...options, databases: createFailingDatabases(world.databases, 0, done.fault, { counts }) })
      await world.gate.countOffered()
      return world.restart(options)
    }
    default:
      return undefined
  }
}

/** @param by its coach; undefined: its student */
async function onCopy(
  world: GateWorld,
  by: string | undefined,
  pickOf: number,
  request: NonNullable<Parameters<typeof pushCall>[3]['request']>
): Promise<void> {
  const bookings = (await listSlots(world.databases)).flatMap(({ bookingId }) => bookingId ?? [])
  const id = bookings[pickOf % Math.max(1, bookings.length)]
  if (id === undefined) return
  const who = by ?? (await readCall(world.databases, coach, id))?.otherId ?? coach
  await pushCall(world, who, id, { request })
}

const anyZone = fc.constantFrom('UTC', 'Europe/Amsterdam', 'Pacific/Kiritimati')

/** @returns what the server has recorded, and what the witness has seen */
async function tell(acts: readonly Act[], zone: string, options: WorldOptions = {}) {
  const world = await createGateWorld(options)
  try {
    await world.addPerson(coach, 'coach')
    await world.setPolicy(coach, { horizonDays: 365, minimumNoticeMin: 0 })
    for (const student of students) await world.addPerson(student, 'student')
    const witness = createWitness()
    for (const [n, done] of acts.entries()) {
      if (done.kind === 'pass') {
        const to = Math.max(worldStart, world.now + done.hours * hourMs)
        await witness.see(world, to)
        world.now = to
      } else await perform(world, done, n, options)
    }
    await world.gate.idle()
    await world.gate.countOffered()
    const { months } = countFill(await readOffered(world.databases, coach), {
      // Since recording began.
      range: { startsAt: worldStart, endsAt: Infinity },
      zone,
      now: world.now,
      months: []
    })
    return { months, seen: witness.months(zone) }
  } finally {
    await world.stop()
  }
}

it(`IN8 IN9 the fill rate is that of an unswept history of all that happened (seed ${seed})`, async () => {
  const kinds = new Set<string>()
  await fc.assert(
    fc.asyncProperty(story, anyZone, async (acts, zone) => {
      const { months, seen } = await tell(acts, zone)
      expect(months).toEqual(seen)
      for (const { booked, offered } of months) {
        if (booked > 0) kinds.add('booked')
        if (booked < offered) kinds.add('open')
      }
      if (months.length > 1) kinds.add('months')
    }),
    { numRuns: 60, seed }
  )
  // The stories are worth telling.
  expect([...kinds].toSorted()).toEqual(['booked', 'months', 'open'])
}, 120_000)

it('control: a gate that judges before it records is found', async () => {
  const broken = { offered: { count: async () => true } }
  const found = await fc.check(
    fc.asyncProperty(story, anyZone, async (acts, zone) => {
      const { months, seen } = await tell(acts, zone, broken)
      expect(months).toEqual(seen)
    }),
    { numRuns: 60, seed, endOnFailure: true }
  )
  expect(found.failed).toBe(true)
}, 120_000)
