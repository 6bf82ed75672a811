import { meanOf, type Tally } from '#domain/insights/tally.ts'
import { hourMs } from '#domain/time/durations.ts'

export const columns = [
  'held',
  'hours',
  'noShow',
  'cancelledByCoach',
  'lateByCoach',
  'cancelledByStudent',
  'lateByStudent',
  'calledOff',
  'ahead',
  'unclear',
  'given',
  'received'
] as const
export type Column = (typeof columns)[number]

/** What stands in a column; undefined for the average of no scores. */
export function figureOf(tally: Tally, column: Column): number | undefined {
  switch (column) {
    case 'hours':
      return Math.round((100 * tally.heldMs) / hourMs) / 100
    case 'given':
    case 'received':
      return meanOf(tally[column])
    default:
      return tally[column]
  }
}

/** The columns that a screen has room for: those for what is rare only where there is something. */
export function shownColumns(total: Tally): readonly Column[] {
  return columns.filter(column => (column !== 'unclear' && column !== 'calledOff') || total[column] > 0)
}
