import fc from 'fast-check'
import { expect, it } from 'vitest'
import type { Booking } from '#domain/model/booking.ts'
import type { GateRow } from '#server/gate/gate-contract.ts'
import { describeIndex, describeStorage, findCopyViolations, findViolations } from '../support/gate-invariants.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  listBookings,
  listDocs,
  pencilDoc,
  pushCall,
  readCall,
  readRev,
  requestIdOf,
  rescheduleTo,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coaches = ['coach001', 'coach002'] as const
const students = ['student1', 'student2', 'student3'] as const
const seed = 20_270_301
const startOf = (place: number) => worldStart + 2 * dayMs + place * hourMs

/** Something that one person does; people and things are named by small numbers. */
type Act =
  | { readonly kind: 'open' | 'remove'; readonly coach: number; readonly place: number }
  | { readonly kind: 'move'; readonly coach: number; readonly place: number; readonly to: number }
  | {
      readonly kind: 'claim'
      readonly student: number
      readonly coach: number
      readonly place: number
      readonly number: number
      readonly newEdits: boolean
    }
  | {
      readonly kind: 'pencil'
      readonly student: number
      readonly coach: number
      readonly place: number
      readonly number: number
    }
  | OnCopy
  | PutAside

/** One of somebody's notices, by a device of ours or by a replica that brings its own revision. */
interface PutAside {
  readonly kind: 'put-aside'
  readonly who: number
  readonly number: number
  readonly newEdits: boolean
}

interface OnCopy {
  readonly kind: 'cancel' | 'reschedule' | 'outcome' | 'review'
  /** Where a reschedule goes. */
  readonly place: number
  readonly byCoach: boolean
  /** One of the bookings that came about. */
  readonly number: number
  readonly request: number
  readonly reopen: boolean
  /** Whether a coach's reschedule makes its slot, with what gave way to the move before open again. */
  readonly anywhere: boolean
}

const coach = fc.nat({ max: coaches.length - 1 })
/** Mostly where a slot was opened at the beginning. */
const place = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(0, 2, 4, 6) },
  { weight: 1, arbitrary: fc.nat({ max: 6 }) }
)
const number = fc.nat({ max: 11 })
const act: fc.Arbitrary<Act> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ kind: fc.constantFrom('open' as const, 'remove' as const), coach, place }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('move' as const), coach, place, to: place }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('claim' as const),
      student: fc.nat({ max: students.length - 1 }),
      coach,
      place,
      number,
      newEdits: fc.boolean()
    })
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('pencil' as const),
      student: fc.nat({ max: students.length - 1 }),
      coach,
      place,
      number
    })
  },
  {
    weight: 7,
    arbitrary: fc.record({
      kind: fc.constantFrom(
        'cancel' as const,
        'reschedule' as const,
        'reschedule' as const,
        'outcome' as const,
        'review' as const
      ),
      place,
      byCoach: fc.boolean(),
      number,
      request: fc.nat({ max: 30 }),
      reopen: fc.boolean(),
      anywhere: fc.boolean()
    })
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('put-aside' as const),
      who: fc.nat({ max: coaches.length + students.length - 1 }),
      number,
      newEdits: fc.boolean()
    })
  }
)

/** Things that happen at once, then the clock moves; sometimes the server is started again. */
const step = fc.record({
  acts: fc.array(act, { minLength: 1, maxLength: 5, size: 'max' }),
  hours: fc.constantFrom(0, 0, 0, 1, 20),
  restarts: fc.boolean()
})

async function perform(world: GateWorld, done: Act): Promise<GateRow | undefined> {
  switch (done.kind) {
    case 'open':
      return pushSlot(world, done.coach, slotDoc(coaches[done.coach]!, startOf(done.place)))
    case 'move': {
      const movesFrom = `${coaches[done.coach]!}:${startOf(done.place)}`
      return pushSlot(world, done.coach, slotDoc(coaches[done.coach]!, startOf(done.to), { movesFrom }))
    }
    case 'remove': {
      const _id = `${coaches[done.coach]!}:${startOf(done.place)}`
      const _rev = await readRev(world.databases, 'slots', _id)
      return pushSlot(world, done.coach, { _id, _deleted: true, ...(_rev === undefined ? {} : { _rev }) })
    }
    case 'claim': {
      const [coachId, startsAt] = [coaches[done.coach]!, startOf(done.place)]
      const base = done.newEdits ? undefined : await readRev(world.databases, 'slots', `${coachId}:${startsAt}`)
      const history = base === undefined ? {} : growHistory(base, done)
      const doc = claimDoc(coachId, startsAt, bookingIdOf(done.number), world.now, history)
      return (await world.push(students[done.student]!, 'slots', [doc], base === undefined))[0]
    }
    case 'pencil': {
      const [coachId, studentId] = [coaches[done.coach]!, students[done.student]!]
      const doc = pencilDoc(coachId, startOf(done.place), studentId, bookingIdOf(done.number))
      return (await world.push(coachId, `calls-${coachId}`, [doc]))[0]
    }
    case 'put-aside':
      return putAside(world, done)
    default:
      return performOnCopy(world, done)
  }
}

async function putAside(world: GateWorld, { who, number: picked, newEdits }: PutAside): Promise<GateRow | undefined> {
  const userId = [...coaches, ...students][who]!
  const database = `calls-${userId}`
  const notices = (await listDocs(world.databases, database)).filter(({ _id }) => _id.startsWith('notice:'))
  const notice = notices[picked % notices.length]
  if (notice === undefined) return undefined
  const history = newEdits ? {} : growHistory(notice._rev, { number: picked, student: who })
  return (await world.push(userId, database, [{ ...notice, dismissed: true, ...history }], newEdits))[0]
}

