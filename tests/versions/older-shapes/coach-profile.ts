import { coachProfileSchema as todays } from '#domain/model/coach-profile.ts'
import { lineSchema } from '#domain/model/primitives.ts'

export * from '#domain/model/coach-profile.ts'

/** Public pages of a version that knew short headlines alone. */
export const coachProfileSchema: typeof todays = todays.extend({ headline: lineSchema.max(20) })
