import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listToldDates } from '#domain/notices/series-notice.ts'
import type { GateRow } from '#server/gate/gate-contract.ts'
import { createFailingDatabases } from '../support/failing-databases.ts'
import { findCopyViolations, findViolations } from '../support/gate-invariants.ts'
import {
  bookingIdOf,
  claimDoc,
  createGateWorld,
  dayMs,
  type GateWorld,
  listBookings,
  listDocs,
  listNotices,
  pencilDoc,
  pushCall,
  readCall,
  requestIdOf,
  slotDoc,
  worldStart
} from '../support/gate-world.ts'

const [coach, otherCoach, ada, bob] = ['coach001', 'coach002', 'student1', 'student2'] as const
const seriesId = 'ada0'.repeat(8)
const bobsId = 'b0b0'.repeat(8)
const weekMs = 7 * dayMs
const first = worldStart + 2 * dayMs
const positions = Array.from({ length: 12 }, (_, position) => position)
const startOf = (position: number) => first + position * weekMs

let world: GateWorld
beforeEach(async () => {
  world = await createGateWorld()
  await prepare(world)
})
afterEach(async () => {
  await world.gate.idle()
  expect(await findViolations(world.databases)).toEqual([])
  expect(await findCopyViolations(world.databases)).toEqual([])
  await world.stop()
})

/** Two coaches with a slot a week, and two students. */
async function prepare(prepared: GateWorld): Promise<void> {
  for (const person of [coach, otherCoach]) {
    await prepared.addPerson(person, 'coach')
    await prepared.setPolicy(person, { horizonDays: 365 })
    await prepared.push(
      person,
      'slots',
      positions.map(position => slotDoc(person, startOf(position)))
    )
  }
  for (const person of [ada, bob]) await prepared.addPerson(person, 'student')
}

interface Asked {
  readonly places?: readonly number[]
  readonly id?: string
  readonly of?: string
  /** Tells booking ids of one student from those of another. */
  readonly number?: number
}

function listClaims({ places = positions, id = seriesId, of = coach, number = 100 }: Asked = {}, at = world) {
  return places.map(position =>
    claimDoc(of, startOf(position), bookingIdOf(number + position), at.now, { series: { id, position } })
  )
}

const claim = (student: string, asked?: Asked) => world.push(student, 'slots', listClaims(asked))
const verdictsOf = (rows: readonly GateRow[]) => rows.map(row => ('ok' in row ? 'ok' : row.message))

describe('a series that a student asks for', () => {
  it('SR2 SR3 is booked date by date; journal and copies have the places, and no slot says anything of it', async () => {
    expect(verdictsOf(await claim(ada))).toEqual(positions.map(() => 'ok'))

    const bookings = await listBookings(world.databases)
    expect(bookings.map(({ series }) => series?.position).toSorted((a = 0, b = 0) => a - b)).toEqual(positions)
    for (const { id } of bookings) {
      for (const person of [coach, ada]) {
        expect((await readCall(world.databases, person, id))?.series).toMatchObject({ id: seriesId })
      }
    }
    const slots = JSON.stringify(await listDocs(world.databases, 'slots'))
    expect(slots).not.toContain(seriesId)
    expect(slots).not.toContain('series')
    expect(await listNotices(world.databases, ada)).toEqual([])
  })

  it('SR2 SR5 of which some dates are taken is told by one notice, whatever the order of the verdicts', async () => {
    await claim(bob, { places: [0, 4, 11], id: bobsId, number: 300 })
    const rows = await claim(ada)
    expect(verdictsOf(rows)).toEqual(positions.map(position => ([0, 4, 11].includes(position) ? 'slot-taken' : 'ok')))

    const notices = await listNotices(world.databases, ada)
    expect(notices.map(({ topic }) => topic)).toEqual(['claim-lost'])
    const dates = notices.flatMap(listToldDates)
    expect(dates.map(({ startsAt }) => startsAt)).toEqual(positions.map(startOf))
    expect(dates.flatMap(({ reason }, position) => (reason === undefined ? [] : [position]))).toEqual([0, 4, 11])
    expect(await listNotices(world.databases, bob)).toEqual([])
  })

  it('SR5 that is sent again, or whose session is changed, is told of no differently', async () => {
    await claim(bob, { places: [0], id: bobsId, number: 300 })
    await claim(ada, { places: [0, 1, 2] })
    const before = await listNotices(world.databases, ada)
    await claim(ada, { places: [0, 1, 2] })
    const cancel = { kind: 'cancel', requestId: requestIdOf(1), reason: 'ill', reopenSlot: true } as const
    await pushCall(world, ada, bookingIdOf(101), { request: cancel })
    expect(await listNotices(world.databases, ada)).toEqual(before)
  })

  it('SR5 a notice that was put aside comes back with a further date', async () => {
    await claim(bob, { places: [0, 1], id: bobsId, number: 300 })
    await claim(ada, { places: [0] })
    const [notice] = await listDocs(world.databases, `calls-${ada}`).then(docs =>
      docs.filter(({ _id }) => _id.startsWith('notice:'))
    )
    if (notice === undefined) throw new Error('nothing was told')
    await world.push(ada, `calls-${ada}`, [{ ...notice, dismissed: true }])
    await claim(ada, { places: [2] })
    expect((await listNotices(world.databases, ada)).map(({ dismissed }) => dismissed)).toEqual([true])
    await claim(ada, { places: [1] })
    expect((await listNotices(world.databases, ada)).map(({ dismissed }) => dismissed)).toEqual([false])
  })

  it('SR5 the projector makes the same notice again where it is lost', async () => {
    await claim(bob, { places: [3], id: bobsId, number: 300 })
    await claim(ada)
    const before = await listNotices(world.databases, ada)
    const store = await world.databases.open(`calls-${ada}`)
    const lost = (await listDocs(world.databases, `calls-${ada}`)).filter(({ _id }) => _id.startsWith('notice:'))
    await store.write(
      lost.map(({ _id, _rev }) => ({ _id, _rev, _deleted: true })),
      { newEdits: true }
    )
    await world.gate.makeCopiesAgain(ada)
    expect(await listNotices(world.databases, ada)).toEqual(before)
  })

  it('SR2 two students who want the same weeks at the same time get each date once', async () => {
    const [of, other] = await Promise.all([claim(ada), claim(bob, { id: bobsId, number: 300 })])
    for (const [position, row] of of.entries()) {
      expect([row, other[position]].filter(one => one !== undefined && 'ok' in one)).toHaveLength(1)
    }
    const told = await Promise.all([ada, bob].map(person => listNotices(world.databases, person)))
    expect(told.flat().length).toBeLessThanOrEqual(2)
    const lost = told.flatMap(notices => notices.flatMap(listToldDates)).filter(({ reason }) => reason !== undefined)
    expect(lost).toHaveLength(12)
  })

  it('SR2 BK16 BK21 quotas count its dates', async () => {
    await world.setPolicy(otherCoach, { horizonDays: 365, dailyCap: 1 })
    const rows = await claim(ada, { of: otherCoach })
    expect(verdictsOf(rows)).toEqual(positions.map(() => 'ok'))
    // Each of them is one of the student's sessions ahead, and one that the day's cap counts.
    const again = await claim(bob, { of: otherCoach, id: bobsId, number: 300 })
    expect(new Set(verdictsOf(again))).toEqual(new Set(['slot-taken']))
    expect(world.index.listStudentBookings(ada, { startsAt: world.now, endsAt: Infinity })).toHaveLength(12)
  })
})

