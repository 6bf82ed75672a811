// The server is set back to an older state, and devices hold newer ones (rules SB).
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Client, Device } from './replication-fixture.ts'
import { hourMs, isSynced, soon } from './replication-fixture.ts'
import { type ChangingServer, createMortalStorage, startChangingServer } from './set-back-fixture.ts'

let world: ChangingServer
let coachId: string
let laptop: Device
let phone: Device

beforeEach(async () => {
  world = await startChangingServer()
  coachId = await world.current.addAccount('cara', 'coach')
  await world.current.addAccount('sam', 'student')
  laptop = world.addDevice()
  phone = world.addDevice()
})
afterEach(() => world.remove())

const at = (hours: number): number => soon + hours * hourMs
const idAt = (hours: number): string => `${coachId}:${at(hours)}`

async function openSynced(device: Device, name?: string): Promise<Client> {
  const client = await world.open(device, name)
  await client.until(isSynced)
  return client
}

/** The device was away while the server was set back, and comes back now. */
async function comeBack(device: Device, name?: string): Promise<Client> {
  const client = await world.open(device, name)
  await client.until(state => isSynced(state) && state.notices.some(({ topic }) => topic === 'server-set-back'))
  return client
}

async function create(client: Client, ...hours: readonly number[]): Promise<void> {
  for (const hour of hours) expect(await client.state.createSlot(at(hour))).toMatchObject({ ok: true })
  await client.until(state => isSynced(state) && hours.every(hour => state.slots.some(({ id }) => id === idAt(hour))))
}

const topicsIn = (state: Client['state']): readonly string[] => state.notices.map(({ topic }) => topic).sort()
const topicsOf = (client: Client): readonly string[] => topicsIn(client.state)
const open = { status: 'open' }

it('SB2 what a coach made after the copy is sent again in the same making, and the person is told once', async () => {
  const coach = await openSynced(laptop, 'cara')
  await create(coach, 0)
  await world.close(coach)
  await world.copy('old')
  const later = await openSynced(laptop)
  await create(later, 4)
  const makingId = later.state.slots.find(({ id }) => id === idAt(4))?.makingId
  await world.close(later)
  await world.setBack('old')
  expect(await world.read('cara', 'slots', idAt(4))).toBeUndefined()
  const back = await comeBack(laptop)
  expect(await world.read('cara', 'slots', idAt(4))).toMatchObject({ ...open, makingId })
  expect(back.state.slots.map(({ id }) => id)).toEqual([idAt(0), idAt(4)])
  expect(topicsOf(back)).toEqual(['server-set-back'])
  expect(JSON.parse(back.state.notices[0]?.mine ?? '')).toMatchObject({ sentAgain: 1, needYou: 0 })
  await world.close(back)
  const again = await openSynced(laptop)
  expect(topicsOf(again)).toEqual(['server-set-back'])
})

it('SB3 a removal is sent again, and a slot that is live again leaves the calendar', async () => {
  const coach = await openSynced(laptop, 'cara')
  await create(coach, 0, 4)
  await world.close(coach)
  await world.copy('old')
  const later = await openSynced(laptop)
  expect(await later.state.removeSlot(idAt(4))).toMatchObject({ ok: true })
  await later.until(isSynced)
  await world.close(later)
  await world.setBack('old')
  expect(await world.read('cara', 'slots', idAt(4))).toMatchObject(open)
  const back = await comeBack(laptop)
  expect(back.state.slots.map(({ id }) => id)).toEqual([idAt(0)])
  expect(await world.read('cara', 'slots', idAt(4))).toBeUndefined()
})

