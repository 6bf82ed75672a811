import { z } from 'zod'
import { sessionCopySchema as todays } from '#domain/model/session-copy.ts'

export * from '#domain/model/session-copy.ts'

/** Sessions of a version that knew short notes alone. Forms pick from today's shape when they are loaded. */
export const sessionCopySchema: typeof todays = Object.assign(todays.extend({ notes: z.string().max(40).optional() }), {
  pick: todays.pick.bind(todays)
})
