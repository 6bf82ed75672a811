import { afterEach, beforeEach, expect, it } from 'vitest'
import { createCallsName } from '#domain/rules/access.ts'
import type { TestServer } from '../support/test-server.ts'
import {
  claimDocument,
  type Client,
  createClients,
  createDevice,
  type Device,
  hourMs,
  idOf,
  isSynced,
  minuteMs,
  pushAs,
  slotDocument,
  soon,
  startServer
} from './replication-fixture.ts'

let server: TestServer
let coachId: string
const clients = createClients()
const bookingId = idOf('the session')

beforeEach(async () => {
  server = await startServer()
  coachId = await server.addAccount('cara', 'coach')
  await server.addAccount('sam', 'student')
  await pushAs(server, 'cara', 'slots', [slotDocument(coachId, soon)])
  await pushAs(server, 'sam', 'slots', [claimDocument(server, coachId, soon, bookingId)])
})
afterEach(async () => {
  await clients.stopAll()
  await server.remove()
})

async function open(name?: string, device: Device = createDevice(server)): Promise<Client> {
  const client = await clients.open(device, name)
  await client.until(state => state.calls.length === 1)
  return client
}

const startSession = (): void => {
  server.clock.now = soon + hourMs
}

it('a wrap-up written offline reaches the second device of the coach', async () => {
  const laptop = createDevice(server)
  const first = await open('cara', laptop)
  await first.until(isSynced)
  expect(await first.state.wrapUp(bookingId, { outcome: 'completed', satisfaction: 4 })).toMatchObject({
    refusal: 'not-started'
  })
  startSession()
  laptop.network.cut()
  await first.until(({ sync }) => sync.kind === 'offline')
  await first.state.saveDraft({ form: 'wrap-up', subjectId: bookingId, values: { notes: 'begun', followUps: [] } })
  const followUps = [{ text: 'read chapter 2', done: false }]
  expect(
    await first.state.wrapUp(bookingId, { outcome: 'completed', satisfaction: 4, notes: 'Went *well*', followUps })
  ).toMatchObject({ ok: true })
  const waiting = await first.until(({ sync }) => sync.kind === 'offline' && sync.waiting === 1)
  expect(waiting.calls).toMatchObject([{ status: 'confirmed', satisfaction: 4 }])
  expect(waiting.syncByRecord.get(bookingId)).toBe('saved-here')
  laptop.network.restore()
  first.wake()
  await first.until(state => isSynced(state) && state.calls[0]?.status === 'completed' && state.syncByRecord.size === 0)
  const second = await open('cara')
  await second.until(isSynced)
  expect(second.state.calls).toMatchObject([
    { status: 'completed', satisfaction: 4, notes: 'Went *well*', followUps, otherPhone: '+41446681800' }
  ])
})

it('MG6 notes written on two devices are both kept, the newest first, on both', async () => {
  const [deviceA, deviceB] = [createDevice(server), createDevice(server)]
  const [a, b] = [await open('cara', deviceA), await open('cara', deviceB)]
  await Promise.all([a.until(isSynced), b.until(isSynced)])
  startSession()
  for (const client of [a, b]) {
    client.device.network.cut()
    await client.until(({ sync }) => sync.kind === 'offline')
  }
  await a.state.wrapUp(bookingId, { outcome: 'completed', satisfaction: 5, notes: 'from A' })
  server.clock.now += minuteMs
  await b.state.wrapUp(bookingId, { outcome: 'completed', satisfaction: 3, notes: 'from B' })
  for (const client of [b, a]) {
    client.device.network.restore()
    client.wake()
    await client.until(state => isSynced(state) && state.calls[0]?.status === 'completed')
  }
  const isMerged = (client: Client) =>
    client.until(state => isSynced(state) && /from B[^]*from A/.test(state.calls[0]?.notes ?? ''))
  await Promise.all([isMerged(a), isMerged(b)])
  expect(a.state.calls[0]).toMatchObject({ satisfaction: 3 })
  expect(b.state.calls[0]?.notes).toBe(a.state.calls[0]?.notes)
  expect(a.state.notices).toMatchObject([
    { topic: 'words-merged', mine: JSON.stringify({ satisfaction: 5, notes: 'from A' }) }
  ])
})

