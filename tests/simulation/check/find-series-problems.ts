import { seriesKeyOf } from '#domain/series/find-series.ts'
import { listToldDates } from '#domain/notices/series-notice.ts'
import type { Settled } from '../world/settle.ts'

/** Of series: no slot has one, each place has one booking, and what was refused is told by one notice, date by date. */
export function findSeriesProblems({ truth, reportByDevice }: Settled): readonly string[] {
  const shown = [...reportByDevice].flatMap(([device, { slots }]) => slots.map(slot => [device, slot] as const))
  const inSlots = [...truth.slots.map(slot => ['the server', slot] as const), ...shown]
    .filter(([, slot]) => 'series' in slot)
    .map(([where, { id }]) => `${where} has a series in ${id}`)
  const places = Map.groupBy(
    truth.bookings.filter(({ series }) => series !== undefined),
    booking => `${seriesKeyOf(booking)} ${booking.series?.position}`
  )
  const taken = [...places]
    .filter(([, bookings]) => bookings.length > 1)
    .map(([place, bookings]) => `${place} of a series has ${bookings.length} bookings`)
  const told = [...reportByDevice].flatMap(([device, { notices }]) =>
    notices
      .map(listToldDates)
      .filter(dates => new Set(dates.map(({ bookingId }) => bookingId)).size < dates.length)
      .map(([date]) => `${device} is told twice of ${date?.bookingId}`)
  )
  return [...inSlots, ...taken, ...told]
}