async function performOnCopy(world: GateWorld, done: OnCopy): Promise<GateRow | undefined> {
  const granted = (await listBookings(world.databases)).filter(({ state }) => state !== 'declined')
  const booking = granted[done.number % granted.length]
  if (booking === undefined) return undefined
  const { id, coachId, studentId } = booking
  const userId = done.byCoach ? coachId : studentId
  // A lost pencil is its coach's alone.
  if ((await readCall(world.databases, userId, id)) === undefined) return undefined
  const requestId = requestIdOf(done.request)
  switch (done.kind) {
    case 'cancel':
      return pushCall(world, userId, id, {
        request: { kind: 'cancel', requestId, reason: 'because', reopenSlot: done.reopen }
      })
    case 'reschedule': {
      // A student's would be refused; beyond the first places there is no slot.
      const isAnywhere = done.anywhere && done.byCoach
      const place = isAnywhere ? done.place + (done.request % 6) : done.place
      const making = isAnywhere ? ({ makesSlot: true, restores: listGivenWay(booking) } as const) : {}
      return pushCall(world, userId, id, {
        request: rescheduleTo(coachId, startOf(place), done.request, { reopenSlot: done.reopen, ...making })
      })
    }
    case 'outcome':
      return pushCall(world, userId, id, { request: { kind: 'outcome', requestId, outcome: 'completed' } })
    default:
      return pushCall(world, userId, id, done.byCoach ? { notes: 'n' } : { review: { score: 4, text: 't' } })
  }
}

function listGivenWay({ madeSlot }: Booking) {
  return (madeSlot?.gaveWay ?? []).map((slotId, n) => ({ slotId, makingId: bookingIdOf(500 + n) }))
}

async function pushSlot(world: GateWorld, by: number, doc: Parameters<GateWorld['push']>[2][number]) {
  return (await world.push(coaches[by]!, 'slots', [doc]))[0]
}

function growHistory(rev: string, { number, student }: { readonly number: number; readonly student: number }) {
  const [start, hash] = [Number(rev.slice(0, rev.indexOf('-'))), rev.slice(rev.indexOf('-') + 1)]
  const own = `c${number}${student}${hash.slice(0, 8)}`
  return { _rev: `${start + 1}-${own}`, _revisions: { start: start + 1, ids: [own, hash] } }
}

const remembered = new Set([
  'slot-taken',
  'slot-gone',
  'slot-not-bookable',
  'claim-expired',
  'slot-started',
  'minimum-notice',
  'beyond-horizon',
  'student-overlap',
  'daily-cap'
])

/** A claim's verdict: granted, or lost for a reason; undefined where it was refused and is not remembered. */
function toVerdict(row: GateRow | undefined): string | undefined {
  if (row === undefined) return undefined
  if ('ok' in row) return 'granted'
  return remembered.has(row.message) ? row.message : undefined
}

it(`BK1 BK2 BK4 BK13 SL6 RS5 PC6 whatever five people do, nothing is double-booked and each claim has one verdict (seed ${seed})`, {
  timeout: 180_000
}, async () => {
  const seen = { moves: 0, pencils: 0, made: 0 }
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14, size: 'max' }), async steps => {
      const world = await createGateWorld()
      for (const id of coaches) await world.addPerson(id, 'coach')
      for (const id of students) await world.addPerson(id, 'student')
      for (const id of coaches)
        await world.setPolicy(id, { dailyCap: 3, cancelCutoffMin: 60, rescheduleCutoffMin: 60, minimumNoticeMin: 0 })
      for (const opened of [0, 2, 4, 6]) {
        for (const [n] of coaches.entries()) await perform(world, { kind: 'open', coach: n, place: opened })
      }
      const verdictByClaim = new Map<string, string>()
      try {
        for (const { acts, hours, restarts } of steps) {
          const rows = await Promise.all(acts.map(one => perform(world, one)))
          for (const [position, one] of acts.entries()) {
            if (one.kind !== 'claim' && one.kind !== 'pencil') continue
            const verdict = toVerdict(rows[position])
            if (verdict === undefined) continue
            const claim = `${one.kind}:${one.number}:${one.student}:${one.coach}:${one.place}`
            expect({ claim, verdict }).toEqual({ claim, verdict: verdictByClaim.get(claim) ?? verdict })
            verdictByClaim.set(claim, verdict)
          }
          expect(rows.filter(row => row !== undefined && 'error' in row && row.name === 'internal_error')).toEqual([])
          expect(await findViolations(world.databases)).toEqual([])
          expect(await findCopyViolations(world.databases)).toEqual([])
          expect(describeIndex(world.index)).toBe(await describeStorage(world.databases))
          if (restarts) await world.restart()
          await world.gate.idle()
          world.now += hours * hourMs
        }
        for (const booking of await listBookings(world.databases)) {
          seen.moves += booking.moves?.length ?? 0
          seen.made += booking.madeSlot === undefined ? 0 : 1
          seen.pencils += booking.pencilled === true && booking.state !== 'declined' ? 1 : 0
        }
      } finally {
        await world.stop()
      }
    }),
    { seed, numRuns: 50 }
  )
  // The worlds are worth looking at: sessions did move, and students were pencilled in.
  expect(seen.moves).toBeGreaterThan(20)
  expect(seen.pencils).toBeGreaterThan(10)
  expect(seen.made).toBeGreaterThan(5)
})