it('SB3 a move is made again, and no slot becomes two', async () => {
  const coach = await openSynced(laptop, 'cara')
  await create(coach, 0)
  await world.close(coach)
  await world.copy('old')
  const later = await openSynced(laptop)
  expect(await later.state.moveSlot(idAt(0), at(6))).toMatchObject({ ok: true })
  await later.until(state => isSynced(state) && state.slots.length === 1)
  await world.close(later)
  await world.setBack('old')
  const back = await comeBack(laptop)
  await back.until(state => isSynced(state) && state.slots.length === 1)
  expect(back.state.slots).toMatchObject([{ id: idAt(6), ...open }])
  expect(await world.read('cara', 'slots', idAt(0))).toBeUndefined()
})

it('SB4 what the server lacks of others leaves the device', async () => {
  const coach = await openSynced(laptop, 'cara')
  await create(coach, 0)
  await world.copy('old')
  await create(coach, 4)
  const student = await openSynced(phone, 'sam')
  expect(student.state.slots).toHaveLength(2)
  await world.close(student)
  await world.close(coach)
  await world.setBack('old')
  // The copy does not know of this sign-in either.
  const back = await comeBack(phone, 'sam')
  expect(back.state.slots.map(({ id }) => id)).toEqual([idAt(0)])
})

it('SB5 a session that the server does not know is told to both, and its hours are not open again', async () => {
  const coach = await openSynced(laptop, 'cara')
  await world.close(coach)
  await world.copy('old')
  const later = await openSynced(laptop)
  await create(later, 0, 4)
  const student = await openSynced(phone, 'sam')
  const bookingId = await world.book('sam', idAt(0))
  await later.until(state => isSynced(state) && state.calls.length === 1)
  await student.until(state => isSynced(state) && state.calls.length === 1)
  await world.close(later)
  await world.close(student)
  await world.setBack('old')
  const [coachBack, studentBack] = [await comeBack(laptop), await comeBack(phone, 'sam')]
  expect(coachBack.state.calls).toEqual([])
  expect(coachBack.state.slots.map(({ id }) => id)).toEqual([idAt(4)])
  expect(topicsOf(coachBack)).toEqual(['server-set-back', 'session-forgotten'])
  expect(topicsOf(studentBack)).toEqual(['server-set-back', 'session-forgotten'])
  expect(coachBack.state.notices.find(({ topic }) => topic === 'session-forgotten')).toMatchObject({
    bookingId,
    slotId: idAt(0),
    otherName: 'Person sam'
  })
  expect(await world.read('cara', 'slots', idAt(0))).toBeUndefined()
})

it('SB5 a claim that was granted, and is not known any more before the session was here, is told to its student', async () => {
  const coach = await openSynced(laptop, 'cara')
  await create(coach, 0)
  await world.close(coach)
  await world.close(await openSynced(phone, 'sam'))
  await world.copy('old')
  const student = await openSynced(phone)
  // The slot's news gets through, the session's does not.
  const held = Promise.withResolvers<Response>()
  phone.network.intercept = ({ line }) => (line.includes('/calls-') ? held.promise : undefined)
  const claimed = await student.state.claimSlot(idAt(0))
  await student.until(state => state.slots.some(({ status }) => status === 'booked'))
  expect(student.state.calls).toEqual([])
  phone.network.intercept = undefined
  phone.network.cut()
  held.reject(new TypeError('fetch failed'))
  await world.close(student)
  phone.network.restore()
  await world.setBack('old')

  const back = await comeBack(phone)

  await back.until(({ slots }) => slots.every(({ status }) => status === 'open'))
  const told = back.state.notices.find(({ topic }) => topic === 'session-forgotten')
  expect(told).toMatchObject({ bookingId: claimed.ok ? claimed.value : '', slotId: idAt(0), coachId })
})

