import type { DemoOffer } from '#domain/wire/welcome.ts'
import type { AccountDirectory } from '../accounts/account-directory.ts'
import type { PasswordHasher } from '../accounts/password-hash.ts'
import { demoPassword, demoPeople } from './people.ts'

/**
 * The people of the demo, for the buttons of the sign-in page. `COACHDESK_DEMO` alone proves nothing, as a folder may have been in use
 * before: a name is given away only where the account opens with the demo's public password, and for as long as it does.
 * @param isSeeded all accounts were made just now, with that password
 */
export async function createDemoOffer({
  directory,
  hasher,
  isSeeded
}: {
  readonly directory: Pick<AccountDirectory, 'findByName'>
  readonly hasher: Pick<PasswordHasher, 'verify'>
  readonly isSeeded: boolean
}): Promise<() => DemoOffer | undefined> {
  const checked = await Promise.all(
    demoPeople.map(async ({ name }) => {
      const account = directory.findByName(name)
      if (account === undefined) return []
      const opens = isSeeded || (await hasher.verify(demoPassword, account.passwordHash))
      return opens ? [{ name, passwordHash: account.passwordHash }] : []
    })
  )
  const known = checked.flat()

  return () => {
    const people = known.flatMap(({ name, passwordHash }) => {
      const account = directory.findByName(name)
      if (account === undefined || account.disabled || account.passwordHash !== passwordHash) return []
      return [{ name, displayName: account.displayName, role: account.role }]
    })
    return people.length === 0 ? undefined : { password: demoPassword, people }
  }
}