it('MG6 what another device recorded while a wrap-up was typed is kept beside it, also where a draft was begun long before', async () => {
  const [a, b] = [await open('cara'), await open('cara')]
  await Promise.all([a.until(isSynced), b.until(isSynced)])
  startSession()
  await a.state.saveDraft({
    form: 'wrap-up',
    subjectId: bookingId,
    values: { notes: 'begun on A', followUps: [] },
    base: {}
  })
  await b.state.wrapUp(bookingId, { outcome: 'completed', satisfaction: 3, notes: 'from B' }, {})
  const { drafts } = await a.until(state => isSynced(state) && state.calls[0]?.notes === 'from B')
  expect(drafts).toMatchObject([{ values: { notes: 'begun on A' }, base: {} }])
  server.clock.now += minuteMs
  const typed = { outcome: 'completed', satisfaction: 5, notes: 'begun on A, and ended', followUps: [] } as const
  expect(await a.state.wrapUp(bookingId, typed, {})).toMatchObject({ ok: true })
  for (const client of [a, b]) {
    await client.until(state => isSynced(state) && /and ended[^]*from B/.test(state.calls[0]?.notes ?? ''))
    expect(client.state.calls[0]).toMatchObject({ satisfaction: 5 })
  }
  expect(a.state.notices).toMatchObject([{ topic: 'words-merged' }])
  expect(a.state.notices[0]?.mine).toContain('"satisfaction":3')

  // What was on screen when the typing began is changed, not joined.
  const { satisfaction, notes, followUps } = a.state.calls[0] ?? {}
  await a.state.wrapUp(bookingId, { ...typed, notes: 'all anew' }, { satisfaction, notes, followUps })
  await b.until(state => isSynced(state) && state.calls[0]?.notes === 'all anew')
})

it('MG6 a review that another device wrote while this one was typed is kept beside it', async () => {
  const [a, b] = [await open('sam'), await open('sam')]
  await Promise.all([a.until(isSynced), b.until(isSynced)])
  startSession()
  // A dialog opens on A with nothing said yet; meanwhile B reviews.
  const base = { review: a.state.calls[0]?.review }
  await b.state.saveReview(bookingId, { score: 3, text: 'from B' }, { review: undefined })
  await a.until(state => isSynced(state) && state.calls[0]?.review?.text === 'from B')
  server.clock.now += minuteMs
  expect(await a.state.saveReview(bookingId, { score: 5, text: 'from A' }, base)).toMatchObject({ ok: true })
  for (const client of [a, b]) {
    await client.until(state => isSynced(state) && /from A[^]*from B/.test(state.calls[0]?.review?.text ?? ''))
    expect(client.state.calls[0]?.review?.score).toBe(5)
  }
  expect(a.state.notices).toMatchObject([{ topic: 'words-merged' }])
  expect(a.state.notices[0]?.mine).toContain('"score":3')

  // What was on screen when the typing began is changed, not joined.
  await a.state.saveReview(bookingId, { score: 4, text: 'all anew' }, { review: a.state.calls[0]?.review })
  await b.until(state => isSynced(state) && state.calls[0]?.review?.text === 'all anew')
})

it('MG11 what another device saved of the public page while this was typed is kept: fields apart, one field in the inbox', async () => {
  const [a, b] = [await open('cara'), await open('cara')]
  await Promise.all([a, b].map(client => client.until(state => isSynced(state) && state.coaches.length === 1)))
  const [known] = a.state.coaches
  if (known === undefined) throw new Error('no profile')
  const { id: _, ...base } = known
  await b.state.saveProfile({ ...base, headline: 'from B', bio: 'bio from B' }, base)
  await a.until(state => isSynced(state) && state.coaches[0]?.headline === 'from B')
  expect(await a.state.saveProfile({ ...base, headline: 'from A' }, base)).toMatchObject({ ok: true })
  for (const client of [a, b]) {
    await client.until(state => isSynced(state) && state.coaches[0]?.headline === 'from A')
    expect(client.state.coaches).toMatchObject([{ bio: 'bio from B' }])
  }
  expect(a.state.notices).toMatchObject([{ topic: 'words-merged', mine: JSON.stringify({ headline: 'from B' }) }])
})