it('SB5 a session of two whom the server has never seen together is booked again by its own word of then', async () => {
  const coach = await openSynced(laptop, 'cara')
  await create(coach, 0)
  await world.copy('old')
  const student = await openSynced(phone, 'sam')
  expect(await student.state.claimSlot(idAt(0))).toMatchObject({ ok: true })
  await student.until(state => state.calls[0]?.status === 'confirmed')
  await coach.until(state => isSynced(state) && state.calls[0]?.status === 'confirmed')
  await world.close(student)
  await world.close(coach)
  await world.setBack('old')
  const back = await comeBack(laptop, 'cara')
  const notice = back.state.notices.find(({ topic }) => topic === 'session-forgotten')
  if (notice === undefined) throw new Error('nobody told the coach')

  expect(await back.state.bookAgain(notice)).toMatchObject({ ok: true })

  await back.until(state => isSynced(state) && state.calls.some(({ status }) => status === 'confirmed'))
  expect(await world.read('cara', 'slots', idAt(0))).toMatchObject({ status: 'booked' })
})

it('SB2 a cancellation, an outcome and words are sent again under their old requestId', async () => {
  const coach = await openSynced(laptop, 'cara')
  await create(coach, 0, 4)
  const held = await world.book('sam', idAt(0))
  const cancelled = await world.book('sam', idAt(4))
  await coach.until(state => isSynced(state) && state.calls.length === 2)
  await world.close(coach)
  await world.copy('old')
  world.current.clock.now = at(1)
  const later = await openSynced(laptop)
  await later.state.wrapUp(held, { outcome: 'completed', notes: 'what was agreed', satisfaction: 4 })
  await later.state.cancelSession(cancelled, { reason: 'I am ill', reopenSlot: false })
  const done = await later.until(
    state =>
      isSynced(state) &&
      state.calls.every(({ status }) => status === 'completed' || status === 'cancelled') &&
      state.slots.every(({ id }) => id !== idAt(4))
  )
  const requestIds = done.calls.map(({ request }) => request?.requestId)
  await world.close(later)
  await world.setBack('old')
  const back = await comeBack(laptop)
  const state = await back.until(
    found => isSynced(found) && found.calls.every(({ status }) => status === 'completed' || status === 'cancelled')
  )
  expect(state.calls).toMatchObject([
    { id: held, status: 'completed', notes: 'what was agreed', satisfaction: 4 },
    { id: cancelled, status: 'cancelled', cancellation: { reason: 'I am ill' } }
  ])
  expect(state.calls.map(({ lastRequest }) => lastRequest?.requestId)).toEqual(requestIds)
  await back.until(({ slots }) => slots.every(({ id }) => id !== idAt(4)))
  expect(topicsOf(back)).toEqual(['server-set-back'])
})

it('SB5 of a session that was held and is not known any more, the words stay in the inbox', async () => {
  await world.close(await openSynced(laptop, 'cara'))
  await world.copy('old')
  const later = await openSynced(laptop)
  await create(later, 0)
  const bookingId = await world.book('sam', idAt(0))
  await later.until(state => isSynced(state) && state.calls.length === 1)
  world.current.clock.now = at(1)
  await later.state.wrapUp(bookingId, { outcome: 'completed', notes: 'what was agreed' })
  await later.until(state => isSynced(state) && state.calls[0]?.status === 'completed')
  await world.close(later)
  await world.setBack('old')
  const back = await comeBack(laptop)
  const notice = back.state.notices.find(({ topic }) => topic === 'session-forgotten')
  expect(JSON.parse(notice?.mine ?? '')).toMatchObject({ notes: 'what was agreed' })
})

