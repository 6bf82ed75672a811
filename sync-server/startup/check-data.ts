import type { Account } from '#domain/model/account.ts'
import { type Booking, isLiveBooking } from '#domain/model/booking.ts'
import type { PartyRole } from '#domain/model/role.ts'
import { listPartyRoles, partyIdOf, type Person } from '#domain/projection/party.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { parseAccount } from '../accounts/account-directory.ts'
import { readFollowedSeq, readOwed } from '../copies/owed-copies.ts'
import { buildIndex } from '../gate/memory/build-index.ts'
import { findForks } from '../gate/revisions/end-forks.ts'
import { describeDisagreement, type Disagreement, findDisagreements } from '../gate/start/find-disagreements.ts'
import type { GateIndex } from '../gate/memory/gate-index.ts'
import { openGateStores } from '../gate/gate-stores.ts'
import { createPeople, type People } from '../copies/people.ts'
import { listHalfDone } from '../gate/start/older/settle-older-journal.ts'
import type { Databases, DocumentStore, StoredDocument } from '../storage/document-store.ts'
import { checkDocuments } from './check-documents.ts'

export interface CheckResult {
  /** What disagrees, one line each: a person has to look at it. */
  readonly problems: readonly string[]
  /** What the next start of the server ends by itself, and what was looked at. */
  readonly notes: readonly string[]
  /** Databases whose files cannot be read. */
  readonly damaged: readonly string[]
  /** Whose copies do not say what the journal says. */
  readonly oldCopies: ReadonlySet<string>
}

/** Reads the databases of a folder that no server has open, changes nothing, and says what disagrees. */
export async function checkData(databases: Databases, now: number): Promise<CheckResult> {
  const checked = await checkDocuments(databases)
  const { damaged } = checked
  const problems: string[] = [...checked.problems]
  if (damaged.includes('slots') || damaged.includes('bookings')) {
    const notes = [...checked.notes, 'Slots, sessions and copies were not compared.']
    return { problems, notes, damaged, oldCopies: new Set() }
  }
  const stores = await openGateStores(databases)
  const halfDone = new Set((await listHalfDone(stores.bookings)).map(({ id }) => id))
  const { index } = await buildIndex(stores, {
    info: () => {},
    warn: ({ id = '' }) => void (halfDone.has(String(id)) || problems.push(`cannot understand ${id}`)),
    error: ({ err }) => void problems.push(err instanceof Error ? err.message : String(err))
  })
  const bookings = [...index.bookings()]
  const disagreements = findDisagreements(index, now).filter(found => !isOfHalfDone(found, halfDone))
  problems.push(...disagreements.map(describeDisagreement))
  for (const { id, revs } of await findForks(stores.slots)) {
    problems.push(`slot ${id} has ${revs.length + 1} live revisions where it should have one`)
  }
  const notes = [...checked.notes, `${bookings.length} bookings and ${[...index.slots()].length} slots were compared.`]
  if (halfDone.size > 0) notes.push(`${halfDone.size} bookings are half done; the next start ends them.`)
  const oldCopies = new Set<string>()
  if (await areCopiesBehind(stores.bookings))
    notes.push('Copies are not up to date and were not compared; start the server once, stop it, check again.')
  else {
    for (const { userId, words } of await findOldCopies(databases, index, damaged)) {
      oldCopies.add(userId)
      problems.push(words)
    }
  }
  return { problems, notes, damaged, oldCopies }
}

/** The slot of an entry that an earlier version left half done: which of both counts, the next start decides. */
function isOfHalfDone(found: Disagreement, halfDone: ReadonlySet<string>): boolean {
  return found.kind === 'slot-without-session' && halfDone.has(found.slot.bookingId ?? '')
}

async function areCopiesBehind(bookings: DocumentStore): Promise<boolean> {
  const followed = await readFollowedSeq(bookings)
  if (followed !== undefined) return followed < (await bookings.info()).updateSeq
  const { failed, people, setBack } = await readOwed(bookings)
  return failed.length + people.length + setBack.length > 0
}

/** Copies that do not say what the journal says of a session, or what accounts and profiles say of the other party. */
async function findOldCopies(
  databases: Databases,
  index: GateIndex,
  damaged: readonly string[]
): Promise<readonly { readonly userId: string; readonly words: string }[]> {
  const found: { readonly userId: string; readonly words: string }[] = []
  const findPerson = await readPeople(databases, damaged)
  const parts = [...index.bookings()].flatMap(booking =>
    listPartyRoles(booking).map(role => ({ booking, role, userId: partyIdOf(booking, role) }))
  )
  for (const [userId, own] of Map.groupBy(parts, part => part.userId)) {
    const name = createCallsName(userId)
    if (damaged.includes(name)) continue
    const docs = (await databases.has(name))
      ? await (await databases.open(name)).read(own.map(({ booking }) => booking.id))
      : []
    for (const [position, { booking, role }] of own.entries()) {
      const fault = findFault(docs[position], booking, await findPerson(otherOf(booking, role)))
      if (fault !== undefined) found.push({ userId, words: `the ${role}'s copy of booking ${booking.id} ${fault}` })
    }
  }
  return found
}

/** @param other what the copy has to say of the other party; undefined where that cannot be known */
function findFault(doc: StoredDocument | undefined, booking: Booking, other: Person | undefined): string | undefined {
  const isOfBooking =
    doc !== undefined &&
    doc._deleted !== true &&
    doc['status'] === booking.state &&
    (!isLiveBooking(booking) || doc['slotId'] === booking.slotId)
  if (!isOfBooking) return 'does not say what the journal says'
  if (other === undefined) return undefined
  // A number whose time is over is not there; that of a session that was called off is the one of then (PH3).
  const isPhoneRight = !isLiveBooking(booking) || doc['otherPhone'] === undefined || doc['otherPhone'] === other.phone
  return doc['otherName'] === other.displayName && isPhoneRight ? undefined : 'does not say who the other one is now'
}

function otherOf({ coachId, studentId }: Booking, role: PartyRole): string {
  return role === 'coach' ? studentId : coachId
}

/** What others see of people, by their accounts and profiles. Of an account that is not there, or not whole, nobody can say. */
async function readPeople(databases: Databases, damaged: readonly string[]): Promise<People['findPerson']> {
  if (damaged.includes('accounts') || damaged.includes('users')) return () => Promise.resolve(undefined)
  const accounts = new Map<string, Account>()
  for await (const doc of (await databases.open('accounts')).all()) {
    const { data: account } = parseAccount(doc)
    if (account !== undefined) accounts.set(account.id, account)
  }
  const people = createPeople(await databases.open('users'), databases, id => accounts.get(id))
  people.stop()
  return id => people.findPerson(id)
}
