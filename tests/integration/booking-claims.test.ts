import { afterEach, beforeEach, expect, it } from 'vitest'
import { defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import { createCallsName } from '#domain/rules/access.ts'
import type { GateRow } from '#server/gate/gate-contract.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  hourMs,
  listBookings,
  listDocs,
  listNotices,
  listSlots,
  readBooking,
  readCall,
  readRev,
  readSlot,
  requestIdOf,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const coach = 'coach001'
const otherCoach = 'coach002'
const ada = 'student1'
const bob = 'student2'
const at = worldStart + dayMs

let world: GateWorld

beforeEach(async () => {
  world = await createGateWorld()
  await world.addPerson(coach, 'coach')
  await world.addPerson(otherCoach, 'coach')
  await world.addPerson(ada, 'student')
  await world.addPerson(bob, 'student')
})
afterEach(() => world.stop())

async function open(coachId = coach, startsAt = at): Promise<GateRow | undefined> {
  return (await world.push(coachId, 'slots', [slotDoc(coachId, startsAt)]))[0]
}

async function claim(student: string, number: number, coachId = coach, startsAt = at): Promise<GateRow | undefined> {
  return (await world.push(student, 'slots', [claimDoc(coachId, startsAt, bookingIdOf(number), world.now)]))[0]
}

it('BK1 grants the first claim: slot, journal and both copies with phones say so', async () => {
  await open()

  const row = await claim(ada, 1)

  const slot = await readSlot(world.databases, `${coach}:${at}`)
  expect(slot).toMatchObject({ status: 'booked', bookingId: bookingIdOf(1) })
  expect(row).toEqual({ ok: true, id: slot?.id, rev: slot?.rev, adjusted: true })
  expect(await readBooking(world.databases, bookingIdOf(1))).toMatchObject({ state: 'confirmed', studentId: ada })
  await world.gate.idle()
  expect(await readCall(world.databases, ada, bookingIdOf(1))).toMatchObject({
    otherId: coach,
    otherPhone: '+31620000000'
  })
  expect(await readCall(world.databases, coach, bookingIdOf(1))).toMatchObject({
    otherId: ada,
    otherPhone: '+31620000002'
  })
})

it('BK2 BK15 NT1 declines the second claim, remembers it and tells its student alone', async () => {
  await open()
  await claim(ada, 1)

  const row = await claim(bob, 2)

  expect(row).toMatchObject({ error: true, name: 'forbidden', status: 403, message: 'slot-taken' })
  expect(await readBooking(world.databases, bookingIdOf(2))).toMatchObject({ state: 'declined' })
  await world.gate.idle()
  expect(await listNotices(world.databases, bob)).toMatchObject([{ topic: 'claim-lost', reason: 'slot-taken' }])
  expect(await listNotices(world.databases, ada)).toEqual([])
  expect(await listNotices(world.databases, coach)).toEqual([])
})

it('BK2 grants exactly one of 100 claims that arrive at once, and 99 students are told', async () => {
  await open()
  const students = Array.from({ length: 100 }, (_, n) => `racer${String(n).padStart(4, '0')}`)
  for (const student of students) await world.addPerson(student, 'student')

  const rows = await Promise.all(students.map((student, n) => claim(student, n)))

  expect(rows.filter(row => row !== undefined && 'ok' in row)).toHaveLength(1)
  expect(rows.filter(row => row !== undefined && 'error' in row && row.message === 'slot-taken')).toHaveLength(99)
  const journal = await listBookings(world.databases)
  expect(journal).toHaveLength(100)
  expect(journal.filter(booking => booking.state === 'confirmed')).toHaveLength(1)
  await world.gate.idle()
  const notices = await Promise.all(students.map(student => listNotices(world.databases, student)))
  expect(notices.filter(list => list.length === 1)).toHaveLength(99)
  expect(notices.flat().every(notice => notice.topic === 'claim-lost')).toBe(true)
})

it('BK3 judges a claim by the slot as it is, whatever revision it names', async () => {
  await open()
  const [row] = await world.push(ada, 'slots', [
    claimDoc(coach, at, bookingIdOf(1), world.now, { _rev: '7-0123456789abcdef0123456789abcdef' })
  ])
  expect(row).toMatchObject({ ok: true })
})

it('BK4 answers a repeated claim as before, granted or lost', async () => {
  await open()
  await claim(ada, 1)
  await claim(bob, 2)
  const rev = await readRev(world.databases, 'slots', `${coach}:${at}`)

  expect(await claim(ada, 1)).toMatchObject({ ok: true, rev })
  expect(await claim(bob, 2)).toMatchObject({ error: true, message: 'slot-taken' })
  expect(await listBookings(world.databases)).toHaveLength(2)
  expect(await readRev(world.databases, 'slots', `${coach}:${at}`)).toBe(rev)
})

it('BK5 refuses a booking id of another claim, also where both arrive at once', async () => {
  await open()
  await open(otherCoach, at + 4 * hourMs)

  const rows = await Promise.all([claim(ada, 1), claim(bob, 1, otherCoach, at + 4 * hourMs)])

  expect(rows).toMatchObject([{ ok: true }, { error: true, message: 'booking-id-in-use' }])
  expect(await listBookings(world.databases)).toHaveLength(1)
})

it('BK6 tells a student who holds the slot already so, without a notice', async () => {
  await open()
  await claim(ada, 1)

  expect(await claim(ada, 2)).toMatchObject({ error: true, message: 'already-yours' })
  await world.gate.idle()
  expect(await listNotices(world.databases, ada)).toEqual([])
})

it('BK7 lets no coach claim', async () => {
  await open()
  expect(await claim(otherCoach, 1)).toMatchObject({ error: true, message: 'students-only' })
})

it('BK8 declines claims for removed and declined slots', async () => {
  const row = await open()
  await open(coach, at + hourMs)
  const rev = row !== undefined && 'ok' in row ? row.rev : ''
  expect(await claim(ada, 1, coach, at + hourMs)).toMatchObject({ message: 'slot-not-bookable' })
  await world.push(coach, 'slots', [{ _id: `${coach}:${at}`, _rev: rev, _deleted: true }])

  expect(await claim(ada, 2)).toMatchObject({ message: 'slot-gone' })
  expect(await claim(ada, 3, coach, at + 50 * hourMs)).toMatchObject({ message: 'slot-gone' })
})

it('BK9 BK10 BK11 BK12 decline a claim that is late, or too near or too far for the policy', async () => {
  await open()
  const doc = claimDoc(coach, at, bookingIdOf(1), world.now)
  world.now += 16 * 60_000
  expect((await world.push(ada, 'slots', [doc]))[0]).toMatchObject({ message: 'claim-expired' })
  world.now = at - 30 * 60_000
  expect(await claim(ada, 2)).toMatchObject({ message: 'minimum-notice' })
  world.now = at
  expect(await claim(ada, 3)).toMatchObject({ message: 'slot-started' })
  await open(coach, at + 100 * dayMs)
  expect(await claim(ada, 4, coach, at + 100 * dayMs)).toMatchObject({ message: 'beyond-horizon' })
})

it('BK13 declines sessions of one student that overlap, across coaches and in one request', async () => {
  await open()
  await open(otherCoach, at + hourMs)
  await open(otherCoach, at + 3 * hourMs)

  const rows = await world.push(ada, 'slots', [
    claimDoc(coach, at, bookingIdOf(1), world.now),
    claimDoc(otherCoach, at + hourMs, bookingIdOf(2), world.now),
    claimDoc(otherCoach, at + 3 * hourMs, bookingIdOf(3), world.now)
  ])

  expect(rows).toMatchObject([{ ok: true }, { message: 'student-overlap' }, { ok: true }])
})

it('BK14 holds the daily cap in the coach’s zone, and follows a changed policy at once', async () => {
  await world.setPolicy(coach, { dailyCap: 1 })
  await open()
  await open(coach, at + 3 * hourMs)

  expect(await claim(ada, 1)).toMatchObject({ ok: true })
  expect(await claim(bob, 2, coach, at + 3 * hourMs)).toMatchObject({ message: 'daily-cap' })
  await world.setPolicy(coach, { dailyCap: 2 })
  expect(await claim(bob, 3, coach, at + 3 * hourMs)).toMatchObject({ ok: true })
})

it('BK16 remembers 20 lost claims of a student for a slot and refuses the rest, across requests and a restart', async () => {
  await open()
  await claim(ada, 0)
  const tries = (from: number, count: number) =>
    world.push(
      bob,
      'slots',
      Array.from({ length: count }, (_, n) => claimDoc(coach, at, bookingIdOf(from + n), world.now))
    )

  const first = await tries(100, 15)
  await world.restart()
  const second = await tries(200, 15)

  const reasons = [...first, ...second].map(row => ('error' in row ? row.message : 'ok'))
  expect(reasons).toEqual([
    ...Array.from({ length: 20 }, () => 'slot-taken'),
    ...Array.from({ length: 10 }, () => 'too-many-claims')
  ])
  expect(await listBookings(world.databases)).toHaveLength(21)
  // The first ones keep their answer, and another slot is another matter.
  expect(await tries(100, 1)).toMatchObject([{ message: 'slot-taken' }])
  await open(coach, at + 3 * hourMs)
  expect(await claim(bob, 300, coach, at + 3 * hourMs)).toMatchObject({ ok: true })
})

it('BK2 judges two claims for one slot in one batch with what comes after them', async () => {
  await open()
  await open(coach, at + 3 * hourMs)
  const rows = await Promise.all([
    claim(ada, 1),
    claim(bob, 2),
    claim(bob, 3, coach, at + 3 * hourMs),
    open(coach, at + 6 * hourMs)
  ])
  expect(rows).toMatchObject([{ ok: true }, { message: 'slot-taken' }, { ok: true }, { ok: true }])
  expect((await listSlots(world.databases)).map(slot => slot.status)).toEqual(['booked', 'booked', 'open'])
})

it('BK11 judges a claim by the policy that comes before it in one batch', async () => {
  for (const hours of [0, 3, 6]) await open(coach, at + hours * hourMs)
  await open(otherCoach, at + 9 * hourMs)
  await claim(ada, 1, otherCoach, at + 9 * hourMs)
  await claim(bob, 2, coach, at + 6 * hourMs)
  const calls = createCallsName(otherCoach)
  const copy = (await listDocs(world.databases, calls)).find(({ _id }) => _id === bookingIdOf(1))
  const profile = (await listDocs(world.databases, 'users')).find(({ _id }) => _id === coach)
  if (copy === undefined || profile === undefined) throw new Error('a copy or a profile is missing')

  const cancel = { kind: 'cancel', requestId: requestIdOf(1), reason: '', reopenSlot: false }
  const strict = { ...defaultBookingPolicy, minimumNoticeMin: 7 * 24 * 60 }
  // The first holds up the second, which the others join: these three are one batch.
  const rows = await Promise.all([
    world.push(otherCoach, calls, [{ ...copy, request: cancel }]),
    claim(ada, 3),
    world.push(coach, 'users', [{ ...profile, policy: strict }]),
    claim(bob, 4, coach, at + 3 * hourMs)
  ])
  expect(rows).toMatchObject([[{ ok: true }], { ok: true }, [{ ok: true }], { message: 'minimum-notice' }])
})

it('BK23 a message reaches journal, both copies and the notice of the coach, and stands nowhere else', async () => {
  await open()
  const message = 'Could we look at my cover letter?'
  const claims = [ada, bob].map((student, n) =>
    world.push(student, 'slots', [
      claimDoc(coach, at, bookingIdOf(n + 1), world.now, { message: `${message} ${student}` })
    ])
  )
  expect((await Promise.all(claims)).flat()).toMatchObject([{ ok: true }, { message: 'slot-taken' }])
  await world.gate.idle()

  const places = await findText(message)
  const stored = [
    `bookings/${bookingIdOf(1)}`,
    `calls-${coach}/${bookingIdOf(1)}`,
    `calls-${coach}/notice:session-booked:${bookingIdOf(1)}:once`,
    `calls-${ada}/${bookingIdOf(1)}`
  ]
  expect(places).toEqual(stored.toSorted())
  expect(await findText(`${message} ${bob}`)).toEqual([])
})

it('BK23 a replica that brings its own revisions leaves no message in the slot, granted or lost', async () => {
  await open()
  const [rev = ''] = (await listDocs(world.databases, 'slots')).map(doc => doc._rev)
  const push = (student: string, number: number) => {
    const ids = [bookingIdOf(number + 50), rev.slice(2)]
    const doc = claimDoc(coach, at, bookingIdOf(number), world.now, { message: `words of ${student}` })
    return world.push(student, 'slots', [{ ...doc, _rev: `2-${ids[0]}`, _revisions: { start: 2, ids } }], false)
  }
  expect((await push(ada, 1))[0]).toMatchObject({ ok: true })
  expect((await push(bob, 2))[0]).toMatchObject({ message: 'slot-taken' })
  await world.gate.idle()
  expect((await findText('words of')).filter(place => place.startsWith('slots/'))).toEqual([])
  expect(await findText(`words of ${bob}`)).toEqual([])
})

it('BK23 a message that is too long is malformed, alone', async () => {
  await open()
  const long = claimDoc(coach, at, bookingIdOf(1), world.now, { message: 'x'.repeat(501) })
  const short = claimDoc(coach, at, bookingIdOf(2), world.now, { message: 'x'.repeat(500) })
  expect(await world.push(ada, 'slots', [long, short])).toMatchObject([{ message: 'malformed' }, { ok: true }])
})

/** Where a text is stored: `<database>/<id>`. */
async function findText(text: string): Promise<readonly string[]> {
  const names = ['slots', 'users', 'bookings', ...[coach, otherCoach, ada, bob].map(id => `calls-${id}`)]
  const places = await Promise.all(
    names.map(async name =>
      (await listDocs(world.databases, name))
        .filter(doc => JSON.stringify(doc).includes(text))
        .map(({ _id }) => `${name}/${_id}`)
    )
  )
  return places.flat().toSorted()
}
