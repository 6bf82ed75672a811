import type { Person } from './server.ts'

/** The time of an instant (epoch ms) on a person's clock, as the pages show it. */
export function timeOf(startsAt: number, { zone }: Person): string {
  return new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' }).format(startsAt)
}
