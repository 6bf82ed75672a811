import { bookingSchema } from '#domain/model/booking.ts'
import { fromWire } from '#domain/model/wire.ts'
import { listPartyRoles, partyIdOf } from '#domain/projection/party.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { openAccounts } from '../accounts/open-accounts.ts'
import { createPasswordHasher } from '../accounts/password-hash.ts'
import { loadSignIns } from '../accounts/sign-ins.ts'
import { renewalMs } from '../accounts/tokens.ts'
import { createCopySigner } from '../copies/copy-signer.ts'
import { forgetOwed } from '../copies/owed-copies.ts'
import { markJournalLost } from '../gate/start/restore-journal.ts'
import { createBookingsEngine } from '../bookings/create-bookings-engine.ts'
import { noteMadeAgain } from '../repair/made-again.ts'
import { forgetLookedThrough } from '../repair/mend-where-needed.ts'
import type { Databases } from '../storage/document-store.ts'
import { describeCauses } from '../storage/storage-unavailable.ts'
import { checkData } from './check-data.ts'
import { whatComesBack } from './explain-unavailable.ts'
import type { CodeLogger } from '../logging/code-logger.ts'

export interface RepairParts {
  readonly databases: Databases
  readonly secret: string
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
  /** Where damaged files are kept, if what could be read of them was saved. */
  readonly salvaged: string | undefined
}

/**
 * Repairs a data folder that no server has open, after what can be read of its files was saved. Everything else is what a start of the server does: documents that are not whole are rebuilt, the journal is brought forward from
 * copies, slots and copies are made to say what the journal says. It does no harm to be interrupted, or to do it again.
 * @returns what was done, for the operator
 */
export async function repairData(parts: RepairParts): Promise<readonly string[]> {
  const { databases, now, randomBytes, salvaged } = parts
  const done: string[] = []
  if (salvaged !== undefined) {
    await beginAnotherPast(databases, now())
    done.push(`the databases were saved as far as they can be read; the damaged files are kept in ${salvaged}`)
    done.push(...whatComesBack.map(line => `  ${line}`))
  }
  const tell = (line: string): void => void done.push(line)
  const logger: CodeLogger = {
    info: (fields, message) => tell(`${message} ${Object.values(fields).join(' ')}`.trim()),
    warn: (fields, message) => tell(`${message}: ${Object.values(fields).join(' ')}`),
    error: ({ err }, message) => tell(`${message}: ${describeCauses(err)}`)
  }
  const hasher = createPasswordHasher(randomBytes)
  const { directory } = await openAccounts({ databases, hasher, now, randomBytes, tell })
  await loadSignIns({ store: await databases.open('sign-ins'), now, randomBytes, renewalMs })
  const signer = createCopySigner(parts.secret)
  const findAccount = (userId: string) => directory.find(userId)
  const bookings = await createBookingsEngine({ databases, now, randomBytes, findAccount, signer, logger })
  try {
    await bookings.idle()
    const { oldCopies } = await checkData(databases, now())
    for (const userId of oldCopies) await bookings.makeCopiesAgain(userId)
    if (oldCopies.size > 0) tell(`copies of ${oldCopies.size} people were made again from the journal`)
  } finally {
    await bookings.stop()
  }
  return done
}

/** Anything may be missing, or older than it was: for every client, and for the server's own parts among each other. */
async function beginAnotherPast(databases: Databases, now: number): Promise<void> {
  for (const name of await databases.list()) {
    const store = await databases.open(name)
    await store.renewPast()
    await forgetLookedThrough(store)
  }
  await noteMissingCopies(databases, now)
  await forgetOwed(await databases.open('bookings'))
  await markJournalLost(await databases.open('slots'))
}

/** The words that were in a copy which is gone are on its owner's devices only. */
async function noteMissingCopies(databases: Databases, now: number): Promise<void> {
  const missing: { readonly userId: string; readonly id: string }[] = []
  for await (const doc of (await databases.open('bookings')).all()) {
    const { data: booking } = bookingSchema.safeParse(fromWire(doc))
    if (booking === undefined) continue
    for (const userId of listPartyRoles(booking).map(role => partyIdOf(booking, role))) {
      const [copy] = await (await databases.open(createCallsName(userId))).read([booking.id])
      if (copy === undefined || copy._deleted === true) missing.push({ userId, id: booking.id })
    }
  }
  for (const [userId, copies] of Map.groupBy(missing, ({ userId }) => userId)) {
    const ids = copies.map(({ id }) => id)
    await noteMadeAgain(await databases.open(createCallsName(userId)), { at: now, ids })
  }
}
