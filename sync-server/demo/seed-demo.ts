import type { Account } from '#domain/model/account.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { productVersion } from '#domain/versions/product-version.ts'
import type { AccountDirectory } from '../accounts/account-directory.ts'
import type { AccountService } from '../accounts/account-service.ts'
import { keepCoachProfile } from '../accounts/coach-profile-keeper.ts'
import type { CopySigner } from '../copies/copy-signer.ts'
import type { BookingsEngine, CreateBookingsEngine } from '../bookings/bookings-contract.ts'
import { StartupError } from '../startup/startup-error.ts'
import type { Databases } from '../storage/document-store.ts'
import { type DemoCoach, demoCoaches, demoPassword, demoPeople } from './people.ts'
import { performStep } from './perform-step.ts'
import { planDemo, storyStart } from './plan-demo.ts'
import type { CodeLogger } from '../logging/code-logger.ts'

/** A local document that stands in `accounts` for as long as the story is being written. */
const unfinishedMark = 'demo-unfinished'
const unfinishedLines = [
  'The demo data was interrupted while it was being written.',
  'Remove the data folder (COACHDESK_DATA), in which there is nothing else, and start again.'
]

export interface DemoParts {
  readonly databases: Databases
  readonly directory: AccountDirectory
  readonly accounts: AccountService
  readonly createBookingsEngine: CreateBookingsEngine
  /** The moment up to which the story is told, epoch ms. */
  readonly now: Instant
  readonly randomBytes: (length: number) => Uint8Array
  readonly signer: CopySigner
  readonly logger: CodeLogger
}

/**
 * Fills an empty data folder with people and some weeks of their life: run before the server's own gate is started.
 * A gate with a clock of its own lives through the story from its first day, so every document is made by the rules
 * that make the real ones. A folder with any account in it is left alone.
 * @returns whether anything was written
 * @throws StartupError where an earlier run was interrupted in the middle of the story
 */
export async function seedDemo(parts: DemoParts): Promise<boolean> {
  const store = await parts.databases.open('accounts')
  if ((await store.readLocal(unfinishedMark)) !== undefined) throw new StartupError(unfinishedLines)
  if (parts.directory.list().length > 0) return false
  await store.writeLocal(unfinishedMark, {})
  await tellStory(parts)
  await store.removeLocal(unfinishedMark)
  return true
}

async function tellStory(parts: DemoParts): Promise<void> {
  const accounts = await addAccounts(parts)
  const { databases, directory, now, randomBytes, signer, logger } = parts
  let clock = storyStart(now)
  const gate = await parts.createBookingsEngine({
    databases,
    now: () => clock,
    randomBytes,
    findAccount: userId => directory.find(userId),
    signer,
    logger
  })
  try {
    for (const coach of demoCoaches) await publishProfile(parts, gate, coach, accounts)
    const createRandomId = () => Buffer.from(randomBytes(16)).toString('hex')
    const world = { gate, databases, accounts, createRandomId, bookingIds: new Map<string, string>() }
    for (const step of planDemo(now)) {
      clock = step.at
      await performStep(world, step)
    }
    await gate.idle()
  } finally {
    await gate.stop()
  }
}

async function addAccounts({ accounts }: DemoParts): Promise<ReadonlyMap<string, Account>> {
  const added = await Promise.all(
    demoPeople.map(async ({ name, role, displayName, phone, zone }) => {
      const result = await accounts.add({ name, role, displayName, phone, zone, password: demoPassword })
      if (!result.ok) throw new Error(`the demo account ${name} was refused: ${result.problems[0]?.why}`)
      return [name, result.account] as const
    })
  )
  return new Map(added)
}

async function publishProfile(
  { databases }: DemoParts,
  gate: BookingsEngine,
  coach: DemoCoach,
  accounts: ReadonlyMap<string, Account>
): Promise<void> {
  const account = accounts.get(coach.name)
  if (account === undefined) throw new Error(`the demo has no account ${coach.name}`)
  const users = await databases.open('users')
  await keepCoachProfile(users, account)
  const [stored] = await users.read([account.id])
  if (stored === undefined) throw new Error(`${coach.name} has no profile`)
  const [row] = await gate.write({
    database: 'users',
    docs: [{ ...stored, ...coach.profile }],
    newEdits: true,
    user: { userId: account.id, name: account.name, role: account.role, deviceVersion: productVersion }
  })
  if (row === undefined || 'error' in row) throw new Error(`the profile of ${coach.name} was refused: ${row?.message}`)
}
