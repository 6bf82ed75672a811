import { z } from 'zod'
import { maxEmailLength } from '#domain/model/email-address.ts'
import { displayNameSchema, instantSchema, userIdSchema } from '#domain/model/primitives.ts'
import { roleSchema } from '#domain/model/role.ts'
import type { InvitationState } from '#domain/wire/invitations.ts'
import type { Instant } from '#domain/model/primitives.ts'

export const invitationIdSchema = z.string().regex(/^i[0-9a-f]{24}$/)

/** One invitation: the `invitations` database, which the server alone reads. Its secret is not in it. */
export const invitationSchema = z.strictObject({
  id: invitationIdSchema,
  hash: z.string().length(64),
  /** Which key the hash was made with: of another past no link works (JO12). */
  keyMark: z.string().length(64),
  /** Who has made it. */
  by: userIdSchema,
  role: roleSchema,
  isAdmin: z.boolean(),
  /** Whose student they become. */
  coachId: userIdSchema.optional(),
  /** Whom it is for, as whoever made it says: it is shown to nobody else. */
  label: displayNameSchema.optional(),
  /** Where it is mailed to. */
  address: z.email().max(maxEmailLength).optional(),
  madeAt: instantSchema,
  validUntil: instantSchema,
  used: z.strictObject({ by: userIdSchema, at: instantSchema }).optional(),
  revokedAt: instantSchema.optional()
})

export type Invitation = z.infer<typeof invitationSchema>

export function stateOf({ used, revokedAt, validUntil, madeAt }: Invitation, now: Instant): InvitationState {
  if (used !== undefined) return 'used'
  if (revokedAt !== undefined) return 'revoked'
  // A clock that was set back must not lengthen it.
  return now >= madeAt && now < validUntil ? 'open' : 'expired'
}

/** When it came to its end; undefined while it is open. */
export function endOf({ used, revokedAt, validUntil }: Invitation, now: Instant): Instant | undefined {
  return used?.at ?? revokedAt ?? (now < validUntil ? undefined : validUntil)
}
