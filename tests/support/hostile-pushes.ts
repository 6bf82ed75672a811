import { defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import { busyLinkId } from '#domain/model/busy-link.ts'
import { busyTimesId } from '#domain/model/busy-times.ts'
import type { PushedDocument } from '#server/gate/gate-contract.ts'
import {
  bookingIdOf,
  claimDoc,
  dayMs,
  type GateWorld,
  hourMs,
  pencilDoc,
  readRev,
  slotDoc,
  worldStart
} from './gate-world.ts'

export const coach = 'coach001'
export const otherCoach = 'coach002'
/** Has a session at `booked`. */
export const ada = 'student1'
/** Has been booked once, too, and wishes for what is free. */
export const bob = 'student2'
/** Pushes whatever comes to mind. */
export const mallory = 'student3'
export const admin = 'admin001'

/** Three slots of one coach, of which the first is Ada's. */
export const [booked, free, spare] = [
  worldStart + dayMs,
  worldStart + dayMs + 3 * hourMs,
  worldStart + dayMs + 6 * hourMs
]
export const idOf = (startsAt: number) => `${coach}:${startsAt}`
export const adasBooking = bookingIdOf(1)

export async function prepareVictims(world: GateWorld): Promise<void> {
  for (const id of [coach, otherCoach]) await world.addPerson(id, 'coach')
  for (const id of [ada, bob, mallory]) await world.addPerson(id, 'student')
  await world.addPerson(admin, 'none')
  await world.setPolicy(coach, { minimumNoticeMin: 0, cancelCutoffMin: 0, rescheduleCutoffMin: 0 })
  await world.push(
    coach,
    'slots',
    [booked, free, spare].map(startsAt => slotDoc(coach, startsAt))
  )
  await world.push(ada, 'slots', [claimDoc(coach, booked, adasBooking, world.now)])
  await world.gate.idle()
}

/** A push with revisions of the client's own that is to be refused, or at least to do no harm. */
export interface HostilePush {
  readonly name: string
  readonly by: string
  readonly database: string
  readonly doc: (world: GateWorld) => PushedDocument
}

const malloryClaims = (startsAt: number, world: GateWorld, more: Readonly<Record<string, unknown>> = {}) =>
  claimDoc(coach, startsAt, bookingIdOf(66), world.now, more)
const claimOf = (startsAt: number, more: Readonly<Record<string, unknown>>) => (world: GateWorld) =>
  malloryClaims(startsAt, world, more)
const slotOf =
  (startsAt: number, more: Readonly<Record<string, unknown>> = {}) =>
  () =>
    slotDoc(coach, startsAt, more)
const removalOf = (startsAt: number) => () => ({ _id: idOf(startsAt), _deleted: true })

/** Of somebody who may not write that document at all, whatever it says of itself. */
export function listForeignPushes(startsAt: number): readonly HostilePush[] {
  const ofStudent = (name: string, doc: HostilePush['doc'], database = 'slots'): HostilePush => ({
    name: `a student's ${name}`,
    by: mallory,
    database,
    doc
  })
  const ofCoach = (name: string, doc: HostilePush['doc'], database = 'slots'): HostilePush => ({
    name: `another coach's ${name}`,
    by: otherCoach,
    database,
    doc
  })
  const profile = { displayName: 'Mine', headline: '', bio: '', zone: 'UTC', policy: {} }
  return [
    ofStudent('claim that names another coach', claimOf(startsAt, { coachId: otherCoach })),
    ofStudent('claim of other hours', claimOf(startsAt, { endsAt: startsAt + hourMs })),
    ofStudent('open slot', slotOf(startsAt)),
    ofStudent('removal', removalOf(startsAt)),
    ofStudent('booked slot', slotOf(startsAt, { status: 'booked', bookingId: bookingIdOf(66) })),
    ofStudent('profile of the coach', () => ({ _id: coach, ...profile }), 'users'),
    ofStudent('profile', () => ({ _id: mallory, ...profile }), 'users'),
    ofStudent('copy of a session', world => pencilOf(world, startsAt), `calls-${mallory}`),
    ofStudent('copy in the database of another', world => pencilOf(world, startsAt), `calls-${ada}`),
    ofCoach('open slot', slotOf(startsAt)),
    ofCoach('open slot that says to be the own', slotOf(startsAt, { coachId: otherCoach })),
    ofCoach('claim that says to be of the own', claimOf(startsAt, { coachId: otherCoach })),
    ofCoach('claim', claimOf(startsAt, {})),
    ofCoach('removal', removalOf(startsAt)),
    ofCoach('slot that replaces it', () => slotDoc(otherCoach, startsAt, { movesFrom: idOf(startsAt) })),
    ofCoach('profile of the coach', () => ({ _id: coach, ...profile }), 'users'),
    ofCoach('pencil', world => pencilOf(world, startsAt), `calls-${otherCoach}`),
    { ...ofCoach('', slotOf(startsAt)), name: 'an administrator’s open slot', by: admin }
  ]
}

/** Hours and busy times of somebody who may not set them. */
export function listHoursPushes(startsAt: number): readonly HostilePush[] {
  const profile = { displayName: 'Mine', headline: '', bio: '', zone: 'UTC', policy: defaultBookingPolicy }
  const weekly = [1, 2, 3, 4, 5, 6, 7].map(weekday => ({ weekday, starts: [540, 720, 900], generation: '0000000a' }))
  const availability = { weekly, overrides: [], weeksAhead: 8, skips: [] }
  const busy = {
    _id: busyTimesId,
    kind: 'busy',
    intervals: [{ startsAt, endsAt: startsAt + hourMs }],
    source: 'x.ics',
    importedAt: worldStart
  }
  const link = { _id: busyLinkId, kind: 'busy-link', url: 'http://10.0.0.1/mine.ics', askedAt: worldStart }
  const offered = { _id: 'offered:2027-03', kind: 'offered', since: 0, booked: [startsAt], open: [] }
  return [
    { name: 'the record of what the coach offered', by: mallory, doc: () => offered, database: `calls-${coach}` },
    { name: "another coach's record of the coach", by: otherCoach, doc: () => offered, database: `calls-${coach}` },
    { name: "a student's record of the own", by: mallory, doc: () => offered, database: `calls-${mallory}` },
    { name: "a student's calendar address of the coach", by: mallory, doc: () => link, database: `calls-${coach}` },
    { name: "a student's calendar address of the own", by: mallory, doc: () => link, database: `calls-${mallory}` },
    {
      name: "another coach's calendar address of the coach",
      by: otherCoach,
      doc: () => link,
      database: `calls-${coach}`
    },
    {
      name: "a student's hours of the coach",
      by: mallory,
      doc: () => ({ _id: coach, ...profile, availability }),
      database: 'users'
    },
    {
      name: "a student's hours of the own",
      by: mallory,
      doc: () => ({ _id: mallory, ...profile, availability }),
      database: 'users'
    },
    { name: "a student's busy times of the coach", by: mallory, doc: () => busy, database: `calls-${coach}` },
    { name: "a student's busy times of the own", by: mallory, doc: () => busy, database: `calls-${mallory}` },
    {
      name: "another coach's hours of the coach",
      by: otherCoach,
      doc: () => ({ _id: coach, ...profile, availability }),
      database: 'users'
    },
    { name: "another coach's busy times of the coach", by: otherCoach, doc: () => busy, database: `calls-${coach}` }
  ]
}

function pencilOf(_world: GateWorld, startsAt: number): PushedDocument {
  return pencilDoc(coach, startsAt, ada, bookingIdOf(67))
}

/** Of somebody who may write there, so that the replica is put right. */
export function listRefusedPushes(startsAt: number): readonly HostilePush[] {
  const own = { by: coach, database: 'slots' }
  return [
    { ...own, name: 'the coach’s slot that names another coach', doc: slotOf(startsAt, { coachId: otherCoach }) },
    {
      ...own,
      name: 'the coach’s booked slot',
      doc: slotOf(startsAt, { status: 'booked', bookingId: bookingIdOf(66) })
    },
    { ...own, name: 'the coach’s slot of other hours', doc: slotOf(startsAt, { endsAt: startsAt + hourMs }) },
    {
      name: 'a student’s claim with a booking id of another',
      by: mallory,
      database: 'slots',
      doc: claimOf(startsAt, { bookingId: adasBooking })
    },
    {
      name: 'a student’s claim that is too old',
      by: mallory,
      database: 'slots',
      doc: claimOf(startsAt, { validUntil: 1 })
    }
  ]
}

/** Revisions that a client may name: built on what is stored, from nowhere, and far ahead. */
export const ownRevisions = {
  next: async (world: GateWorld, { database, doc }: HostilePush) => {
    const stored = await readRev(world.databases, database, doc(world)._id)
    if (stored === undefined) return { _rev: '1-ff' }
    const [start, hash] = [Number(stored.slice(0, stored.indexOf('-'))), stored.slice(stored.indexOf('-') + 1)]
    return { _rev: `${start + 1}-ff`, _revisions: { start: start + 1, ids: ['ff', hash] } }
  },
  elsewhere: () => Promise.resolve({ _rev: '1-ff' }),
  ahead: () => Promise.resolve({ _rev: '5000-ff' }),
  'out of reach': () => Promise.resolve({ _rev: '999999999-ff' })
} as const
