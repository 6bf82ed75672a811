import { buildBooking, dayMs, hexId, now, start } from '../builders.ts'

export const weekMs = 7 * dayMs
export const seriesId = hexId(0x5e1e5)
export const place = (position: number) => ({ id: seriesId, position })
/** The booking at a place of the series, `position` weeks after the first. */
export const dated = (position: number, fields: Parameters<typeof buildBooking>[0] = {}) =>
  buildBooking({
    id: hexId(0xb0000 + position),
    startsAt: start + position * weekMs,
    claimedAt: now,
    series: place(position),
    ...fields
  })
export const lost = (position: number, reason: 'slot-taken' | 'daily-cap' = 'slot-taken', fields = {}) =>
  dated(position, { state: 'declined', decline: { reason }, ...fields })
