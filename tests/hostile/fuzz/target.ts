import { randomBytes } from 'node:crypto'
import type { NewAccount } from '#server/accounts/account-service.ts'
import { blockListId } from '#domain/model/block-list.ts'
import { createHowWeMeetId } from '#domain/model/how-we-meet.ts'
import { createWatchId } from '#domain/model/watch.ts'
import { openPolicy, type Person, signIn } from '../../chaos/people.ts'
import { toAccountRole } from '../../support/account-role.ts'
import { basic } from '../../support/http-client.ts'
import { claimDoc, dayMs, hourMs, slotDoc } from '../../support/gate-world.ts'
import { passwordOf } from '../../support/test-server.ts'
import { everyone, type Who } from './request.ts'

/** A server with people, slots and a session on it, and what an attacker could know of it. */
export interface Target {
  readonly port: number
  readonly url: string
  readonly people: Readonly<Record<'student' | 'other student' | 'coach' | 'other coach' | 'admin', Person>>
  readonly credentials: Readonly<Record<Who, Readonly<Record<string, string>>>>
  /** A free slot, a booked one, and the booking that holds it. */
  readonly openSlotId: string
  readonly bookedSlotId: string
  readonly bookingId: string
  /** The first party's copy of it, with its revision. */
  readonly copy: Readonly<Record<string, unknown>>
  readonly startsAt: number
}

const roles = [
  ['student', 'student'],
  ['other student', 'student'],
  ['coach', 'coach'],
  ['other coach', 'coach'],
  ['admin', 'admin']
] as const

/** A phone number of their own each: it must not reach anybody but its owner and the other party. */
export const secretOf = (who: Who): string => `+4179${1_000_000 + everyone.indexOf(who) * 4_321}`

type Fields = Readonly<Record<string, unknown>>

/** What the first student waits for. */
export const watchDoc = (now: number): Fields => ({
  _id: createWatchId('a'.repeat(32)),
  kind: 'watch',
  weekdays: [1, 3],
  part: 'morning',
  zone: 'Europe/Zurich',
  until: now + 90 * dayMs,
  madeAt: now
})
/** Whom the first coach has blocked, and how that coach meets students. */
export const blockListDoc = (studentId: string): Fields => ({
  _id: blockListId,
  kind: 'blocks',
  studentIds: [studentId]
})
export const howWeMeetDoc = (coachId: string): Fields => ({
  _id: createHowWeMeetId(coachId),
  kind: 'meeting',
  way: 'link',
  link: 'https://meet.example/room'
})

/** @param idle resolves when copies are written */
export async function prepareTarget(
  url: string,
  add: (account: NewAccount) => Promise<unknown>,
  idle: () => Promise<unknown>
): Promise<Target> {
  const entries: [string, Person][] = []
  for (const [who, role] of roles) {
    const name = who.replace(' ', '-')
    const displayName = `Person ${name}`
    await add({
      name,
      ...toAccountRole(role),
      displayName,
      phone: secretOf(who),
      zone: 'Europe/Zurich',
      password: passwordOf(name)
    })
    entries.push([who, await signIn({ url }, name)])
  }
  const people = Object.fromEntries(entries) as Target['people']
  const { student, coach } = people
  for (const { ask, userId } of [coach, people['other coach']]) {
    const { json } = await ask('GET', `/users/${userId}`)
    await ask('PUT', `/users/${userId}`, { ...json, policy: openPolicy })
  }
  const startsAt = Math.ceil(Date.now() / hourMs) * hourMs + 2 * dayMs
  const [booked, open] = [slotDoc(coach.userId, startsAt), slotDoc(coach.userId, startsAt + dayMs)]
  await coach.ask('POST', '/slots/_bulk_docs', { docs: [booked, open] })
  const bookingId = randomBytes(16).toString('hex')
  await student.ask('POST', '/slots/_bulk_docs', { docs: [claimDoc(coach.userId, startsAt, bookingId, Date.now())] })
  await idle()
  const copy = await student.ask('GET', `/calls-${student.userId}/${bookingId}`)
  if (copy.status !== 200) throw new Error(`no copy of the session: ${copy.status}`)
  await student.ask('POST', `/calls-${student.userId}/_bulk_docs`, { docs: [watchDoc(startsAt)] })
  const ownOfCoach = [blockListDoc('studentofnobody'), howWeMeetDoc(coach.userId)]
  const { text: stored } = await coach.ask('POST', `/calls-${coach.userId}/_bulk_docs`, { docs: ownOfCoach })
  if (stored.includes('error')) throw new Error(`not stored: ${stored}`)
  // How the coach meets students goes into their copies.
  await idle()
  return {
    port: Number(new URL(url).port),
    url,
    people,
    credentials: {
      ...(Object.fromEntries(roles.map(([who]) => [who, people[who].credential])) as Omit<
        Target['credentials'],
        'nobody' | 'forged token' | 'wrong password'
      >),
      nobody: {},
      'forged token': { authorization: `Bearer ${forge(people.coach.credential['authorization'] ?? '')}` },
      'wrong password': basic('student', 'not the password')
    },
    openSlotId: open._id,
    bookedSlotId: booked._id,
    bookingId,
    copy: copy.json,
    startsAt
  }
}

/** The same with a new sign-in of somebody. */
export async function signInAgain(target: Target, who: keyof Target['people']): Promise<Target> {
  // On the same device: guesses at the name have closed it to others meanwhile.
  const person = await signIn(target, who.replace(' ', '-'), target.people[who].tokens.deviceToken)
  return {
    ...target,
    people: { ...target.people, [who]: person },
    credentials: { ...target.credentials, [who]: person.credential }
  }
}

/** A coach's token with `alg: none` and no signature. */
function forge(authorization: string): string {
  const [, claims = ''] = authorization.slice('Bearer '.length).split('.')
  return `${Buffer.from('{"alg":"none","typ":"JWT"}').toString('base64url')}.${claims}.`
}
