import type { Booking } from '#domain/model/booking.ts'
import { createCallsName } from '#domain/rules/access.ts'
import type { Person } from '../people.ts'
import { type Document, readAll } from '../push.ts'

/** Places where people's writes stand, see Fact. */
export const placeOf = {
  bio: (coachId: string): string => `bio of ${coachId}`,
  slot: (slotId: string): string => `slot ${slotId}`,
  pencil: (bookingId: string): string => `pencil ${bookingId}`,
  request: (requestId: string): string => `request ${requestId}`,
  claim: (bookingId: string): string => `claim ${bookingId}`,
  notes: (bookingId: string): string => `notes on ${bookingId}`,
  review: (bookingId: string): string => `review of ${bookingId}`
} as const

/** What each person reads over HTTP (their own page, the calendar, their own copies), and which requests the journal answers. */
export async function observe(
  coaches: readonly Person[],
  students: readonly Person[],
  journal: readonly Booking[]
): Promise<ReadonlyMap<string, string>> {
  const [reader] = coaches
  if (reader === undefined) throw new Error('nobody to read')
  const pages = await readAll(reader.ask, 'users')
  const slots = await readAll(reader.ask, 'slots')
  const ofCoaches = await Promise.all(coaches.map(readCopies))
  const ofStudents = await Promise.all(students.map(readCopies))
  return new Map([
    ...pages.map(page => [placeOf.bio(page._id), toText(page['bio'])] as const),
    ...slots.map(slot => [placeOf.slot(slot._id), slotToState(slot)] as const),
    ...journal.flatMap(({ requests }) =>
      requests.map(({ requestId }) => [placeOf.request(requestId), 'answered'] as const)
    ),
    ...ofCoaches
      .flat()
      .flatMap(copy => [
        [placeOf.notes(copy._id), toText(copy['notes'])] as const,
        [placeOf.pencil(copy._id), claimToState(copy)] as const
      ]),
    ...ofStudents
      .flat()
      .flatMap(copy => [
        [placeOf.claim(copy._id), claimToState(copy)] as const,
        [placeOf.review(copy._id), toText((copy['review'] as { readonly text?: string } | undefined)?.text)] as const
      ])
  ])
}

/** Whoever holds it: what its coach was promised is that it is there. */
function slotToState({ status }: Document): string {
  return status === 'open' || status === 'booked' ? 'there' : String(status)
}

function claimToState({ status, decline }: Document): string {
  const reason = (decline as { readonly reason?: string } | undefined)?.reason
  return reason === undefined ? String(status) : `${String(status)}: ${reason}`
}

/** Who has an account has a page, empty at first. */
function toText(words: unknown): string {
  return typeof words === 'string' && words !== '' ? words : 'nothing'
}

async function readCopies({ ask, userId }: Person): Promise<readonly Document[]> {
  const all = await readAll(ask, createCallsName(userId))
  return all.filter(({ _id }) => !_id.startsWith('notice:'))
}
