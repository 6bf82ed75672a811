import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createCallsName } from '#domain/rules/access.ts'
import { createRelationId, type Relation } from '#domain/model/relation.ts'
import { productVersion, versionHeader } from '#domain/versions/product-version.ts'
import { createBookingsEngine } from '#server/bookings/create-bookings-engine.ts'
import type { PushedDocument } from '#server/gate/gate-contract.ts'
import { claimDoc, dayMs, pencilDoc, slotDoc } from '../support/gate-world.ts'
import { type Ask, bearer, createClient } from '../support/http-client.ts'
import { startTestServer, type TestServer } from '../support/test-server.ts'

let test: TestServer
let coachId: string
let studentId: string
let coach: Ask
let student: Ask
let start: number
let count = 0

const freshId = (): string => (count += 1).toString(16).padStart(32, '0')

beforeEach(async () => {
  test = await startTestServer({ createBookingsEngine })
  coachId = await test.addAccount('carla', 'coach', { displayName: 'Carla' })
  studentId = await test.addAccount('sam', 'student', { displayName: 'Sam' })
  await signInBoth()
  start = Math.ceil(test.clock.now / dayMs) * dayMs + 3 * dayMs
  for (const day of [0, 1, 2, 3]) await push(coach, 'slots', slotDoc(coachId, start + day * dayMs))
})
afterEach(() => test.remove())

async function signInBoth(): Promise<void> {
  coach = await signedIn('carla')
  student = await signedIn('sam')
}

async function signedIn(name: string): Promise<Ask> {
  return createClient(test.url, { ...bearer((await test.signIn(name)).token), [versionHeader]: productVersion })
}

async function push(ask: Ask, database: string, doc: PushedDocument): Promise<unknown> {
  const { json } = await ask('POST', `/${database}/_bulk_docs`, { docs: [doc] })
  const [row] = json as unknown as readonly { readonly reason?: string; readonly error?: string }[]
  return row?.reason ?? row?.error ?? 'stored'
}

async function accept(): Promise<void> {
  const made = await coach('POST', '/_invitations', {})
  const token = String(made.json['link']).split('#')[1]
  expect((await student('POST', '/_links/accept', { token })).status).toBe(200)
}

const pencil = (day: number) =>
  push(coach, createCallsName(coachId), pencilDoc(coachId, start + day * dayMs, studentId, freshId()))
const claim = (day: number) => push(student, 'slots', claimDoc(coachId, start + day * dayMs, freshId(), test.clock.now))

async function read(ask: Ask, ownerId: string, otherId: string): Promise<Relation & { readonly _rev: string }> {
  const { json } = await ask('GET', `/${createCallsName(ownerId)}/${createRelationId(otherId)}`)
  return json as unknown as Relation & { readonly _rev: string }
}
const ends = {
  coach: async () => push(coach, createCallsName(coachId), await ended(coach, coachId, studentId)),
  student: async () => push(student, createCallsName(studentId), await ended(student, studentId, coachId))
}
async function ended(ask: Ask, ownerId: string, otherId: string): Promise<PushedDocument> {
  const doc = await read(ask, ownerId, otherId)
  return { ...doc, _id: createRelationId(otherId), ended: { by: doc.partyRole, at: 1 } }
}

async function setWhoMayBook(): Promise<void> {
  const { json } = await coach('GET', `/users/${coachId}`)
  expect((await coach('PUT', `/users/${coachId}`, { ...json, whoMayBook: 'my-students' })).status).toBe(201)
}

describe('a student by invitation', () => {
  it('RL2 PC2 is pencilled in at once, and by nobody who was not invited', async () => {
    expect(await pencil(0)).toBe('unknown-student')
    await accept()
    expect(await pencil(0)).toBe('stored')
    await test.server.bookings.idle()
    const { json } = await student('GET', `/${createCallsName(studentId)}/_all_docs?include_docs=true`)
    expect(JSON.stringify(json)).toContain('session-added')
  })

  it('RL2 BL1 books where own students alone may, also after a restart', async () => {
    await setWhoMayBook()
    expect(await claim(0)).toBe('by-arrangement')
    await accept()
    test = await test.restart()
    await signInBoth()
    expect(await claim(0)).toBe('stored')
  })

  it.each(['coach', 'student'] as const)('RL3 is none any more once the %s has ended it', async by => {
    await accept()
    await setWhoMayBook()
    expect(await ends[by]()).toBe('stored')
    for (const doc of [await read(coach, coachId, studentId), await read(student, studentId, coachId)])
      expect(doc.ended).toEqual({ by, at: test.clock.now })
    expect([await pencil(0), await claim(1)]).toEqual(['unknown-student', 'by-arrangement'])
    // Another invitation begins it anew.
    test.clock.now += 1
    await accept()
    expect((await read(student, studentId, coachId)).ended).toBeUndefined()
    expect([await pencil(0), await claim(1)]).toEqual(['stored', 'stored'])
  })

  it('RL3 is ended by both at once: one of both is told', async () => {
    await accept()
    await Promise.all([ends.coach(), ends.student()])
    const [one, other] = [await read(coach, coachId, studentId), await read(student, studentId, coachId)]
    expect(one.ended).toEqual(other.ended)
    expect(one.ended).toBeDefined()
  })

  it('RL3 keeps the sessions there are, which count for themselves', async () => {
    await accept()
    expect(await pencil(0)).toBe('stored')
    await ends.student()
    expect(await pencil(1)).toBe('stored')
  })

  it('RL3 is nobody’s to make, to remove, or to write otherwise', async () => {
    const own = createCallsName(studentId)
    const forged = {
      _id: createRelationId(coachId),
      kind: 'relation',
      partyRole: 'student',
      otherId: coachId,
      otherName: 'x',
      otherZone: 'UTC',
      since: 1
    }
    expect(await push(student, own, forged)).toBe('not-yours-to-create')
    await accept()
    const { _rev } = await read(student, studentId, coachId)
    expect(await push(student, own, { ...forged, _rev })).toBe('stored')
    expect(await read(student, studentId, coachId)).toMatchObject({ otherName: 'Carla' })
    const again = await read(student, studentId, coachId)
    expect(await push(student, own, { _id: forged._id, _rev: again._rev, _deleted: true })).toBe('server-owned')
    expect(await pencil(0)).toBe('stored')
  })
})

describe('its documents', () => {
  it('RL1 follow names and zones, and tell no number', async () => {
    await accept()
    await student('PUT', '/_account', { displayName: 'Sam Married', zone: 'Asia/Tokyo', phone: '+41792220077' })
    const { json } = await coach('GET', `/users/${coachId}`)
    await coach('PUT', `/users/${coachId}`, { ...json, displayName: 'Carla & Co' })
    await test.server.bookings.idle()
    expect(await read(coach, coachId, studentId)).toMatchObject({ otherName: 'Sam Married', otherZone: 'Asia/Tokyo' })
    expect(await read(student, studentId, coachId)).toMatchObject({ otherName: 'Carla & Co' })
    expect(JSON.stringify(await read(coach, coachId, studentId))).not.toContain('4179')
  })

  it('RL1 are the two’s alone', async () => {
    await accept()
    await test.addAccount('eve', 'student')
    const eve = await signedIn('eve')
    for (const [ownerId, otherId] of [
      [coachId, studentId],
      [studentId, coachId]
    ] as const)
      expect((await eve('GET', `/${createCallsName(ownerId)}/${createRelationId(otherId)}`)).status).toBe(404)
  })
})
