import { openAccounts } from '../accounts/open-accounts.ts'
import { createPasswordHasher } from '../accounts/password-hash.ts'
import { loadSignIns } from '../accounts/sign-ins.ts'
import { renewalMs } from '../accounts/tokens.ts'
import { createCopySigner } from '../gate/copy-signer.ts'
import type { GateLogger } from '../gate/gate-contract.ts'
import { markJournalLost } from '../gate/restore-journal.ts'
import { startGate } from '../gate/start-gate.ts'
import { forgetCheckpoint } from '../projector/checkpoint.ts'
import { forgetLookedThrough } from '../repair/mend-where-needed.ts'
import type { Databases } from '../storage/document-store.ts'
import { describeCauses } from '../storage/storage-unavailable.ts'
import { checkData } from './check-data.ts'
import { tellWhatComesBack } from './explain-unavailable.ts'

export interface RepairParts {
  readonly databases: Databases
  readonly secret: string
  readonly now: () => number
  readonly randomBytes: (length: number) => Uint8Array
}

/**
 * Repairs a data folder that no server has open. Files that cannot be read are kept elsewhere, and what can be read of them is saved.
 * Everything else is what a start of the server does: documents that are not whole are rebuilt, the journal is brought forward from
 * copies, slots and copies are made to say what the journal says. It does no harm to be interrupted, or to do it again.
 * @returns what was done, for the operator
 */
export async function repairData(parts: RepairParts): Promise<readonly string[]> {
  const { databases, now, randomBytes } = parts
  const done: string[] = []
  const { damaged } = await checkData(databases, now())
  for (const name of damaged) {
    const place = await databases.salvage(name)
    await forgetLookedThrough(await databases.open(name))
    done.push(`database ${name} was saved as far as it can be read; its files are kept in ${place}`)
    done.push(`  ${tellWhatComesBack(name)}`)
    if (name === 'bookings') await forgetJournal(databases)
  }
  const tell = (line: string): void => void done.push(line)
  const logger: GateLogger = {
    info: (fields, message) => tell(`${message} ${Object.values(fields).join(' ')}`.trim()),
    warn: (fields, message) => tell(`${message}: ${Object.values(fields).join(' ')}`),
    error: ({ err }, message) => tell(`${message}: ${describeCauses(err)}`)
  }
  const hasher = createPasswordHasher(randomBytes)
  const { directory } = await openAccounts({ databases, hasher, now, randomBytes, tell })
  await loadSignIns({ store: await databases.open('sign-ins'), now, randomBytes, renewalMs })
  const signer = createCopySigner(parts.secret)
  const findAccount = (userId: string) => directory.find(userId)
  const gate = await startGate({ databases, now, randomBytes, findAccount, signer, logger })
  try {
    await gate.idle()
    const { oldCopies } = await checkData(databases, now())
    for (const userId of oldCopies) await gate.makeCopiesAgain(userId)
    if (oldCopies.size > 0) tell(`copies of ${oldCopies.size} people were made again from the journal`)
  } finally {
    await gate.stop()
  }
  return done
}

/** What the journal says of its own past went with it. */
async function forgetJournal(databases: Databases): Promise<void> {
  await forgetCheckpoint(await databases.open('bookings'))
  await markJournalLost(await databases.open('slots'))
}
