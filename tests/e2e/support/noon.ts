import { dayMs, hourMs } from '#domain/time/durations.ts'

/** Noon in Berlin or near it, in a few days, epoch ms: within every policy, on one date in both zones of the people. */
export const noon = Math.ceil(Date.now() / dayMs) * dayMs + 3 * dayMs + 11 * hourMs
