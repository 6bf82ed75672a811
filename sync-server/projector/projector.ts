import type { Booking } from '#domain/model/booking.ts'
import { createCallsName, parseCallsName } from '#domain/rules/access.ts'
import { loadCopiesRecord } from '../copies/copies-record.ts'
import { readOwed, writeOwed } from '../copies/owed-copies.ts'
import { lockNames, runLocked } from '../locks/keyed-lock.ts'
import { noteMadeAgain } from '../repair/made-again.ts'
import { mendCopies } from './mend-copies.ts'
import { createOwedList } from './owed-list.ts'
import { createPhoneWalk } from './phone-walk.ts'
import { refreshRelations } from './refresh-relations.ts'
import { projectBookings } from './project-bookings.ts'
import type { Projector, ProjectorParts } from './projector-contract.ts'

const defaultRetryDelayMs = 5_000

/** What is owed is noted on disk before it is done. Everything it does may be done again. */
export async function createProjector(parts: ProjectorParts): Promise<Projector> {
  const { databases, locks, logger, findBooking, retryDelayMs = defaultRetryDelayMs } = parts
  const bookings = await databases.open('bookings')
  const start = await readOwed(bookings)
  const record = await loadCopiesRecord(bookings, databases)
  const phoneWalk = createPhoneWalk({ ...parts, store: bookings, keepPhonesMs: parts.keepPhonesMs })
  let isPhoneWalkDue = false
  const failed = createOwedList(start.failed)
  const people = createOwedList(start.people)
  const setBack = createOwedList(start.setBack)
  /** Whose database was looked at in this run, and who of them is known to be whole. */
  const checkById = new Map<string, Promise<void>>()
  const checked = new Set<string>()
  /** Whose database the gate has written to in this run. */
  const written = new Set<string>()
  /** Bookings that are owed and about to be stored: the journal need not know them yet. */
  const aboutToBe = new Set<string>()
  /** Whose change is about to be stored: there is nothing to bring anywhere yet. */
  const expected = new Set<string>()
  /** The start of the journal that is noted outside of it. */
  let markedStart: string | undefined
  let mustRetry = failed.size > 0
  let isWoken = false
  let isStopped = false
  let working: Promise<void> | undefined
  let noting: Promise<unknown> = Promise.resolve()
  let retryTimer: NodeJS.Timeout | undefined

  const stopListening = databases.onChange((name, _lastSeq, startId) => {
    if (name === 'bookings' && startId !== markedStart) wake()
  })
  wake()
  const lookingOver = lookOver()

  function wake(): void {
    if (isStopped) return
    isWoken = true
    working ??= work().finally(() => {
      working = undefined
      // Woken after the last look, or owed from before: go on.
      if (isWoken) wake()
    })
  }

  async function work(): Promise<void> {
    try {
      while (isWoken) {
        isWoken = false
        await markStart()
        await retryFailed()
        await refreshPeople()
        await makeAgain()
        await forgetPhones()
        await saveRecord()
      }
    } catch (error) {
      logger.error({ err: error }, 'projecting was interrupted')
      retryLater()
    }
    if (failed.size > 0) retryLater()
  }

  /** Once for each start of the journal: a copy of its files is made while no server has them open. */
  async function markStart(): Promise<void> {
    const newest = (await bookings.readStarts()).starts.at(-1)?.id
    if (newest !== markedStart) markedStart = await parts.markJournal()
  }

  async function retryFailed(): Promise<void> {
    if (!mustRetry || failed.size === 0) return
    mustRetry = false
    const begun = failed.list().map(id => ({ id, end: failed.begin(id) }))
    await project(begun.flatMap(({ id }) => find(id)))
    for (const { id, end } of begun) if (findBooking(id) === undefined && !aboutToBe.has(id)) end()
    await noteOwed()
  }

  async function refreshPeople(): Promise<void> {
    for (const userId of people.list()) {
      const end = people.begin(userId)
      await project(await listBookingsOf(userId))
      await refreshRelations(userId, parts, other => record.touch(other))
      end()
      await noteOwed()
    }
  }

  async function makeAgain(): Promise<void> {
    for (const userId of setBack.list()) {
      const end = setBack.begin(userId)
      await project(await listBookingsOf(userId), userId)
      end()
      await noteOwed()
    }
  }

  async function forgetPhones(): Promise<void> {
    while (isPhoneWalkDue) {
      const batch = await phoneWalk.next()
      isPhoneWalkDue = batch !== undefined
      if (batch === undefined) return
      await project(batch.bookingIds.flatMap(find))
      await noteOwed()
      await batch.note()
    }
  }

  function find(id: string): readonly Booking[] {
    const booking = findBooking(id)
    return booking === undefined ? [] : [booking]
  }

  /**
   * Every entry of the journal that concerns a person. Who was seen before a change of that person was is in it: whoever writes a session
   * holds the copies of both parties from before looking at the people until it is stored.
   */
  function listBookingsOf(userId: string): Promise<readonly Booking[]> {
    return runLocked(locks, [lockNames.copies(userId)], () => Promise.resolve(pickBookingsOf(userId)))
  }

  function pickBookingsOf(userId: string): readonly Booking[] {
    return [...parts.listBookings()].filter(({ coachId, studentId }) => coachId === userId || studentId === userId)
  }

  /** Before the first copy of a run is written: what is written would hide that the database was set back. */
  function checkCopies(userId: string): Promise<void> {
    const known = checkById.get(userId)
    if (known !== undefined) return known
    const checking = findSetBack(userId)
    checkById.set(userId, checking)
    checking.then(
      () => {
        if (checkById.get(userId) === checking) checked.add(userId)
      },
      () => checkById.delete(userId)
    )
    return checking
  }

  /** Perhaps the database is damaged: it is looked through before the next attempt. */
  function doubtCopies(userId: string): void {
    checkById.delete(userId)
    checked.delete(userId)
  }

  async function findSetBack(userId: string): Promise<void> {
    const name = createCallsName(userId)
    const isThere = await databases.has(name)
    const isMended = isThere && (await mendCopies(userId, parts))
    const known = await record.isAsLeft(userId)
    // Goes through the whole journal, for each person of a start: not where nothing is asked of it.
    const ids = isThere && known !== undefined ? [] : pickBookingsOf(userId).map(({ id }) => id)
    if (!isThere && known === false) await noteMadeAgain(await databases.open(name), { at: parts.now(), ids })
    // Nothing was recorded of somebody new, nor by version 0.1.0.
    if (isMended || known === false) parts.onDoubt?.(userId)
    const isAsLeft = known ?? ids.length === 0
    if (isAsLeft && !isMended) return
    setBack.add(userId)
    wake()
  }

  /** Everybody's own database, one after the other, beside everything else: what is damaged must not wait until it is read. */
  async function lookOver(): Promise<void> {
    for (const userId of await listOwners()) {
      if (isStopped) return
      await checkCopies(userId).catch((error: unknown) => {
        logger.error({ err: error }, 'a person’s database could not be looked through')
      })
    }
  }

  async function listOwners(): Promise<ReadonlySet<string>> {
    const names = await databases.list().catch(() => [])
    const parties = [...parts.listBookings()].flatMap(({ coachId, studentId }) => [coachId, studentId])
    return new Set([...names.flatMap(name => parseCallsName(name) ?? []), ...parties])
  }

  async function project(some: readonly Booking[], onlyFor?: string): Promise<void> {
    const options = {
      onlyFor,
      beforeCopies: checkCopies,
      afterCopies: (userId: string) => record.touch(userId),
      onFailure: doubtCopies
    }
    // What is made for one party alone leaves what is owed to the other.
    const ends = onlyFor === undefined ? some.map(({ id }) => failed.begin(id)) : []
    const lost = await projectBookings(some, parts, options)
    for (const end of ends) end()
    for (const [id, error] of lost) {
      logger.error({ err: new Error(`booking ${id} was not projected`, { cause: error }) }, 'projecting failed')
      failed.add(id)
    }
    if (lost.size > 0) await noteOwed()
  }

  /** One at a time: of two that are written at once the older one could be what stays. */
  function noteOwed(): Promise<void> {
    const noted = noting.then(async () => {
      const all = [...new Set([...people.list(), ...expected])]
      await writeOwed(bookings, { people: all, failed: failed.list(), setBack: setBack.list() })
    })
    noting = noted.catch(() => undefined)
    return noted
  }

  /** What says that a database was set back must not be gone before it is on the list. */
  async function saveRecord(): Promise<void> {
    if (setBack.size > 0) await noteOwed()
    await record.save()
  }

  function retryLater(): void {
    if (isStopped || retryTimer !== undefined) return
    retryTimer = setTimeout(() => {
      retryTimer = undefined
      mustRetry = true
      wake()
    }, retryDelayMs)
    retryTimer.unref()
  }

  async function settle(): Promise<void> {
    mustRetry = true
    for (;;) {
      wake()
      await working
      if (people.size === 0 && setBack.size === 0 && !isPhoneWalkDue) return
      if (isStopped || retryTimer !== undefined) return
    }
  }

  return {
    isChecked: userId => checked.has(userId),
    async check(userId) {
      await checkCopies(userId).catch((error: unknown) => {
        logger.error({ err: error }, 'a person’s database could not be looked through')
      })
    },
    async owe(bookingIds) {
      for (const id of bookingIds) {
        failed.add(id)
        aboutToBe.add(id)
      }
      await noteOwed()
      retryLater()
      return () => {
        for (const id of bookingIds) aboutToBe.delete(id)
      }
    },
    note(names) {
      const users = names.flatMap(name => parseCallsName(name) ?? [])
      const unnoted = users.filter(userId => checked.has(userId) && !setBack.has(userId) && !written.has(userId))
      if (unnoted.length === 0) return
      for (const userId of unnoted) {
        written.add(userId)
        record.touch(userId)
      }
      wake()
    },
    async idle() {
      await lookingOver
      await settle()
    },
    async ensureCopies(userId) {
      try {
        await checkCopies(userId)
        if (!setBack.has(userId)) return
        await noteOwed()
        await settle()
      } catch (error) {
        logger.error({ err: error }, 'copies could not be compared with the journal')
        retryLater()
      }
    },
    async makeCopiesAgain(userId) {
      setBack.add(userId)
      await noteOwed()
      await settle()
    },
    async expectPerson(userId) {
      expected.add(userId)
      await noteOwed()
    },
    async refreshPerson(userId) {
      people.add(userId)
      expected.delete(userId)
      try {
        await noteOwed()
        await settle()
      } catch (error) {
        logger.error({ err: error }, 'copies of a changed account will be refreshed later')
        retryLater()
      }
    },
    async forgetPhones() {
      isPhoneWalkDue = true
      await settle()
    },
    async stop() {
      if (isStopped) return
      stopListening()
      try {
        await settle()
        isStopped = true
        await lookingOver
        clearTimeout(retryTimer)
        await working
        await noteOwed()
        await saveRecord()
      } catch (error) {
        // Nothing is lost: what is owed is noted, and the next start begins with it.
        logger.error({ err: error }, 'stopped before all copies were up to date')
      } finally {
        isStopped = true
        clearTimeout(retryTimer)
      }
    }
  }
}
