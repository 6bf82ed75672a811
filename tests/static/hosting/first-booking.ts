import { expect } from 'vitest'
import { hourMs } from '#domain/time/durations.ts'
import { bookingIdOf, claimDoc, slotDoc } from '../../support/gate-world.ts'
import { bearer, createClient } from '../../support/http-client.ts'

const password = 'a long password'
const halfHourMs = hourMs / 2

/** From the set-up link to an account that is signed in. */
export async function setUp(url: string, link: string): Promise<{ readonly userId: string; readonly token: string }> {
  const token = new URL(link).hash.slice(1)
  const ask = createClient(url)
  expect((await ask('POST', '/_links/look', { token })).json).toMatchObject({ kind: 'set-up' })
  const account = {
    name: 'carla',
    displayName: 'Carla Coach',
    phone: '+41 44 668 18 00',
    zone: 'Europe/Zurich',
    password
  }
  const body = { token, organisation: 'Wide Water Coaching', role: 'coach', isAdmin: true, account }
  const { status, json, text } = await ask('POST', '/_links/set-up', body)
  expect({ status, text }).toMatchObject({ status: 200 })
  return { userId: String(json['userId']), token: String(json['token']) }
}

/** A coach opens a slot, a student who has an account signs in and books it, and both have the session. */
export async function bookOnce(
  url: string,
  coach: { readonly userId: string; readonly token: string },
  studentName: string
): Promise<void> {
  const asCoach = createClient(url, bearer(coach.token))
  const startsAt = Math.ceil(Date.now() / halfHourMs) * halfHourMs + 72 * hourMs
  const open = await asCoach('POST', '/slots/_bulk_docs', { docs: [slotDoc(coach.userId, startsAt)] })
  expect(JSON.parse(open.text)).toMatchObject([{ ok: true }])

  const signedIn = await createClient(url)('POST', '/_session', { name: studentName, password })
  expect(signedIn).toMatchObject({ status: 200 })
  const asStudent = createClient(url, bearer(String(signedIn.json['token'])))
  const claim = claimDoc(coach.userId, startsAt, bookingIdOf(1), Date.now())
  const claimed = await asStudent('POST', '/slots/_bulk_docs', { docs: [claim] })
  expect(JSON.parse(claimed.text)).toMatchObject([{ ok: true, adjusted: true }])
  for (const [ask, userId] of [
    [asCoach, coach.userId],
    [asStudent, String(signedIn.json['userId'])]
  ] as const) {
    const copies = await ask('GET', `/calls-${userId}/_all_docs?include_docs=true`)
    expect(copies.text).toContain('"confirmed"')
  }
}

/** What `npm run account` is told on its standard input. */
export const studentPassword = `${password}\n`
