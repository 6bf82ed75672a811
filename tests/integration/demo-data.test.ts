import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { listActions } from '#domain/actions/list-actions.ts'
import { bookingSchema } from '#domain/model/booking.ts'
import { type SessionCopy, sessionCopySchema } from '#domain/model/session-copy.ts'
import { coachProfileSchema } from '#domain/model/coach-profile.ts'
import { type Notice, noticeSchema } from '#domain/model/notice.ts'
import { type OfferedMonth, offeredMonthSchema } from '#domain/model/offered.ts'
import { slotSchema } from '#domain/model/slot.ts'
import { fromWire } from '#domain/model/wire.ts'
import { demoPassword, demoPeople } from '#server/demo/people.ts'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

const now = Date.UTC(2026, 10, 18, 10, 7, 13)

let host: TestServer

beforeAll(async () => {
  host = await startTestServer({ createBookingsEngine, settings: { demo: true }, clock: { now } })
})

afterAll(() => host.remove())

const readAll = async (database: string) => {
  const store = await host.server.databases.open(database)
  const documents: Readonly<Record<string, unknown>>[] = []
  for await (const document of store.all()) documents.push(fromWire(document))
  return documents
}

const readCopies = async (name: string) => {
  const documents = await readAll(`calls-${host.server.directory.findByName(name)!.id}`)
  const calls: SessionCopy[] = []
  const notices: Notice[] = []
  const offered: OfferedMonth[] = []
  for (const document of documents) {
    if (document['kind'] === 'call') calls.push(sessionCopySchema.parse(document))
    else if (document['kind'] === 'offered') offered.push(offeredMonthSchema.parse(document))
    else notices.push(noticeSchema.parse(document))
  }
  return { calls, notices, offered }
}

describe('the demo data', () => {
  it('IN7 has what its coaches offered in the weeks of the story, some of it booked', async () => {
    const { offered } = await readCopies('mara')
    const starts = offered.flatMap(({ booked, open }) => [...booked, ...open])
    expect(offered.some(({ booked }) => booked.length > 0)).toBe(true)
    expect(offered.some(({ open }) => open.length > 0)).toBe(true)
    expect(Math.max(...starts)).toBeLessThanOrEqual(host.clock.now)
  })

  it('consists of documents that the domain knows', async () => {
    for (const profile of await readAll('users')) coachProfileSchema.parse(profile)
    for (const slot of await readAll('slots')) slotSchema.parse(slot)
    for (const booking of await readAll('bookings')) bookingSchema.parse(booking)
    for (const { name } of demoPeople) expect((await readCopies(name)).calls.length).toBeGreaterThan(3)
  })

  it('lets everybody sign in', async () => {
    for (const { name } of demoPeople) {
      const answer = await fetch(`${host.url}/_session`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ name, password: demoPassword })
      })
      expect([name, answer.status]).toEqual([name, 200])
    }
  })

  it('has sessions behind with scores, notes and reviews, some that await feedback, and sessions ahead', async () => {
    const { calls } = await readCopies('mara')
    const past = calls.filter(({ endsAt }) => endsAt < now)
    expect(past.filter(({ satisfaction, notes }) => satisfaction !== undefined && notes !== undefined)).toHaveLength(4)
    expect(past.filter(({ otherReview }) => otherReview !== undefined)).toHaveLength(3)
    expect(past.map(({ status }) => status).toSorted()).toEqual(
      ['cancelled', 'completed', 'completed', 'completed', 'completed', 'confirmed', 'no-show'].toSorted()
    )
    expect(calls.filter(({ startsAt, status }) => startsAt > now && status === 'confirmed')).toHaveLength(3)
  })

  it('has summaries and actions on both sides, each with whose they are, some of them ticked', async () => {
    const { calls: aiko } = await readCopies('aiko')
    const listed = aiko.flatMap(listActions)
    expect(listed.map(({ owner, text, state }) => `${owner}: ${text} (${state})`).toSorted()).toEqual([
      'student: Bring a thick pen (done)',
      'student: One case a day, ten minutes, aloud (open)'
    ])
    expect(aiko.filter(({ shared }) => shared?.summary !== undefined)).toHaveLength(1)
    const mara = (await readCopies('mara')).calls.flatMap(listActions)
    expect(mara.filter(({ owner }) => owner === 'coach').map(({ text }) => text)).toEqual([
      'List the five questions he is afraid of'
    ])
    expect(mara.filter(({ owner, state }) => owner === 'student' && state === 'done')).toHaveLength(4)
  })

  it('has open slots of every coach for more than the next week', async () => {
    const slots = (await readAll('slots')).map(slot => slotSchema.parse(slot))
    for (const { name } of demoPeople.filter(({ role }) => role === 'coach')) {
      const { id } = host.server.directory.findByName(name)!
      const open = slots.filter(
        ({ coachId, status, startsAt }) => coachId === id && status === 'open' && startsAt > now
      )
      expect(open.length).toBeGreaterThan(5)
      expect(Math.max(...open.map(({ startsAt }) => startsAt))).toBeGreaterThan(now + 8 * 86_400_000)
    }
  })

  it('tells the one who came second', async () => {
    const { notices } = await readCopies('aiko')
    expect(notices.map(({ topic, reason }) => [topic, reason])).toContainEqual(['claim-lost', 'slot-taken'])
  })

  it('holds phone numbers nowhere but in accounts and in the copies of the two parties', async () => {
    const shared = JSON.stringify(await Promise.all(['users', 'slots', 'bookings'].map(readAll)))
    for (const { phone } of demoPeople) expect(shared).not.toContain(phone)
  })

  it('stays as it is when the server starts again', async () => {
    const sequences = async () => {
      const names = await host.server.databases.list()
      const stores = await Promise.all(names.map(name => host.server.databases.open(name)))
      return Promise.all(stores.map(async store => [store.name, (await store.info()).updateSeq]))
    }
    const before = await sequences()
    host = await host.restart()
    await host.server.bookings.idle()
    expect(await sequences()).toEqual(before)
  })
})
