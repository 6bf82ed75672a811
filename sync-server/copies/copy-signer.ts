import { createHmac, createSecretKey, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { Booking } from '#domain/model/booking.ts'
import type { SignedMeeting } from '#domain/model/session-copy.ts'

/** Signs coaches' copies, and knows its own signatures again after the journal was set back to before the booking (SB5). */
export interface CopySigner {
  /** Undefined where nothing is signed: a test that has no use for it. */
  sign(booking: Pick<Booking, 'id' | 'coachId' | 'studentId' | 'slotId'>): SignedMeeting | undefined
  /** Whether this server once gave the coach a copy of that booking with the student. */
  isGenuine(signed: SignedMeeting, coachId: string, studentId: string): boolean
}

/** @param secret the server's own; signatures made with another one are worth nothing */
export function createCopySigner(secret: string): CopySigner {
  // Not the key of tokens: that one changes when a folder is put back from a copy, and this one must not.
  const key = toKey(hash(toKey(new TextEncoder().encode(secret)), 'coachdesk copies'))

  const makeMac = (bookingId: string, coachId: string, studentId: string, slotId: string): Uint8Array =>
    hash(key, JSON.stringify([bookingId, coachId, studentId, slotId]))

  return {
    sign: ({ id, coachId, studentId, slotId }) => ({
      bookingId: id,
      slotId,
      mac: Buffer.from(makeMac(id, coachId, studentId, slotId)).toString('base64url')
    }),
    isGenuine({ bookingId, slotId, mac }, coachId, studentId) {
      const given = new Uint8Array(Buffer.from(mac, 'base64url'))
      const expected = makeMac(bookingId, coachId, studentId, slotId)
      return given.length === expected.length && timingSafeEqual(given, expected)
    }
  }
}

/** Made once: a hash with raw bytes prepares its key each time, which costs more than the hash. */
const toKey = (bytes: Uint8Array): KeyObject => createSecretKey(bytes)

function hash(key: KeyObject, text: string): Uint8Array {
  return new Uint8Array(createHmac('sha256', key).update(text).digest())
}
