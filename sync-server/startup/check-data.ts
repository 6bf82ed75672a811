import { isLiveBooking } from '#domain/model/booking.ts'
import { listPartyRoles, partyIdOf } from '#domain/projection/party.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { buildIndex } from '../gate/build-index.ts'
import { decideSettlement, isSettled } from '../gate/decide-settlement.ts'
import { findForks } from '../gate/end-forks.ts'
import { describeDisagreement, findDisagreements } from '../gate/find-disagreements.ts'
import type { GateIndex } from '../gate/gate-index.ts'
import { openGateStores } from '../gate/gate-stores.ts'
import { readCheckpoint } from '../projector/checkpoint.ts'
import type { Databases } from '../storage/document-store.ts'

export interface CheckResult {
  /** What disagrees, one line each: a person has to look at it. */
  readonly problems: readonly string[]
  /** What the next start of the server ends by itself, and what was looked at. */
  readonly notes: readonly string[]
}

/** Reads the databases of a folder that no server has open, changes nothing, and says what disagrees. */
export async function checkData(databases: Databases, now: number): Promise<CheckResult> {
  const problems: string[] = []
  const stores = await openGateStores(databases)
  const index = await buildIndex(stores, {
    info: () => {},
    error: ({ err }) => void problems.push(err instanceof Error ? err.message : String(err))
  })
  const bookings = [...index.bookings()]
  const unfinished = bookings.filter(
    booking =>
      !isSettled(
        booking,
        decideSettlement(booking, id => index.findSlot(id))
      )
  )
  problems.push(...findDisagreements(index, now).map(describeDisagreement))
  for (const { id, revs } of await findForks(stores.slots)) {
    problems.push(`slot ${id} has ${revs.length + 1} live revisions where it should have one`)
  }
  const notes = [`${bookings.length} bookings and ${[...index.slots()].length} slots were compared.`]
  if (unfinished.length > 0) notes.push(`${unfinished.length} bookings are half done; the next start ends them.`)
  const { seq } = await readCheckpoint(stores.bookings)
  const { updateSeq } = await stores.bookings.info()
  if (seq < updateSeq)
    notes.push('Copies are not up to date and were not compared; start the server once, stop it, check again.')
  else problems.push(...(await findOldCopies(databases, index)))
  return { problems, notes }
}

/** Copies that do not say what the journal says of a session. */
async function findOldCopies(databases: Databases, index: GateIndex): Promise<readonly string[]> {
  const problems: string[] = []
  const parts = [...index.bookings()].flatMap(booking =>
    listPartyRoles(booking).map(role => ({ booking, role, userId: partyIdOf(booking, role) }))
  )
  for (const [userId, own] of Map.groupBy(parts, part => part.userId)) {
    const name = createCallsName(userId)
    const docs = (await databases.has(name))
      ? await (await databases.open(name)).read(own.map(({ booking }) => booking.id))
      : []
    for (const [position, { booking, role }] of own.entries()) {
      const doc = docs[position]
      const isCurrent =
        doc !== undefined &&
        doc._deleted !== true &&
        doc['status'] === booking.state &&
        (!isLiveBooking(booking) || doc['slotId'] === booking.slotId)
      if (!isCurrent) problems.push(`the ${role}'s copy of booking ${booking.id} does not say what the journal says`)
    }
  }
  return problems
}
