import { createCallsName } from '#domain/rules/access.ts'
import { planRelation } from '../copies/plan-relation.ts'
import { createLinkReader } from '../busy-links/link-reader.ts'
import { createStoreReading } from '../busy-links/store-reading.ts'
import { tellPerson } from '../copies/tell-person.ts'
import { createProjector } from '../projector/projector.ts'
import type { BookingsParts, BookingsEngine, CreateBookingsEngine } from './bookings-contract.ts'
import type { GateIndex } from '../gate/memory/gate-index.ts'
import { createKeyedLock, type KeyedLock } from '../locks/keyed-lock.ts'
import { createPutRightBudget } from '../gate/revisions/put-right.ts'
import { createRecovery } from '../gate/memory/recovery.ts'
import { openCalendar } from '../gate/start/open-calendar.ts'
import type { ListLockNames } from '../gate/pipeline/gate-item.ts'
import { markJournal } from '../gate/start/restore-journal.ts'
import type { BatchParts } from '../gate/pipeline/run-batch.ts'
import { createHoursFiller } from './fill-hours.ts'
import { createOfferedBook } from '../offered/offered-book.ts'
import { sweepSlots } from './sweep-slots.ts'
import { sweepOpenedNotices } from '../waiting-list/sweep-opened-notices.ts'
import { createWaitingList } from '../waiting-list/waiting-list.ts'
import { createWriteGate } from '../gate/write-gate.ts'

export const createBookingsEngine: CreateBookingsEngine = async parts =>
  (await assembleBookingsEngine(parts, { locks: createKeyedLock() })).engine

/** What keeps requests apart. Tests take it away, or weaken it, to see that it is noticed. */
export interface Protection {
  readonly locks: KeyedLock
  readonly listLockNames?: ListLockNames
  readonly findUncovered?: BatchParts['findUncovered']
  /** What the gate asks before it judges; left out: the record of what was offered (IN7). */
  readonly offered?: BatchParts['offered']
}

export interface AssembledEngine {
  readonly engine: BookingsEngine
  /** What the gate believes that storage holds. */
  readonly index: GateIndex
}

/**
 * Builds what keeps bookings, from the bottom up: the calendar as storage has it, the projector, which brings copies up to date, and
 * the gate, which asks the projector before it writes copies itself. Both share the locks and the people; neither knows the other.
 */
export async function assembleBookingsEngine(parts: BookingsParts, protection: Protection): Promise<AssembledEngine> {
  const { locks } = protection
  const { databases, now, findAccount, signer, keepPhonesMs, logger } = parts
  const calendar = await openCalendar(parts)
  const { stores, index, people } = calendar

  const doubted = new Set<string>()
  const projector = await createProjector({
    databases,
    people,
    locks,
    now,
    listBookings: () => index.bookings(),
    findBooking: id => index.findBooking(id),
    listSeries: booking => index.listSeries(booking),
    markJournal: () => markJournal(stores.slots, stores.bookings),
    signer,
    keepPhonesMs,
    onDoubt(userId) {
      if (findAccount(userId)?.role === 'coach') doubted.add(userId)
    },
    logger
  })
  const recovery = createRecovery({ stores, index, logger })
  const offered = await createOfferedBook({ ...calendar, copies: projector, locks, recovery, doubted, logger })
  const filler = createHoursFiller({ ...calendar, locks, recovery, now, logger })
  const onTimes = (coachId: string): void => filler.fill(coachId)
  const links = createLinkReader({
    databases,
    users: stores.users,
    people,
    readCalendar: parts.readCalendar,
    store: createStoreReading({ databases, copies: projector, locks, recovery, now, onTimes }),
    now,
    logger
  })
  const waiting = createWaitingList({
    databases,
    slots: stores.slots,
    index,
    people,
    copies: projector,
    now,
    logger,
    gatherMs: parts.gatherOpeningsMs
  })
  const gate = createWriteGate({
    ...calendar,
    ...protection,
    logger,
    findAccount,
    recovery,
    signer,
    putRights: createPutRightBudget(now),
    keepPhonesMs,
    fieldsByVersion: parts.fieldsByVersion,
    copies: projector,
    offered: protection.offered ?? offered,
    beforePersonChanges: userId => projector.expectPerson(userId),
    onPersonChanged: userId => void projector.refreshPerson(userId),
    onWatchesChanged: studentId => waiting.noteWatches(studentId),
    onBusyLinkChanged: coachId => links.noteChange(coachId),
    onFillingCut: coachId => filler.fill(coachId)
  })

  const engine: BookingsEngine = {
    write: request => gate.write(request),
    async idle() {
      await links.idle()
      await filler.idle()
      await waiting.idle()
      await projector.idle()
    },
    fillHours: () => filler.fillAll(),
    fillHoursOf: coachId => filler.fill(coachId),
    readCalendars: () => links.readDue(),
    ensureCopies: userId => projector.ensureCopies(userId),
    makeCopiesAgain: userId => projector.makeCopiesAgain(userId),
    tellPerson: (userId, notice) => tellPerson(userId, notice, { databases, copies: projector }),
    relations: {
      prepare: userId => projector.ensureCopies(userId),
      async plan(coachId, student) {
        const coach = people.isActive(coachId, 'coach') ? await people.findPerson(coachId) : undefined
        return coach === undefined ? undefined : planRelation({ coach, student }, now(), databases)
      },
      note(coachId, ...others) {
        people.rereadDocuments(coachId)
        projector.note([coachId, ...others].map(createCallsName))
      }
    },
    expectAccount: userId => projector.expectPerson(userId),
    async refreshAccount(account) {
      people.forget(account.id)
      await projector.refreshPerson(account.id)
    },
    forgetPhones: () => projector.forgetPhones(),
    countOffered: () => offered.countAll(),
    async sweep(time) {
      const count = await sweepSlots({ stores, index, locks, copies: projector, offered, now }, time)
      if (count > 0) logger.info({ count }, 'swept slots that ended long ago')
      const notices = await sweepOpenedNotices({ databases, copies: projector }, time.certain)
      if (notices > 0) logger.info({ count: notices }, 'swept notices about slots that are no news any more')
    },
    async stop() {
      await gate.settled()
      await links.stop()
      await filler.stop()
      await waiting.stop()
      recovery.stop()
      await projector.stop()
      people.stop()
    }
  }
  return { engine, index }
}
