import { z } from 'zod'
import { maxEmailLength } from './email-address.ts'
import { mailPreferencesSchema } from './mail-preferences.ts'
import { normalizePassword } from './password.ts'
import { displayNameSchema, instantSchema, phoneSchema, userIdSchema, zoneNameSchema } from './primitives.ts'
import { nameInputSchema } from './line.ts'
import { roleSchema } from './role.ts'

/** A longer name belongs to nobody. */
export const maxSignInNameLength = 40

/** What a person signs in with: lower case letters, digits, dot, dash, underscore. */
export const signInNameSchema = z
  .string()
  .trim()
  .toLowerCase()
  .min(2)
  .max(maxSignInNameLength)
  .regex(/^[a-z0-9][a-z0-9._-]*$/)

/** Counted and kept in its one form, see password.ts. */
export const passwordSchema = z.string().overwrite(normalizePassword).min(8).max(256)

/** The part of an account that its owner may see and change. */
export const ownDetailsSchema = z.strictObject({
  displayName: displayNameSchema,
  phone: phoneSchema,
  email: z.email().max(maxEmailLength).optional(),
  zone: zoneNameSchema
})

/** The same as its owner types it. */
export const ownDetailsInputSchema = ownDetailsSchema.extend({ displayName: nameInputSchema })

/** The oldest ones are kept: whoever changes an address time and again must not push its owner's out. */
export const maxFormerEmails = 5

/** A confirmed address that was replaced or removed. */
const formerEmailSchema = z.strictObject({
  email: z.email().max(maxEmailLength),
  confirmedAt: instantSchema,
  changedAt: instantSchema
})
export type FormerEmail = z.infer<typeof formerEmailSchema>

/** One account: the `accounts` database, which the server alone reads. */
export const accountSchema = ownDetailsSchema.extend({
  id: userIdSchema,
  name: signInNameSchema,
  role: roleSchema,
  /** The right to administer the organisation, beside whatever role. */
  isAdmin: z.boolean(),
  /** scrypt parameters, salt and hash in one string. */
  passwordHash: z.string().max(400),
  /** Raised by a new password, a new role or by disabling: older tokens stop working. */
  tokenVersion: z.int().min(0),
  disabled: z.boolean(),
  createdAt: instantSchema,
  /** When the e-mail address was found to be this person's; absent for one that nobody has confirmed (ML3). */
  emailConfirmedAt: instantSchema.optional(),
  /** Confirmed addresses that were replaced a short time ago, the newest last: their person can put them back (JO22). */
  formerEmails: z.array(formerEmailSchema).max(maxFormerEmails).optional(),
  mail: mailPreferencesSchema.optional(),
  /** Nobody has said the zone: it was taken from whatever machine the account was made on (JO40). */
  isZoneGuess: z.literal(true).optional()
})

/**
 * An account as it may be stored: before 0.3.0 administering was a role, and there was no right beside the others.
 */
export const storedAccountSchema = z.preprocess(
  stored =>
    isFields(stored) ? { isAdmin: false, ...stored, ...(stored['role'] === 'admin' ? formerAdmin : {}) } : stored,
  accountSchema
)
const formerAdmin = { role: 'none', isAdmin: true } as const

function isFields(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

export type OwnDetails = z.infer<typeof ownDetailsSchema>
export type Account = z.infer<typeof accountSchema>