it('SB1 killed at every write of settling a set-back, a device comes to the same end', async () => {
  const mortal = createMortalStorage()
  const tablet = world.addDevice(mortal.storage)
  const coach = await openSynced(tablet, 'cara')
  await create(coach, 0, 4)
  await world.close(coach)
  await world.copy('old')
  const later = await openSynced(tablet)
  expect(await later.state.removeSlot(idAt(4))).toMatchObject({ ok: true })
  await create(later, 8, 12)
  const bookingId = await world.book('sam', idAt(12))
  await later.until(state => isSynced(state) && state.calls.length === 1)
  await world.close(later)
  await world.setBack('old')
  let kills = 0
  for (let isDead = true; isDead; ) {
    const death = mortal.dieAt(kills).then(() => true)
    const dying = await world.open(tablet)
    const survived = dying
      .until(state => isSynced(state) && topicsIn(state).includes('server-set-back'))
      .then(() => false)
    isDead = await Promise.race([death, survived])
    await world.close(dying)
    mortal.revive()
    if (isDead) kills += 1
  }
  // What is done stays done, so later lives have less to write.
  expect(kills).toBeGreaterThanOrEqual(6)
  const back = await openSynced(tablet)
  expect(back.state.slots.map(({ id }) => id)).toEqual([idAt(0), idAt(8)])
  expect(topicsOf(back)).toEqual(['server-set-back', 'session-forgotten'])
  expect(back.state.notices.find(({ topic }) => topic === 'session-forgotten')).toMatchObject({ bookingId })
  for (const [hours, status] of [
    [0, 'open'],
    [4, undefined],
    [8, 'open'],
    [12, undefined]
  ] as const) {
    expect((await world.read('cara', 'slots', idAt(hours)))?.['status']).toBe(status)
  }
})

it('SB2 an old folder after a newer one: what was made in between is sent again', async () => {
  await world.close(await openSynced(laptop, 'cara'))
  await world.copy('first')
  const coach = await openSynced(laptop)
  await create(coach, 0)
  await world.close(coach)
  await world.copy('second')
  await world.setBack('first')
  const onOld = await comeBack(laptop)
  await create(onOld, 4)
  await world.close(onOld)
  await world.setBack('second')
  const back = await comeBack(laptop)
  await back.until(state => isSynced(state) && state.slots.length === 2)
  expect(back.state.slots.map(({ id }) => id)).toEqual([idAt(0), idAt(4)])
  expect(await world.read('cara', 'slots', idAt(4))).toMatchObject(open)
})

it('SB2 one database restored alone: what it lacks is sent again', async () => {
  const coach = await openSynced(laptop, 'cara')
  await create(coach, 0)
  await world.close(coach)
  await world.copy('old')
  const later = await openSynced(laptop)
  await create(later, 4)
  await later.state.removeSlot(idAt(0))
  await later.until(state => isSynced(state) && state.slots.length === 1)
  await world.close(later)
  await world.setBack('old', 'slots')
  const back = await comeBack(laptop)
  expect(back.state.slots.map(({ id }) => id)).toEqual([idAt(4)])
  expect(await world.read('cara', 'slots', idAt(0))).toBeUndefined()
  expect(await world.read('cara', 'slots', idAt(4))).toMatchObject(open)
})

it.each([
  ['the one that was away first', ['phone', 'laptop']],
  ['the one that removed first', ['laptop', 'phone']]
] as const)('SB3 nothing removed comes back with two devices, %s', async (_, order) => {
  await world.close(await openSynced(laptop, 'cara'))
  await world.copy('old')
  const coach = await openSynced(laptop)
  await create(coach, 0, 4)
  const away = await openSynced(phone, 'cara')
  expect(away.state.slots).toHaveLength(2)
  await world.close(away)
  await coach.state.removeSlot(idAt(0))
  await coach.state.moveSlot(idAt(4), at(6))
  await coach.until(state => isSynced(state) && state.slots.length === 1)
  await world.close(coach)
  await world.setBack('old')
  const devices = { laptop, phone }
  const back: Client[] = []
  for (const name of order) back.push(await comeBack(devices[name], 'cara'))
  for (const client of back) {
    const state = await client.until(found => isSynced(found) && found.slots.length === 1)
    expect(state.slots).toMatchObject([{ id: idAt(6), ...open }])
  }
  expect(await world.read('cara', 'slots', idAt(0))).toBeUndefined()
  expect(await world.read('cara', 'slots', idAt(4))).toBeUndefined()
})

