import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Account } from '#domain/model/account.ts'
import { findCopyViolations, findViolations } from '../support/gate-invariants.ts'
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
  slotDoc,
  worldStart
} from '../support/gate-world.ts'
import { findEndedPhones } from '../support/ended-phones.ts'

const coach = 'coach001'
const ada = 'student1'
const at = worldStart + 5 * dayMs
const id = bookingIdOf(1)

let world: GateWorld

beforeEach(async () => {
  world = await createGateWorld()
  await world.addPerson(coach, 'coach', { phone: '+31620000001' })
  await world.addPerson(ada, 'student', { phone: '+31620000002' })
  await world.push(coach, 'slots', [slotDoc(coach, at), slotDoc(coach, at + dayMs)])
  await world.push(ada, 'slots', [claimDoc(coach, at, id, world.now)])
  await world.gate.idle()
})
afterEach(async () => {
  await world.gate.idle()
  expect(await findViolations(world.databases)).toEqual([])
  expect(await findCopyViolations(world.databases)).toEqual([])
  await world.stop()
})

async function cancel(bookingId = id, request = 1): Promise<void> {
  const asked = { kind: 'cancel', requestId: requestIdOf(request), reason: 'ill', reopenSlot: true } as const
  await pushCall(world, ada, bookingId, { request: asked })
  await world.gate.idle()
}
const readPhones = async (bookingId = id) =>
  (await Promise.all([coach, ada].map(userId => readCall(world.databases, userId, bookingId)))).map(
    copy => copy?.otherPhone
  )
async function changePhone(userId: string, phone: string): Promise<void> {
  await world.addPerson(userId, userId === coach ? 'coach' : 'student', { phone })
  await world.gate.refreshAccount({ id: userId } as Account)
}
const bothPhones = ['+31620000002', '+31620000001']

it('PH2 PH3 a cancelled session loses both numbers after a week and is never refreshed', async () => {
  expect(await readPhones()).toEqual(bothPhones)
  await cancel()
  const cancelledAt = world.now
  await changePhone(coach, '+31620000099')
  expect(await readPhones()).toEqual(bothPhones)
  world.now = cancelledAt + 7 * dayMs - 1
  await world.gate.forgetPhones()
  expect(await readPhones()).toEqual(bothPhones)
  world.now += 1
  await world.gate.forgetPhones()
  expect(await readPhones()).toEqual([undefined, undefined])
  await changePhone(coach, '+31620000098')
  await changePhone(ada, '+31620000097')
  expect(await readPhones()).toEqual([undefined, undefined])
  expect(await findEndedPhones(world.databases, world.now)).toEqual([])
})

it('PH3 who books and cancels at once gets no later number of the coach', async () => {
  await world.push(ada, 'slots', [claimDoc(coach, at + dayMs, bookingIdOf(2), world.now)])
  await world.gate.idle()
  await cancel(bookingIdOf(2))
  await changePhone(coach, '+31620000099')
  expect((await readPhones(bookingIdOf(2)))[1]).toBe('+31620000001')
  // The session that stands follows.
  expect((await readPhones())[1]).toBe('+31620000099')
})

it.each(['no-show', 'completed', 'unclosed'])('PH4 a session that is %s keeps both, and they follow', async what => {
  world.now = at + hourMs
  if (what !== 'unclosed') {
    const request = { kind: 'outcome', requestId: requestIdOf(1), outcome: what as 'no-show' | 'completed' } as const
    await pushCall(world, coach, id, { request })
  }
  world.now += 900 * dayMs
  await world.gate.forgetPhones()
  expect(await readPhones()).toEqual(bothPhones)
  await changePhone(ada, '+31620000099')
  expect(await readPhones()).toEqual(['+31620000099', '+31620000001'])
})

it('PH4 an organisation that keeps them for 30 days says so in the copies, also in those from before it did', async () => {
  const keepPhonesMs = 30 * dayMs
  await world.restart({ keepPhonesMs })
  await world.gate.forgetPhones()
  const until = at + 2 * hourMs + keepPhonesMs
  expect(await readCall(world.databases, ada, id)).toMatchObject({ otherPhone: '+31620000001', phoneUntil: until })
  world.now = until
  await world.gate.forgetPhones()
  expect(await readPhones()).toEqual([undefined, undefined])
  await world.restart({ keepPhonesMs: undefined })
  await world.gate.forgetPhones()
  expect(await readPhones()).toEqual(bothPhones)
  expect(await readCall(world.databases, ada, id)).not.toHaveProperty('phoneUntil')
})

it('PH2 a clock that was ahead and was set right keeps nothing from being forgotten', async () => {
  world.now += 300 * dayMs
  await world.gate.forgetPhones()
  world.now -= 300 * dayMs
  await cancel()
  world.now += 8 * dayMs
  await world.gate.forgetPhones()
  expect(await readPhones()).toEqual([undefined, undefined])
})

it('PH3 a pencil of a student whose session was cancelled long ago shows the number of the new session alone', async () => {
  await cancel()
  world.now += 8 * dayMs
  await world.gate.forgetPhones()
  const startsAt = world.now + dayMs
  await world.push(coach, 'slots', [slotDoc(coach, startsAt)])
  await world.push(coach, `calls-${coach}`, [pencilDoc(coach, startsAt, ada, bookingIdOf(3))])
  await world.gate.idle()
  expect(await readPhones(bookingIdOf(3))).toEqual(bothPhones)
  expect(await readPhones()).toEqual([undefined, undefined])
})

