import { defaultBookingPolicy } from '#domain/model/coach-profile.ts'
import type { BookingPolicy } from '#domain/model/coach-profile.ts'
import type { NewAccount } from '#server/accounts/account-service.ts'
import { type Ask, bearer, createClient } from '../support/http-client.ts'
import { passwordOf } from '../support/test-server.ts'
import type { ServerProcess } from './server/start-server.ts'

/** Somebody signed in over HTTP. */
export interface Person {
  readonly name: string
  readonly userId: string
  /** The header field that says who it is. */
  readonly credential: Readonly<Record<string, string>>
  readonly ask: Ask
  readonly tokens: { readonly token: string; readonly renewalToken: string; readonly deviceToken: string }
}

/** A policy that lets everything through but what these tests are about. */
export const openPolicy: BookingPolicy = {
  ...defaultBookingPolicy,
  minimumNoticeMin: 0,
  horizonDays: 730,
  dailyCap: 12,
  cancelCutoffMin: 0,
  rescheduleCutoffMin: 0
}

export async function addPeople(
  server: ServerProcess,
  names: readonly string[],
  role: 'coach' | 'student'
): Promise<readonly Person[]> {
  const accounts = names.map((name, n): NewAccount => {
    const phone = `+41 44 668 ${String(1_000 + n).slice(0, 2)} ${String(1_000 + n).slice(2)}`
    return { name, role, displayName: `Person ${name}`, phone, zone: 'Europe/Zurich', password: passwordOf(name) }
  })
  await server.order('add-accounts', accounts)
  return Promise.all(names.map(name => signIn(server, name)))
}

/** @param deviceToken of an earlier sign-in of the same person: strangers' guesses at the name do not lock this device out */
export async function signIn({ url }: Pick<ServerProcess, 'url'>, name: string, deviceToken?: string): Promise<Person> {
  const shown = deviceToken === undefined ? {} : bearer(deviceToken)
  const { status, json } = await createClient(url, shown)('POST', '/_session', { name, password: passwordOf(name) })
  if (status !== 200) throw new Error(`sign-in of ${name}: ${status}`)
  const token = String(json['token'])
  const tokens = { token, renewalToken: String(json['renewalToken']), deviceToken: String(json['deviceToken']) }
  const credential = bearer(token)
  return { name, userId: String(json['userId']), credential, ask: createClient(url, credential), tokens }
}

/** Makes a coach bookable at any hour. */
export async function openCalendar({ ask, userId }: Person): Promise<void> {
  const { json } = await ask('GET', `/users/${userId}`)
  const { status, text } = await ask('PUT', `/users/${userId}`, { ...json, policy: openPolicy })
  if (status !== 201) throw new Error(`profile: ${status} ${text}`)
}
