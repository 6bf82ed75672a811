import { sessionCopySchema as todays } from '#domain/model/session-copy.ts'

export * from '#domain/model/session-copy.ts'

/**
 * Sessions as an earlier version knows them: without what is to be done after them. Forms of today name that field when they are loaded,
 * hence they pick from today's shape; nobody fills it in here.
 */
export const sessionCopySchema: typeof todays = Object.assign(todays.omit({ followUps: true }), {
  pick: todays.pick.bind(todays)
}) as unknown as typeof todays
