export const dayParts = ['morning', 'afternoon', 'evening'] as const
export type DayPart = (typeof dayParts)[number]

const noonMin = 12 * 60
const eveningMin = 17 * 60
const dawnMin = 5 * 60

/** The part of day in which a slot starts. Night hours before five count as evening. @param minutes since midnight on the clock */
export function dayPartOf(minutes: number): DayPart {
  if (minutes < dawnMin || minutes >= eveningMin) return 'evening'
  return minutes < noonMin ? 'morning' : 'afternoon'
}
