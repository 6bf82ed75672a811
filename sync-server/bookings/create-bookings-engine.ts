import { createProjector } from '../projector/projector.ts'
import type { GateParts, RunningGate, StartGate } from '../gate/gate-contract.ts'
import type { GateIndex } from '../gate/memory/gate-index.ts'
import { openGateStores } from '../gate/gate-stores.ts'
import { compareAtStart } from '../gate/start/compare-at-start.ts'
import { fillTerms } from '../gate/start/fill-terms.ts'
import { createKeyedLock, type KeyedLock } from '../locks/keyed-lock.ts'
import { createPeople } from '../copies/people.ts'
import { createPutRightBudget } from '../gate/revisions/put-right.ts'
import { createRecovery } from '../gate/memory/recovery.ts'
import type { ListLockNames } from '../gate/pipeline/gate-item.ts'
import { readCalendar } from '../gate/start/read-calendar.ts'
import { markJournal } from '../gate/start/restore-journal.ts'
import type { BatchParts } from '../gate/pipeline/run-batch.ts'
import { sweepSlots } from './sweep-slots.ts'
import { tellOverlaps } from '../gate/start/tell-overlaps.ts'
import { createWriteGate } from '../gate/write-gate.ts'

export const startGate: StartGate = async parts => (await assembleGate(parts, { locks: createKeyedLock() })).gate

/** What keeps requests apart. Tests take it away, or weaken it, to see that it is noticed. */
export interface Protection {
  readonly locks: KeyedLock
  readonly listLockNames?: ListLockNames
  readonly findUncovered?: BatchParts['findUncovered']
}

export interface AssembledGate {
  readonly gate: RunningGate
  /** What the gate believes that storage holds. */
  readonly index: GateIndex
}

export async function assembleGate(parts: GateParts, protection: Protection): Promise<AssembledGate> {
  const { locks } = protection
  const { databases, now, findAccount, signer, keepPhonesMs, logger } = parts
  const stores = await openGateStores(databases)
  const makeHash = (): string => Buffer.from(parts.randomBytes(16)).toString('hex')
  const index = await readCalendar(stores, databases, { makeHash, now, logger })
  const calendar = { stores, index, now, makeHash, logger }
  await compareAtStart(calendar, databases, logger)
  const people = createPeople(stores.users, findAccount)
  await fillTerms({ ...calendar, people })
  await tellOverlaps({ ...calendar, people })

  const projector = await createProjector({
    databases,
    people,
    locks,
    now,
    listBookings: () => index.bookings(),
    findBooking: id => index.findBooking(id),
    markJournal: () => markJournal(stores.slots, stores.bookings),
    signer,
    keepPhonesMs,
    logger
  })
  const recovery = createRecovery(calendar)
  const gate = createWriteGate({
    ...calendar,
    ...protection,
    people,
    findAccount,
    recovery,
    signer,
    putRights: createPutRightBudget(now),
    keepPhonesMs,
    copies: projector,
    beforePersonChanges: userId => projector.expectPerson(userId),
    onPersonChanged: userId => void projector.refreshPerson(userId)
  })

  const running: RunningGate = {
    write: request => gate.write(request),
    idle: () => projector.idle(),
    ensureCopies: userId => projector.ensureCopies(userId),
    makeCopiesAgain: userId => projector.makeCopiesAgain(userId),
    expectAccount: userId => projector.expectPerson(userId),
    async refreshAccount(account) {
      people.forget(account.id)
      await projector.refreshPerson(account.id)
    },
    forgetPhones: () => projector.forgetPhones(),
    async sweep(time) {
      const count = await sweepSlots({ stores, index, locks }, time)
      if (count > 0) logger.info({ count }, 'swept slots that ended long ago')
    },
    async stop() {
      await gate.settled()
      recovery.stop()
      await projector.stop()
      people.stop()
    }
  }
  return { gate: running, index }
}