describe('what somebody may make of a series', () => {
  it('SR4 no more than a place each, however many are sent', async () => {
    await claim(ada, { places: [0, 1] })
    // Ten thousand places that are taken: each refused, and nothing remembered.
    const flood = Array.from({ length: 10_000 }, (_, n) =>
      claimDoc(coach, startOf(2 + (n % 10)), bookingIdOf(5_000 + n), world.now, {
        series: { id: seriesId, position: n % 2 }
      })
    )
    const verdicts = new Set<string>()
    for (let at = 0; at < flood.length; at += 1_000) {
      for (const verdict of verdictsOf(await world.push(ada, 'slots', flood.slice(at, at + 1_000))))
        verdicts.add(verdict)
    }
    expect([...verdicts]).toEqual(['series-place-taken'])
    expect(await listBookings(world.databases)).toHaveLength(2)
  })

  it.each([-1, 12, 1.5, '0', null])('SR4 a place %j is malformed, and its neighbours are judged', async position => {
    const [good] = listClaims({ places: [1] })
    const bad = claimDoc(coach, startOf(0), bookingIdOf(1), world.now, { series: { id: seriesId, position } })
    if (good === undefined) throw new Error('no claim')
    expect(verdictsOf(await world.push(ada, 'slots', [bad, good]))).toEqual(['malformed', 'ok'])
  })

  it('SR4 an id of somebody else’s series joins nothing, and nobody hears of it', async () => {
    await claim(ada, { places: [0, 1] })
    await claim(bob, { places: [1, 2], number: 300 })
    const [notice, ...others] = await listNotices(world.databases, bob)
    expect(others).toEqual([])
    expect(notice === undefined ? [] : listToldDates(notice).map(({ bookingId }) => bookingId)).toEqual([
      bookingIdOf(301),
      bookingIdOf(302)
    ])
    expect(await listNotices(world.databases, ada)).toEqual([])
  })

  it('SR4 one id with two coaches is two series', async () => {
    await claim(bob, { places: [0], id: bobsId, number: 300 })
    const rows = [
      ...(await claim(ada, { places: [0, 1] })),
      ...(await claim(ada, { places: [0], of: otherCoach, number: 200 }))
    ]
    expect(verdictsOf(rows)).toEqual(['slot-taken', 'ok', 'ok'])
    const [notice, ...others] = await listNotices(world.databases, ada)
    expect(others).toEqual([])
    expect(notice === undefined ? [] : listToldDates(notice)).toHaveLength(2)
  })

  it('SR3 a coach’s slot keeps nothing of a series, whatever is pushed and by which road', async () => {
    const place = { series: { id: seriesId, position: 3 } }
    const at = first + 3 * dayMs
    await world.push(coach, 'slots', [slotDoc(coach, at, place)])
    await world.push(coach, 'slots', [slotDoc(coach, at + dayMs, { ...place, status: 'declined' })])
    const hash = createHash('md5').update(seriesId).digest('hex')
    const replica = slotDoc(coach, at + 2 * dayMs, {
      ...place,
      _rev: `1-${hash}`,
      _revisions: { start: 1, ids: [hash] }
    })
    await world.push(coach, 'slots', [replica], false)
    const [claimed] = listClaims({ places: [5] })
    await world.push(
      ada,
      'slots',
      [{ ...claimed, _rev: `1-${hash}`, _revisions: { start: 1, ids: [hash] } } as never],
      false
    )
    expect(await listBookings(world.databases)).toHaveLength(1)
    expect(JSON.stringify(await listDocs(world.databases, 'slots'))).not.toContain(seriesId)
  })

  it('SR3 nobody changes the place of a session afterwards', async () => {
    await claim(ada, { places: [0, 1] })
    for (const person of [ada, coach]) {
      const row = await pushCall(world, person, bookingIdOf(100), { series: { id: bobsId, position: 7 } })
      expect(row).toMatchObject({ ok: true })
      expect((await readCall(world.databases, person, bookingIdOf(100)))?.series).toEqual({ id: seriesId, position: 0 })
    }
  })
})

