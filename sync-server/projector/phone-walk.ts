import { z } from 'zod'
import type { Booking } from '#domain/model/booking.ts'
import type { Instant } from '#domain/model/primitives.ts'
import { bookingPhoneEndOf } from '#domain/rules/phone-end.ts'
import type { DocumentStore } from '../storage/document-store.ts'

const localId = 'phones'
/** Bounds how long other projecting waits, and what an interruption repeats. */
const batchSize = 500

const recordSchema = z.object({
  /** Numbers that ended until then are out of the copies, epoch ms. */
  doneUpTo: z.number(),
  /** The setting of then; null: for good. */
  keepMs: z.number().nullable(),
  /** While all copies are gone through, because the setting has changed: the last booking that was. */
  after: z.string().optional()
})
type WalkRecord = z.infer<typeof recordSchema>

/** Some bookings whose copies have to be made again, and what to note once they are. */
export interface PhoneBatch {
  readonly bookingIds: readonly string[]
  note(): Promise<void>
}

/**
 * Finds the copies that hold a number whose time is over (PH2, PH4): batch by batch in the order of those times, from where the last
 * run stopped. Where nothing is noted, that is the beginning: version 0.1.0 kept every number. Doing a batch twice does no harm.
 */
export interface PhoneWalk {
  /** Undefined where nothing is left to do. */
  next(): Promise<PhoneBatch | undefined>
}

export function createPhoneWalk(parts: {
  /** The `bookings` database. */
  readonly store: Pick<DocumentStore, 'readLocal' | 'writeLocal'>
  readonly listBookings: () => Iterable<Booking>
  readonly now: () => Instant
  readonly keepPhonesMs: number | undefined
}): PhoneWalk {
  const { store, listBookings, now, keepPhonesMs } = parts
  const keepMs = keepPhonesMs ?? null
  let record: WalkRecord | undefined

  async function readRecord(): Promise<WalkRecord> {
    const stored = recordSchema.safeParse(await store.readLocal(localId)).data ?? { doneUpTo: 0, keepMs: null }
    // All copies say until when they keep their number, or that they do not.
    return stored.keepMs === keepMs ? stored : { doneUpTo: now(), keepMs, after: '' }
  }

  function toBatch(bookings: readonly Booking[], next: WalkRecord): PhoneBatch {
    return {
      bookingIds: bookings.map(({ id }) => id),
      async note() {
        await store.writeLocal(localId, { ...next })
        record = next
      }
    }
  }

  function nextOfAll({ after = '', ...rest }: WalkRecord): PhoneBatch {
    const left = [...listBookings()].filter(({ id }) => id > after).sort((a, b) => (a.id < b.id ? -1 : 1))
    const some = left.slice(0, batchSize)
    const last = some.at(-1)
    return toBatch(some, last === undefined || some.length === left.length ? rest : { ...rest, after: last.id })
  }

  function nextEnded(from: WalkRecord): PhoneBatch | undefined {
    const until = now()
    // A clock that was ahead has noted times that have not come.
    const since = from.doneUpTo > until ? 0 : from.doneUpTo
    const ended = listEnded(listBookings(), keepPhonesMs).filter(({ end }) => end > since && end <= until)
    const last = ended[batchSize - 1]
    const some = last === undefined ? ended : ended.filter(({ end }) => end <= last.end)
    if (some.length === 0) return undefined
    const doneUpTo = some.length === ended.length ? until : (some.at(-1)?.end ?? until)
    return toBatch(
      some.map(({ booking }) => booking),
      { ...from, doneUpTo }
    )
  }

  return {
    async next() {
      record ??= await readRecord()
      return record.after === undefined ? nextEnded(record) : nextOfAll(record)
    }
  }
}

/** In the order of their ends. */
function listEnded(bookings: Iterable<Booking>, keepPhonesMs: number | undefined) {
  const ended: { readonly booking: Booking; readonly end: Instant }[] = []
  for (const booking of bookings) {
    const end = bookingPhoneEndOf(booking, keepPhonesMs)
    if (end !== undefined) ended.push({ booking, end })
  }
  return ended.sort((a, b) => a.end - b.end)
}
