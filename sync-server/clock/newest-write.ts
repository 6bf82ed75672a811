import { type Booking, bookingSchema } from '#domain/model/booking.ts'
import { fromWire } from '#domain/model/wire.ts'
import { z } from 'zod'
import type { Databases } from '../storage/document-store.ts'
import { minuteMs } from '#domain/time/durations.ts'

/** How exact the note is, and how rarely it is written. */
const stepMs = 10 * minuteMs
/** A local document of `bookings`: nobody but the server reaches it. */
const noteId = 'newest-write'
const noteSchema = z.object({ at: z.int().min(0) })

/** When the newest write was made, by the wall clock of that time, epoch ms; undefined where nothing was ever written. */
export async function readNewestWrite(databases: Databases): Promise<number | undefined> {
  const bookings = await databases.open('bookings')
  const note = noteSchema.safeParse(await bookings.readLocal(noteId)).data
  if (note !== undefined) return note.at
  // A folder from before there was a note: the journal knows times.
  let newest: number | undefined
  for await (const doc of bookings.all()) {
    const booking = bookingSchema.safeParse(fromWire(doc)).data
    if (booking !== undefined) newest = Math.max(newest ?? 0, newestStampOf(booking))
  }
  return newest
}

/** The latest time that the server has put into a journal's entry, epoch ms. */
function newestStampOf({ claimedAt, cancellation, outcomeAt, studentReview, moves, requests }: Booking): number {
  return Math.max(
    claimedAt,
    cancellation?.at ?? 0,
    outcomeAt ?? 0,
    studentReview?.at ?? 0,
    ...(moves ?? []).map(({ at }) => at),
    ...requests.map(({ at }) => at)
  )
}

/** Notes when the newest write was made. */
export interface NewestWriteNote {
  /** To be called while the clock is trusted, now and then and at the end. */
  save(now: number, isLast?: boolean): Promise<void>
  stop(): void
}

/** A clock that was corrected counts, too: the note follows it back. */
export function createNewestWriteNote(databases: Databases, noted: number | undefined): NewestWriteNote {
  let at = noted
  let isWritten = false
  const stop = databases.onChange(() => {
    isWritten = true
  })
  return {
    stop,
    async save(now, isLast = false) {
      if (!isWritten) return
      if (!isLast && at !== undefined && Math.abs(now - at) < stepMs) return
      const bookings = await databases.open('bookings')
      isWritten = false
      await bookings.writeLocal(noteId, { at: now })
      at = now
    }
  }
}
