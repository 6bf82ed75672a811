import { type Booking, bookingSchema } from '#domain/model/booking.ts'
import { fromWire } from '#domain/model/wire.ts'
import type { StoredDocument } from '../storage/document-store.ts'
import { readCheckpoint, writeCheckpoint } from './checkpoint.ts'
import { projectBookings } from './project-bookings.ts'
import type { Projector, ProjectorParts } from './projector-contract.ts'

const pageSize = 500
/** A lost checkpoint costs reads, not writes: it is stored once in so many changes. */
const changesPerCheckpoint = 500
const defaultRetryDelayMs = 5_000

/** Follows the journal from its durable checkpoint. Everything it does may be done again. */
export async function createProjector(parts: ProjectorParts): Promise<Projector> {
  const { databases, logger, listBookingsOf, retryDelayMs = defaultRetryDelayMs } = parts
  const bookings = await databases.open('bookings')
  const start = await readCheckpoint(bookings)
  let seq = start.seq
  let storedSeq = start.seq
  const failed = new Set(start.failed)
  const people = new Set(start.people)
  /** Whose change is about to be stored: there is nothing to bring anywhere yet. */
  const expected = new Set<string>()
  let mustRetry = failed.size > 0
  let isWoken = false
  let isStopped = false
  let working: Promise<void> | undefined
  let retryTimer: NodeJS.Timeout | undefined

  const stopListening = bookings.onChange(wake)
  wake()

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
        await followJournal()
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
      if (page.results.length === 0) return
      await project(page.results.flatMap(change => change.doc ?? []))
      seq = page.lastSeq
      if (seq - storedSeq >= changesPerCheckpoint) await saveCheckpoint()
    }
  }

  async function retryFailed(): Promise<void> {
    if (!mustRetry || failed.size === 0) return
    mustRetry = false
    await projectById([...failed])
    await saveCheckpoint()
  }

  async function refreshPeople(): Promise<void> {
    for (const userId of people) {
      const ids = listBookingsOf(userId).map(booking => booking.id)
      for (let at = 0; at < ids.length; at += pageSize) await projectById(ids.slice(at, at + pageSize))
      people.delete(userId)
      await saveCheckpoint()
    }
  }

  /** From storage, not from memory: an older state must never follow a newer one. */
  async function projectById(ids: readonly string[]): Promise<void> {
    const docs = await bookings.read(ids)
    for (const [position, id] of ids.entries()) if (docs[position] === undefined) failed.delete(id)
    await project(docs.filter(doc => doc !== undefined))
  }

  async function project(docs: readonly StoredDocument[]): Promise<void> {
    const known: Booking[] = []
    const lost = new Map<string, unknown>()
    for (const doc of docs) {
      failed.delete(doc._id)
      if (doc._deleted === true) continue
      const parsed = bookingSchema.safeParse(fromWire(doc))
      if (parsed.success) known.push(parsed.data)
      else lost.set(doc._id, parsed.error)
    }
    for (const [id, error] of await projectBookings(known, parts)) lost.set(id, error)
    for (const [id, error] of lost) {
      logger.error({ err: new Error(`booking ${id} was not projected`, { cause: error }) }, 'projecting failed')
      failed.add(id)
    }
    if (lost.size > 0) await saveCheckpoint()
  }

  async function saveCheckpoint(): Promise<void> {
    const covered = seq
    await writeCheckpoint(bookings, {
      seq: covered,
      failed: [...failed],
      people: [...new Set([...people, ...expected])]
    })
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

  async function idle(): Promise<void> {
    const { updateSeq } = await bookings.info()
    mustRetry = true
    for (;;) {
      wake()
      await working
      if (seq >= updateSeq && people.size === 0) return
      if (isStopped || retryTimer !== undefined) return
    }
  }

  return {
    idle,
    async expectPerson(userId) {
      expected.add(userId)
      await saveCheckpoint()
    },
    async refreshPerson(userId) {
      people.add(userId)
      expected.delete(userId)
      try {
        await saveCheckpoint()
        await idle()
      } catch (error) {
        logger.error({ err: error }, 'copies of a changed account will be refreshed later')
        retryLater()
      }
    },
    async stop() {
      if (isStopped) return
      stopListening()
      try {
        await idle()
        isStopped = true
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
