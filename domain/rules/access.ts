import type { Actor } from '../model/role.ts'

const callsPrefix = 'calls-'

/** The database of one person's bookings and notices. */
export function createCallsName(userId: string): string {
  return `${callsPrefix}${userId}`
}

/** Whose bookings a database holds; undefined for other databases. */
export function parseCallsName(database: string): string | undefined {
  return database.startsWith(callsPrefix) ? database.slice(callsPrefix.length) : undefined
}

/** The databases that a person may read, and therefore replicate (AC1 to AC4). The right to administer plays no part. */
export function listReadable({ userId, role }: Actor): readonly string[] {
  return role === 'none' ? [] : ['users', 'slots', createCallsName(userId)]
}

/** Whether this person may read a database. `bookings`, `accounts` and `sign-ins` are the server's alone. */
export function mayRead(actor: Actor, database: string): boolean {
  return listReadable(actor).includes(database)
}

/** Whether this person may push into a database at all; the gate judges each document. */
export function mayPush(actor: Actor, database: string): boolean {
  return mayRead(actor, database)
}
