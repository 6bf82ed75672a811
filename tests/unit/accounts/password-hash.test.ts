import { expect, it } from 'vitest'
import { createPasswordHasher } from '../../../sync-server/accounts/password-hash.ts'

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
