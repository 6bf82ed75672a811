import { basic, bearer } from '../../support/http-client.ts'
import type { Random } from '../../simulation/plan/random.ts'
import type { Attack } from './attack.ts'
import type { Stage } from './stage.ts'

const cookie = (token: string): Readonly<Record<string, string>> => ({ cookie: `AuthSession=${token}` })

/** What an honest person could have lost: tokens of a sign-in that has ended. And passwords that nobody has told. */
export function createCredentialAttacks(parts: {
  readonly random: Random
  readonly stage: Stage
  readonly makeHex: () => string
}): Readonly<Record<string, Attack>> {
  const { random, stage, makeHex } = parts
  const harmless = ['GET', '/slots', undefined] as const

  /** Writes that its owner could make. */
  function ofOwner(userId: string): readonly [string, string, unknown] {
    const slot = random.pick(stage.coachIds)
    return random.pick([
      ['GET', '/_account', undefined],
      ['GET', `/calls-${userId}/_all_docs?include_docs=true`, undefined],
      ['PUT', '/_account', { phone: '+41446689999' }],
      ['PUT', `/users/${userId}`, { bio: 'forged' }],
      ['POST', '/slots/_bulk_docs', { docs: [{ _id: `${slot}:${stage.now}`, _deleted: true }] }],
      ['PUT', '/slots/_local/checkpoint', { words: 'forged' }],
      ['DELETE', `/_account/sign-ins/${random.pick(stage.signInIds)}`, undefined]
    ] as const)
  }

  return {
    'token of somebody who has signed out': async () => {
      if (stage.spent.length === 0) return harmless
      const { userId, token, renewalToken, deviceToken } = random.pick(stage.spent)
      const shown = random.pick([token, token, renewalToken, deviceToken])
      const credential = random.chance(0.5) ? bearer(shown) : cookie(shown)
      return [...ofOwner(userId), { credential, expected: [401] }]
    },
    'renewal of a sign-in that has ended': async () => {
      if (stage.spent.length === 0) return harmless
      const { token, renewalToken, deviceToken } = random.pick(stage.spent)
      const shown = random.pick([renewalToken, renewalToken, token, deviceToken])
      return ['POST', '/_session/renew', { renewalToken: shown }, { credential: {}, expected: [401] }]
    },
    'signing out once more': async () => {
      if (stage.spent.length === 0) return harmless
      const { token, renewalToken, deviceToken } = random.pick(stage.spent)
      const shown = random.pick([token, renewalToken, deviceToken])
      return ['DELETE', '/_session', undefined, { credential: bearer(shown), expected: [200] }]
    },
    'a guessed password': async () => {
      const name = random.pick([...stage.names, makeHex()])
      const password = random.pick([makeHex(), name, `${name}${name}`, 'password', ''])
      const refused = { credential: {}, expected: password === '' ? [400, 401, 429] : [401, 429] }
      return random.chance(0.5)
        ? ['POST', '/_session', { name, password }, refused]
        : ['GET', '/slots/_all_docs', undefined, { ...refused, credential: basic(name, password) }]
    },
    'a sign-in of somebody else, ended': async (ask, self) => {
      if (stage.signInIds.length === 0) return harmless
      const id = random.pick(stage.signInIds)
      // Whoever has signed in as nobody is refused as such.
      return ['DELETE', `/_account/sign-ins/${id}`, undefined, { ask, expected: self === 'stranger' ? [401] : [404] }]
    }
  }
}