it('AV1 JN8 saving the public page, and taking that back, leaves the weekly hours as they are', async () => {
  const coach = await open('cara')
  await coach.until(state => isSynced(state) && state.coaches.length === 1)
  const { id: _, ...base } = coach.state.coaches[0] ?? { id: '' }
  const page = base as Parameters<typeof coach.state.saveProfile>[0]
  const hours = { weekly: [{ weekday: 1, starts: [540] }], weeksAhead: 2, gapMin: 15 }
  expect(await coach.state.saveHours(hours)).toMatchObject({ ok: true })
  await coach.until(isSynced)
  const { availability, gapMin } = coach.state.coaches[0] ?? {}
  expect(gapMin).toBe(15)
  // As the form of the settings says it: with the fields of the page alone, over what it opened with.
  expect(await coach.state.saveProfile({ ...page, headline: 'Listens' }, page)).toMatchObject({ ok: true })
  await coach.until(state => isSynced(state) && state.journal[0]?.outcome === 'confirmed')
  expect(coach.state.coaches).toMatchObject([{ headline: 'Listens', availability, gapMin }])
  // A start that was taken away meanwhile is in the hours, and no reason against the undo.
  const [slot] = coach.state.slots.filter(({ status }) => status === 'open')
  expect(await coach.state.removeSlot(slot?.id ?? '')).toMatchObject({ ok: true })
  await coach.until(state => isSynced(state) && state.coaches[0]?.availability?.skips.length === 1)
  const saved = coach.state.journal.find(({ kind }) => kind === 'profile-saved')
  expect(await coach.state.undo(saved?.id)).toMatchObject({ ok: true })
  await coach.until(state => isSynced(state) && state.coaches[0]?.headline === page.headline)
  expect(coach.state.coaches).toMatchObject([{ gapMin, availability: { weekly: availability?.weekly } }])
})

it('BL1 HM2 a part of the public page that is saved by itself leaves the rest of it as it is', async () => {
  const coach = await open('cara')
  await coach.until(state => isSynced(state) && state.coaches.length === 1)
  const { id: _, ...first } = coach.state.coaches[0] ?? { id: '' }
  const page = first as Parameters<typeof coach.state.saveProfile>[0]
  const rest = { whoMayBook: 'my-students', meetingLine: 'By phone' } as const
  expect(await coach.state.saveProfile({ ...page, ...rest }, page)).toMatchObject({ ok: true })
  await coach.until(state => isSynced(state) && state.coaches[0]?.meetingLine === 'By phone')
  const { displayName, headline, bio, zone, policy } = page
  const named = { displayName, headline, bio, zone, policy }
  for (const base of [{ ...page, ...rest }, named, undefined]) {
    expect(await coach.state.saveProfile({ ...named, bio: `${bio}.` }, base)).toMatchObject({ ok: true })
    await coach.until(isSynced)
    expect(coach.state.coaches).toMatchObject([{ bio: `${bio}.`, ...rest }])
  }
  expect(coach.state.notices).toEqual([])
})

it('FB2 words that the server refuses go to the inbox and are not sent again', async () => {
  const device = createDevice(server)
  const coach = await open('cara', device)
  await coach.until(isSynced)
  device.network.cut()
  await coach.until(({ sync }) => sync.kind === 'offline')
  // A clock that went wrong while nobody could tell: here the session seems to have begun.
  device.clockSkewMs = soon + hourMs - server.clock.now
  await coach.state.wrapUp(bookingId, { outcome: 'completed', satisfaction: 2, notes: 'too early' })
  device.network.restore()
  coach.wake()
  const state = await coach.until(found => isSynced(found) && found.notices.length === 1)
  expect(state.notices[0]).toMatchObject({ topic: 'write-refused', reason: 'not-started', bookingId })
  expect(state.notices[0]?.mine).toContain('too early')
  expect(state.calls[0]).not.toHaveProperty('notes')
  expect(state.calls[0]).not.toHaveProperty('request')
  expect(device.network.requests.filter(line => /calls.*_bulk_docs/.test(line))).toHaveLength(1)
})

it('SE1 a cancellation waits as a request, frees the slot, and tells the other party', async () => {
  const sam = await open('sam')
  await sam.until(isSynced)
  await sam.state.cancelSession(bookingId, { reason: 'ill', reopenSlot: true })
  expect(sam.state.calls[0]?.status).toBe('confirmed')
  expect(await sam.state.cancelSession(bookingId, { reason: 'ill', reopenSlot: true })).toMatchObject({
    refusal: 'already-cancelled'
  })
  const coach = await open('cara')
  const state = await coach.until(found => found.calls[0]?.status === 'cancelled' && found.notices.length === 1)
  expect(state.calls[0]?.cancellation).toMatchObject({ by: 'student', reason: 'ill', late: false })
  expect(state.notices[0]).toMatchObject({ topic: 'session-cancelled' })
  await coach.until(({ slots }) => slots[0]?.status === 'open')
  await sam.until(found => isSynced(found) && found.syncByRecord.size === 0)
})