describe('a series that a coach pencils', () => {
  const pencil = (places: readonly number[]) =>
    world.push(
      coach,
      `calls-${coach}`,
      places.map(position =>
        pencilDoc(coach, startOf(position), ada, bookingIdOf(500 + position), { series: { id: seriesId, position } })
      )
    )

  it('SR5 SR6 is told to the student by one notice of what was added, to the coach by one of what was not', async () => {
    await claim(ada, { places: [0], id: bobsId, number: 700 })
    await claim(bob, { places: [2], id: bobsId, number: 300 })
    // A slot that was not there is made before.
    const extra = first + 12 * weekMs
    expect(verdictsOf(await world.push(coach, 'slots', [slotDoc(coach, extra)]))).toEqual(['ok'])
    expect(verdictsOf(await pencil([1, 2, 3]))).toEqual(['ok', 'slot-taken', 'ok'])

    const [added, ...more] = await listNotices(world.databases, ada)
    expect(more).toEqual([])
    expect(added?.topic).toBe('session-added')
    expect((added === undefined ? [] : listToldDates(added)).map(({ startsAt }) => startsAt)).toEqual([
      startOf(1),
      startOf(3)
    ])
    const [lost, ...others] = await listNotices(world.databases, coach)
    expect(others).toEqual([])
    expect(lost?.topic).toBe('pencil-lost')
    expect((lost === undefined ? [] : listToldDates(lost)).map(({ reason }) => reason)).toEqual([
      undefined,
      'slot-taken',
      undefined
    ])
    expect((await readCall(world.databases, ada, bookingIdOf(501)))?.series).toEqual({ id: seriesId, position: 1 })
  })

  it('SR4 has places of its own beside those that its student asked for under the same id', async () => {
    await claim(ada, { places: [0] })
    expect(verdictsOf(await pencil([0, 1]))).toEqual(['already-yours', 'ok'])
    expect(await listNotices(world.databases, coach)).toEqual([])
  })
})

describe('a series that is interrupted', () => {
  it('SR2 leaves whole dates, with the notice that is true of them; sent again it gets the rest', async () => {
    for (let failAt = 0; ; failAt += 1) {
      const broken = await createGateWorld()
      await prepare(broken)
      await broken.push(bob, 'slots', listClaims({ places: [0, 2], id: bobsId, number: 300 }, broken))
      const failing = createFailingDatabases(broken.databases, failAt, 'crash')
      await broken.restart({ databases: failing })
      const asked = listClaims({ places: [0, 1, 2, 3] }, broken)
      await broken.push(ada, 'slots', asked).catch(() => undefined)
      const wasHit = failing.hasFailed()
      await broken.restart()
      await broken.gate.idle()
      expect(await findViolations(broken.databases)).toEqual([])
      expect(await findCopyViolations(broken.databases)).toEqual([])
      const there = (await listBookings(broken.databases)).filter(({ studentId }) => studentId === ada)
      const told = (await listNotices(broken.databases, ada)).flatMap(listToldDates)
      // The first date is lost: as soon as anything is stored there is the notice, of all of it.
      expect(told.map(({ bookingId }) => bookingId)).toEqual(there.map(({ id }) => id).toSorted())

      expect(verdictsOf(await broken.push(ada, 'slots', asked))).toEqual(['slot-taken', 'ok', 'slot-taken', 'ok'])
      const [notice, ...others] = await listNotices(broken.databases, ada)
      expect(others).toEqual([])
      expect(notice === undefined ? [] : listToldDates(notice)).toHaveLength(4)
      await broken.stop()
      if (!wasHit) {
        expect(failAt).toBeGreaterThan(3)
        return
      }
    }
  })
})
