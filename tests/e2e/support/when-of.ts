import type { Person } from './server.ts'
import { timeOf } from './time-of.ts'

/** As a button or a row says when something begins, on a person's clock. @param startsAt epoch ms */
export function whenOf(startsAt: number, person: Person): RegExp {
  const day = new Intl.DateTimeFormat('en-GB', { timeZone: person.zone, day: 'numeric', month: 'short' })
  return new RegExp(`\\b${day.format(startsAt)}[^–]*${timeOf(startsAt, person)}`)
}
