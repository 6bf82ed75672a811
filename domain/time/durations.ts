/** Lengths of time, ms. A day here is 24 hours; days of a calendar are in wall-clock.ts. */
export const minuteMs = 60_000
export const hourMs = 60 * minuteMs
export const dayMs = 24 * hourMs
