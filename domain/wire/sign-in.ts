/**
 * `/_session`: what is asked and answered when somebody signs in. Requests are what a server takes: it drops other fields, for
 * CouchDB's clients send some. Answers are what a device reads: it ignores fields that it does not know, and does without those that
 * servers of 0.1.0 do not give.
 */
import { z } from 'zod'
import { instantSchema, userIdSchema, zoneNameSchema } from '../model/primitives.ts'
import { wireRoleSchema } from './role.ts'
import { serverKeySchema } from './identity.ts'

/** The zone of a device. Those of before 0.3.0 do not say it, nor do other programs; what is no zone counts as not said. */
export const saidZoneSchema = z.string().max(64).optional().catch(undefined)

export const signInRequestSchema = z.object({
  name: z.string().max(256),
  password: z.string().max(1_024),
  zone: saidZoneSchema
})
export type SignInRequest = z.infer<typeof signInRequestSchema>

export const renewalRequestSchema = z.object({ renewalToken: z.string().max(4_096) })
export type RenewalRequest = z.infer<typeof renewalRequestSchema>

/** A short-lived token and the one that renews it. Instants by the server's clock. */
export const issuedTokensSchema = z.object({
  token: z.string().min(1),
  expiresAt: instantSchema,
  renewalToken: z.string().min(1),
  renewableUntil: instantSchema,
  /** Proves at a later sign-in that this device has signed in before. */
  deviceToken: z.string().min(1).optional(),
  /** Who the server is. */
  serverKey: serverKeySchema.optional()
})
export type IssuedTokensAnswer = z.infer<typeof issuedTokensSchema>

export const signedInSchema = issuedTokensSchema.extend({
  name: z.string(),
  /** Whoever has no role is an `admin` to every device: those of before 0.3.0 know no other word for it, and open no account of it. */
  roles: z.tuple([wireRoleSchema]),
  /** The right to administer. Servers of before 0.3.0 do not say it. */
  isAdmin: z.boolean().optional(),
  userId: userIdSchema,
  displayName: z.string(),
  zone: zoneNameSchema,
  /** The confirmed e-mail address, by which the device lets its person in offline, too (JO20). */
  email: z.string().optional()
})
export type SignedInAnswer = z.infer<typeof signedInSchema>

/** Who the server takes the asker for; nobody: the name is null. */
export const whoIsSignedInSchema = z.object({
  userCtx: z.object({ name: z.string().nullable(), roles: z.array(z.string()) }),
  userId: userIdSchema.optional()
})
export type WhoIsSignedInAnswer = z.infer<typeof whoIsSignedInSchema>

/** What was asked is done, and there is nothing to tell. */
export const doneSchema = z.object({ ok: z.literal(true) })
export type DoneAnswer = z.infer<typeof doneSchema>
