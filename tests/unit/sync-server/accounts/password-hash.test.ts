import { expect, it } from 'vitest'
import { createPasswordHasher } from '#server/accounts/password-hash.ts'

it('a device that has signed in before does not wait for strangers who guess', async () => {
  const hasher = createPasswordHasher(length => new Uint8Array(length), 4, 1)
  const stored = await hasher.hash('the password')
  const done: string[] = []
  const check = async (who: string, isKnown: boolean): Promise<void> => {
    await hasher.verify('the password', stored, isKnown)
    done.push(who)
  }
  const strangers = Array.from({ length: 20 }, () => check('stranger', false))
  await Promise.all([...strangers, check('owner', true)])

  // One hash is under way when the owner comes.
  expect(done.indexOf('owner')).toBe(1)
  expect(done).toHaveLength(21)
})

const composed = 'P\u00e4ssw\u00f6rt-2026'
const typedForms = [
  ['composed', composed],
  ['decomposed', composed.normalize('NFD')],
  ['partly in full width', `\uff30${composed.slice(1)}`]
] as const

it.each(typedForms.flatMap(([first, one]) => typedForms.map(([second, two]) => [first, second, one, two] as const)))(
  'PW1 a hash of a password %s fits the same one typed %s, whatever client sends it',
  async (_first, _second, set, typed) => {
    const hasher = createPasswordHasher(length => new Uint8Array(length), 4, 1)
    expect(await hasher.verify(typed, await hasher.hash(set))).toBe(true)
    expect(await hasher.verify(`${typed}!`, await hasher.hash(set))).toBe(false)
  }
)