it('PH2 copies of version 0.1.0 are emptied batch by batch, going on after an interruption', async () => {
  // A folder with 1,200 sessions that were cancelled long ago, every copy with its number.
  await world.gate.stop()
  const [booking] = await listBookings(world.databases)
  const copies = await Promise.all([coach, ada].map(userId => readCall(world.databases, userId, id)))
  const cancellation = {
    by: 'coach',
    at: worldStart - 400 * dayMs,
    reason: '',
    late: false,
    reopenSlot: false
  } as const
  const write = async (name: string, docs: readonly { readonly _id: string }[]) =>
    (await world.databases.open(name)).write(docs, { newEdits: true })
  const numbers = Array.from({ length: 1_200 }, (_, number) => number + 4_096)
  const old = (number: number) => ({
    state: 'cancelled',
    cancellation: { ...cancellation, at: cancellation.at + number }
  })
  await write(
    'bookings',
    numbers.map(number => ({ ...booking, id: undefined, ...old(number), _id: bookingIdOf(number) }))
  )
  for (const [position, userId] of [coach, ada].entries()) {
    await write(
      `calls-${userId}`,
      numbers.map(number => {
        const { cancellation: ended } = old(number)
        const fields = { ...copies[position], id: undefined, status: 'cancelled', cancellation: ended }
        return { ...fields, _id: bookingIdOf(number) }
      })
    )
  }
  // The journal counts as projected, as it is in such a folder: nothing but the walk comes by.
  const journal = await world.databases.open('bookings')
  await journal.writeLocal('projector', { seq: (await journal.info()).updateSeq, failed: [], people: [], setBack: [] })
  expect(await findEndedPhones(world.databases, world.now)).toHaveLength(2_400)

  // Killed before it has noted its second batch.
  let notes = 0
  const dying = {
    ...world.databases,
    async open(name: string) {
      const store = await world.databases.open(name)
      if (name !== 'bookings') return store
      return {
        ...store,
        writeLocal(localId: string, doc: Parameters<typeof store.writeLocal>[1]) {
          if (localId === 'phones') notes += 1
          return localId === 'phones' && notes >= 2
            ? Promise.reject(new Error('the power is gone'))
            : store.writeLocal(localId, doc)
        }
      }
    }
  }
  await world.restart({ databases: dying })
  await world.gate.forgetPhones()
  expect(await findEndedPhones(world.databases, world.now)).toHaveLength(400)
  await world.restart()
  const before = await readRev(world.databases, `calls-${ada}`, bookingIdOf(4_096))
  await world.gate.forgetPhones()
  expect(await findEndedPhones(world.databases, world.now)).toEqual([])
  // What was done was not written again.
  expect(await readRev(world.databases, `calls-${ada}`, bookingIdOf(4_096))).toBe(before)
  expect(await readPhones()).toEqual(bothPhones)
})

it('BK22 a student books with five new coaches a day, one after the other or in one request; a sixth says why', async () => {
  const others = Array.from({ length: 6 }, (_, number) => `coach01${number}`)
  for (const [number, other] of others.entries()) {
    await world.addPerson(other, 'coach')
    await world.push(other, 'slots', [slotDoc(other, at + (number + 1) * 3 * hourMs)])
  }
  const claims = others.map((other, number) =>
    claimDoc(other, at + (number + 1) * 3 * hourMs, bookingIdOf(10 + number), world.now)
  )
  const rows = await world.push(ada, 'slots', claims)
  // One new coach has been booked before.
  const tooMany = { error: true, name: 'forbidden', message: 'too-many-new-coaches' }
  expect(rows).toMatchObject([...Array.from({ length: 4 }, () => ({ ok: true })), tooMany, tooMany])
  expect(await listBookings(world.databases)).toHaveLength(5)
  await world.gate.idle()
  await cancel(bookingIdOf(10))
  expect(await world.push(ada, 'slots', claims.slice(4))).toMatchObject([tooMany, tooMany])
  // A coach whom the student knows is none of them.
  const again = claimDoc(others[0] as string, at + 3 * hourMs, bookingIdOf(20), world.now)
  expect(await world.push(ada, 'slots', [again])).toMatchObject([{ ok: true }])
  world.now += dayMs
  const later = others
    .slice(4)
    .map((other, number) => claimDoc(other, at + (number + 5) * 3 * hourMs, bookingIdOf(30 + number), world.now))
  expect(await world.push(ada, 'slots', later)).toMatchObject([{ ok: true }, { ok: true }])
  await world.gate.idle()
  const documents = JSON.stringify([
    await listDocs(world.databases, `calls-${ada}`),
    await listDocs(world.databases, 'bookings')
  ])
  expect(documents).not.toContain('too-many-new-coaches')
})

it('BK22 coaches have no such limit', async () => {
  await world.setPolicy(coach, { dailyCap: 12 })
  for (let number = 0; number < 8; number += 1) {
    const student = `student5${number}`
    await world.addPerson(student, 'student')
    const startsAt = at + 2 * dayMs + number * 3 * hourMs
    await world.push(coach, 'slots', [slotDoc(coach, startsAt)])
    const row = await world.push(student, 'slots', [claimDoc(coach, startsAt, bookingIdOf(40 + number), world.now)])
    expect(row).toMatchObject([{ ok: true }])
  }
})
