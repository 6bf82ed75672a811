/** A length of time in the units that people say it in. */
export interface DurationParts {
  readonly days: number
  readonly hours: number
  readonly minutes: number
}

const hourMin = 60
const dayMin = 1_440

/**
 * Splits minutes into what is said: up to two days in hours, because a policy of "24 hours" is meant to the hour, and
 * from there in days where nothing is left over.
 */
export function splitMinutes(minutes: number): DurationParts {
  if (minutes > 2 * dayMin && minutes % dayMin === 0) return { days: minutes / dayMin, hours: 0, minutes: 0 }
  return { days: 0, hours: Math.floor(minutes / hourMin), minutes: minutes % hourMin }
}