it('SE1 after the cut-off a student is told why before anything is sent', async () => {
  const sam = await open('sam')
  await sam.until(state => isSynced(state) && state.coaches.length === 1)
  server.clock.now = soon - hourMs
  expect(await sam.state.cancelSession(bookingId, { reason: '', reopenSlot: true })).toMatchObject({
    refusal: 'past-cutoff'
  })
})

it('FB6 a review reaches the coach, the notes never reach the student', async () => {
  const [coach, sam] = [await open('cara'), await open('sam')]
  await Promise.all([coach.until(isSynced), sam.until(isSynced)])
  startSession()
  await coach.state.wrapUp(bookingId, { outcome: 'completed', satisfaction: 1, notes: 'private' })
  await sam.state.saveReview(bookingId, { score: 5, text: 'great' })
  await coach.until(state => state.calls[0]?.otherReview?.score === 5)
  await sam.until(state => isSynced(state) && state.calls[0]?.status === 'completed')
  expect(JSON.stringify(sam.state)).not.toContain('private')
  expect(await sam.state.wrapUp(bookingId, { outcome: 'no-show' })).toMatchObject({ refusal: 'coaches-only' })
})

it('FB8 a payment is noted without a network, is on the coach’s other device, is taken back, and is nowhere else', async () => {
  const [laptop, phone] = [await open('cara'), await open('cara')]
  await Promise.all([laptop.until(isSynced), phone.until(isSynced)])
  expect(await laptop.state.setPaid(bookingId, true)).toMatchObject({ refusal: 'not-started' })
  startSession()
  laptop.device.network.cut()
  await laptop.until(({ sync }) => sync.kind === 'offline')
  expect(await laptop.state.setPaid(bookingId, false)).toMatchObject({ ok: true })
  laptop.device.network.restore()
  laptop.wake()
  await phone.until(state => isSynced(state) && state.calls[0]?.paid === false)
  await phone.state.wrapUp(
    bookingId,
    { outcome: 'completed', satisfaction: 4, notes: 'n', paid: true },
    { paid: false }
  )
  await laptop.until(state => isSynced(state) && state.calls[0]?.paid === true)
  // A form that says nothing of it leaves it, and one that says nothing any more takes it back.
  await laptop.state.wrapUp(bookingId, { outcome: 'completed', satisfaction: 5, notes: 'n' })
  await phone.until(state => isSynced(state) && state.calls[0]?.satisfaction === 5)
  expect(phone.state.calls[0]?.paid).toBe(true)
  await phone.state.wrapUp(bookingId, { outcome: 'completed', satisfaction: 4, notes: 'n', paid: null })
  await laptop.until(state => isSynced(state) && state.calls[0]?.satisfaction === 4)
  expect(laptop.state.calls[0]).not.toHaveProperty('paid')
  await laptop.state.setPaid(bookingId, true)
  await phone.until(state => isSynced(state) && state.calls[0]?.paid === true)
  expect(await laptop.state.undo()).toMatchObject({ ok: true })
  await phone.until(state => isSynced(state) && state.calls[0]?.paid === undefined)
  await laptop.state.setPaid(bookingId, false)
  await phone.until(state => isSynced(state) && state.calls[0]?.paid === false)
  // RxDB opens no more collections at once than two devices have.
  await clients.stop(phone)
  const sam = await open('sam')
  await sam.until(state => isSynced(state) && state.calls[0]?.status === 'completed')
  expect(JSON.stringify(sam.state.calls)).not.toContain('paid')
  expect(await sam.state.setPaid(bookingId, true)).toMatchObject({ refusal: 'coaches-only' })
})

it('the order of pushes: a profile, then slots, then calls', async () => {
  const device = createDevice(server)
  const coach = await open('cara', device)
  await coach.until(state => isSynced(state) && state.coaches.length === 1)
  startSession()
  device.network.cut()
  await coach.until(({ sync }) => sync.kind === 'offline')
  await coach.state.wrapUp(bookingId, { outcome: 'no-show' })
  await coach.state.createSlot(soon + 12 * hourMs)
  const [profile] = coach.state.coaches
  if (profile === undefined) throw new Error('no profile')
  const { id: _, ...fields } = profile
  await coach.state.saveProfile({ ...fields, headline: 'Listens' })
  await coach.until(({ sync }) => sync.kind === 'offline' && sync.waiting === 3)
  device.network.requests.length = 0
  device.network.restore()
  coach.wake()
  await coach.until(state => isSynced(state) && state.calls[0]?.status === 'no-show')
  const pushes = device.network.requests.filter(line => line.includes('_bulk_docs')).map(line => line.split('/')[1])
  expect(pushes).toEqual(['users', 'slots', createCallsName(coachId)])
})
