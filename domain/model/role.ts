import { z } from 'zod'

/** What somebody is in a session. `none`: whoever only administers has no sessions, and reads no replicated database (AC3). */
export const roleSchema = z.enum(['coach', 'student', 'none'])
export type Role = z.infer<typeof roleSchema>

/** The two sides of a session. */
export const partyRoleSchema = z.enum(['coach', 'student'])
export type PartyRole = z.infer<typeof partyRoleSchema>

/** Who writes: known from the sign-in alone, never from the document. */
export interface Actor {
  readonly userId: string
  readonly role: Role
}
