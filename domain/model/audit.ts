import { z } from 'zod'
import { instantSchema } from './primitives.ts'

/**
 * What is written down of who administers, and of links that open accounts. A name never changes its meaning; a device shows one that
 * it does not know as it stands.
 */
export const auditActs = [
  'account-added',
  'account-imported',
  'account-disabled',
  'account-enabled',
  'role-changed',
  'administrator-made',
  'administrator-unmade',
  'signed-out-everywhere',
  'password-set',
  'reset-issued',
  'reset-used',
  'invitation-made',
  'invitation-used',
  'invitation-revoked',
  'sessions-cancelled',
  'organisation-changed',
  'mail-tested',
  'mail-tried-again'
] as const
export type AuditAct = (typeof auditActs)[number]

/** Stands for whoever may run a command on the server itself. */
export const operatorName = 'operator'

/** Short facts, such as a role or a number. Never a password, a link, a phone number, an address or a name of a person. */
export const auditDetailsSchema = z.record(
  z.string().max(40),
  z.union([z.string().max(80), z.int(), z.boolean(), z.null()])
)
export type AuditDetails = z.infer<typeof auditDetailsSchema>

export const auditEntrySchema = z.object({
  id: z.string(),
  at: instantSchema,
  /** The id of an account, or `operator`. */
  by: z.string().max(32),
  act: z.enum(auditActs),
  /** The id of the account that it was done to; left out where it concerns the organisation. */
  subject: z.string().max(32).optional(),
  details: auditDetailsSchema
})
export type AuditEntry = z.infer<typeof auditEntrySchema>