it('SB1 a change that waits when a device finds the server set back is sent beside what it knew', async () => {
  const coach = await openSynced(laptop, 'cara')
  await create(coach, 0)
  const bookingId = await world.book('sam', idAt(0))
  await coach.until(state => isSynced(state) && state.calls.length === 1)
  await world.close(coach)
  await world.copy('old')
  world.current.clock.now = at(1)
  const later = await openSynced(laptop)
  await later.state.wrapUp(bookingId, { outcome: 'completed', notes: 'known to the lost past' })
  await later.until(state => isSynced(state) && state.calls[0]?.status === 'completed')
  laptop.network.cut()
  await later.until(({ sync }) => sync.kind === 'offline')
  await later.state.wrapUp(bookingId, { outcome: 'completed', notes: 'known to the lost past', satisfaction: 5 })
  await later.state.createSlot(at(9))
  await world.setBack('old')
  laptop.network.restore()
  later.wake()
  const state = await later.until(
    found => isSynced(found) && found.calls[0]?.status === 'completed' && topicsIn(found).includes('server-set-back')
  )
  expect(state.calls).toMatchObject([{ notes: 'known to the lost past', satisfaction: 5 }])
  expect(await world.read('cara', `calls-${coachId}`, bookingId)).toMatchObject({
    notes: 'known to the lost past',
    satisfaction: 5
  })
  expect(await world.read('cara', 'slots', idAt(9))).toMatchObject(open)
})

/**
 * The server is set back after it has answered a push into this database, before the device hears of it. Resolves when the older server
 * runs: before that, what is asked may be answered by the one that took the push.
 */
function setBackBehind(device: Device, remote: string): Promise<void> {
  const isSetBack = Promise.withResolvers<undefined>()
  device.network.intercept = ({ line, send }) => {
    if (!line.startsWith(`POST /${remote}/_bulk_docs`)) return undefined
    device.network.intercept = undefined
    return send().then(async response => {
      const text = await response.text()
      await world.setBack('old')
      isSetBack.resolve(undefined)
      return new Response(text, { status: response.status, headers: response.headers })
    })
  }
  return isSetBack.promise
}

it('SB2 of a server that is set back right behind its answer a new slot is sent again', async () => {
  const coach = await openSynced(laptop, 'cara')
  await create(coach, 0)
  await world.copy('old')
  const isSetBack = setBackBehind(laptop, 'slots')
  expect(await coach.state.createSlot(at(4))).toMatchObject({ ok: true })
  await isSetBack
  await expect.poll(() => world.read('cara', 'slots', idAt(4)), { timeout: 20_000 }).toMatchObject(open)
  await coach.until(state => isSynced(state) && state.syncByRecord.size === 0)
  expect(coach.state.slots.map(({ id }) => id)).toEqual([idAt(0), idAt(4)])
})

it('SB2 of a server that is set back right behind its answer a removal and a page are sent again', async () => {
  const coach = await openSynced(laptop, 'cara')
  await create(coach, 0, 4)
  await world.copy('old')
  const isSetBack = setBackBehind(laptop, 'slots')
  expect(await coach.state.removeSlot(idAt(4))).toMatchObject({ ok: true })
  await isSetBack
  await expect.poll(() => world.read('cara', 'slots', idAt(4)), { timeout: 20_000 }).toBeUndefined()
  await coach.until(state => isSynced(state) && state.syncByRecord.size === 0)
  const isSetBackAgain = setBackBehind(laptop, 'users')
  const [page] = coach.state.coaches
  if (page === undefined) throw new Error('no page')
  const { id: _, ...fields } = page
  expect(await coach.state.saveProfile({ ...fields, bio: 'I climb, too.' }, fields)).toMatchObject({ ok: true })
  await isSetBackAgain
  await expect
    .poll(() => world.read('cara', 'users', coachId), { timeout: 20_000 })
    .toMatchObject({ bio: 'I climb, too.' })
  expect(coach.state.coaches[0]?.bio).toBe('I climb, too.')
})
