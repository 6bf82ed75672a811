import { type Booking, bookingSchema } from '#domain/model/booking.ts'
import { fromWire } from '#domain/model/wire.ts'
import { createCallsName, parseCallsName } from '#domain/rules/access.ts'
import type { StoredDocument } from '../storage/document-store.ts'
import { noteMadeAgain } from '../repair/made-again.ts'
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { createPhoneWalk } from './phone-walk.ts'
import { loadCopiesRecord } from './copies-record.ts'
import { mendCopies } from './mend-copies.ts'
import { projectBookings } from './project-bookings.ts'
import type { Projector, ProjectorParts } from './projector-contract.ts'

const pageSize = 500
/** A lost checkpoint costs reads, not writes: it is stored once in so many changes. */
const changesPerCheckpoint = 500
/** Between so many refreshed copies of one person's sessions the journal is followed: news of others does not wait for them. */
const refreshPageSize = 100
const defaultRetryDelayMs = 5_000

/** Follows the journal from its durable checkpoint. Everything it does may be done again. */
export async function createProjector(parts: ProjectorParts): Promise<Projector> {
  const { databases, logger, listBookingsOf, retryDelayMs = defaultRetryDelayMs } = parts
  const bookings = await databases.open('bookings')
  const start = await readCheckpoint(bookings)
  const record = await loadCopiesRecord(bookings, databases)
  const phoneWalk = createPhoneWalk({ ...parts, store: bookings, keepPhonesMs: parts.keepPhonesMs })
  let isPhoneWalkDue = false
  let seq = start.seq
  let storedSeq = start.seq
  const failed = new Set(start.failed)
  const people = new Set(start.people)
  const setBack = new Set(start.setBack)
  /** Whose database was looked at in this run. */
  const checkById = new Map<string, Promise<void>>()
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

  const stopListening = bookings.onChange(wake)
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
        await retryFailed()
        await refreshPeople()
        await makeAgain()
        await followJournal()
        await forgetPhones()
      }
    } catch (error) {
      logger.error({ err: error }, 'projecting was interrupted')
      retryLater()
    }
    if (failed.size > 0) retryLater()
  }

  async function followJournal(): Promise<void> {
    for (;;) {
      const page = await bookings.changes({ since: seq, limit: pageSize, includeDocs: true })
      if (page.results.length === 0) {
        // Beyond it as well, where the last change is one that cannot be read.
        seq = Math.max(seq, page.lastSeq)
        return
      }
      await markStart()
      await project(page.results.flatMap(change => change.doc ?? []))
      seq = page.lastSeq
      if (seq - storedSeq >= changesPerCheckpoint) await saveCheckpoint()
    }
  }

  /** Once for each start of the journal: a copy of its files is made while no server has them open. */
  async function markStart(): Promise<void> {
    const newest = (await bookings.readStarts()).starts.at(-1)?.id
    if (newest !== markedStart) markedStart = await parts.markJournal()
  }

  async function retryFailed(): Promise<void> {
    if (!mustRetry || failed.size === 0) return
    mustRetry = false
    await projectById([...failed])
    await saveCheckpoint()
  }

  async function refreshPeople(): Promise<void> {
    for (const userId of people) {
      await projectAll(userId)
      people.delete(userId)
      await saveCheckpoint()
    }
  }

  async function makeAgain(): Promise<void> {
    for (const userId of setBack) {
      await projectAll(userId, userId)
      setBack.delete(userId)
      await saveCheckpoint()
    }
  }

  /** After the journal: a cancellation that is not in its copies yet would be projected twice. */
  async function forgetPhones(): Promise<void> {
    while (isPhoneWalkDue) {
      const batch = await phoneWalk.next()
      isPhoneWalkDue = batch !== undefined
      if (batch === undefined) return
      await projectById(batch.bookingIds)
      await saveCheckpoint()
      await batch.note()
    }
  }

  /**
   * Before the first copy of a run is written: what is written would hide that the database was set back.
   * @param writing bookings whose copies are about to be written
   */
  function checkCopies(userId: string, writing: readonly string[] = []): Promise<void> {
    const known = checkById.get(userId)
    if (known !== undefined) return known
    const checking = findSetBack(userId, writing)
    checkById.set(userId, checking)
    checking.catch(() => checkById.delete(userId))
    return checking
  }

  async function findSetBack(userId: string, writing: readonly string[]): Promise<void> {
    const name = createCallsName(userId)
    const isThere = await databases.has(name)
    const isMended = isThere && (await mendCopies(userId, parts))
    const known = await record.isAsLeft(userId)
    const ids = listBookingsOf(userId).map(({ id }) => id)
    if (!isThere && known === false) await noteMadeAgain(await databases.open(name), { at: parts.now(), ids })
    // Nothing was recorded of somebody new, nor by version 0.1.0.
    const isAsLeft = known ?? ids.every(id => writing.includes(id))
    if (isAsLeft && !isMended) return
    setBack.add(userId)
    isWoken = true
  }

  /** Every booking of a person, page by page. */
  async function projectAll(userId: string, onlyFor?: string): Promise<void> {
    const ids = listBookingsOf(userId).map(booking => booking.id)
    for (let at = 0; at < ids.length; at += refreshPageSize) {
      await projectById(ids.slice(at, at + refreshPageSize), onlyFor)
      if (at + refreshPageSize < ids.length) await followJournal()
    }
  }

  /** Everybody's own database, one after the other, beside everything else: what is damaged must not wait until it is read. */
  async function lookOver(): Promise<void> {
    for (const userId of await listOwners()) {
      if (isStopped) return
      await checkCopies(userId).catch((error: unknown) => {
        logger.error({ err: error }, 'a person’s database could not be looked through')
      })
      if (setBack.has(userId)) wake()
    }
  }

  async function listOwners(): Promise<ReadonlySet<string>> {
    const names = await databases.list().catch(() => [])
    return new Set([...names.flatMap(name => parseCallsName(name) ?? []), ...parts.listPeople()])
  }

  /** From storage, not from memory: an older state must never follow a newer one. */
  async function projectById(ids: readonly string[], onlyFor?: string): Promise<void> {
    const docs = await bookings.read(ids)
    for (const [position, id] of ids.entries()) if (docs[position] === undefined) failed.delete(id)
    const found = docs.filter(doc => doc !== undefined)
    await project(found, onlyFor)
  }

  async function project(docs: readonly StoredDocument[], onlyFor?: string): Promise<void> {
    const known: Booking[] = []
    const lost = new Map<string, unknown>()
    for (const doc of docs) {
      failed.delete(doc._id)
      if (doc._deleted === true) continue
      const parsed = bookingSchema.safeParse(fromWire(doc))
      if (parsed.success) known.push(parsed.data)
      else lost.set(doc._id, parsed.error)
    }
    const options = {
      onlyFor,
      beforeCopies: checkCopies,
      afterCopies: (userId: string) => record.touch(userId),
      // Perhaps the database is damaged: it is looked through before the next attempt.
      onFailure: (userId: string) => void checkById.delete(userId)
    }
    for (const [id, error] of await projectBookings(known, parts, options)) lost.set(id, error)
    for (const [id, error] of lost) {
      logger.error({ err: new Error(`booking ${id} was not projected`, { cause: error }) }, 'projecting failed')
      failed.add(id)
    }
    if (lost.size > 0) await saveCheckpoint()
  }

  /** One at a time: of two that are written at once the older one could be what stays. */
  function noteOwed(): Promise<number> {
    const noted = noting.then(async () => {
      const covered = seq
      const owed = { people: [...new Set([...people, ...expected])], failed: [...failed], setBack: [...setBack] }
      await writeCheckpoint(bookings, { seq: covered, ...owed })
      return covered
    })
    noting = noted.catch(() => undefined)
    return noted
  }

  async function saveCheckpoint(): Promise<void> {
    const covered = await noteOwed()
    // Only now: what says that a database was set back must not be gone before it is on the list.
    await record.save()
    storedSeq = covered
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
    const { updateSeq } = await bookings.info()
    mustRetry = true
    for (;;) {
      wake()
      await working
      if (seq >= updateSeq && people.size === 0 && setBack.size === 0 && !isPhoneWalkDue) return
      if (isStopped || retryTimer !== undefined) return
    }
  }

  return {
    async idle() {
      await lookingOver
      await settle()
    },
    async ensureCopies(userId) {
      try {
        await checkCopies(userId)
        if (!setBack.has(userId)) return
        await saveCheckpoint()
        await settle()
      } catch (error) {
        logger.error({ err: error }, 'copies could not be compared with the journal')
        retryLater()
      }
    },
    async makeCopiesAgain(userId) {
      setBack.add(userId)
      await saveCheckpoint()
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
        await saveCheckpoint()
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
        await saveCheckpoint()
      } catch (error) {
        // Nothing is lost: the next start projects again from the stored checkpoint.
        logger.error({ err: error }, 'stopped before all copies were up to date')
      } finally {
        isStopped = true
        clearTimeout(retryTimer)
      }
    }
  }
}
