/** `/_links`: what is asked with a link that makes or opens an account once. The link's secret is always in the body (JO2). */
import { z } from 'zod'
import { instantSchema, userIdSchema } from '../model/primitives.ts'
import { saidZoneSchema } from './sign-in.ts'

const tokenSchema = z.string().max(256)
const text = z.string().max(1_024)

export const linkRequestSchema = z.object({ token: tokenSchema })
export type LinkRequest = z.infer<typeof linkRequestSchema>

/** What an invitation says to whoever holds it. */
export const invitationFactsSchema = z.object({
  /** The name of whoever made it. */
  by: z.string(),
  role: z.enum(['coach', 'student', 'none']),
  isAdmin: z.boolean(),
  /** Whose student they become. */
  coach: z.object({ userId: userIdSchema, displayName: z.string() }).optional()
})
export type InvitationFacts = z.infer<typeof invitationFactsSchema>

/** What a link that works is for. */
export const linkFactsSchema = z.object({
  kind: z.enum(['set-up', 'reset', 'invitation']),
  validUntil: instantSchema,
  /** The organisation's name, where it has one. */
  organisation: z.string().optional(),
  /** Of a link to a new password: whose it is. Whoever forgot the one may have forgotten the other. */
  name: z.string().optional(),
  /** Of an invitation. */
  invitation: invitationFactsSchema.optional()
})
export type LinkFacts = z.infer<typeof linkFactsSchema>

/** An account as somebody who joins types it. The server knows what a phone number and a zone are. */
export const joiningAccountSchema = z.object({
  name: text,
  displayName: text,
  phone: text,
  email: text.optional(),
  zone: text,
  password: text
})
export type JoiningAccount = z.infer<typeof joiningAccountSchema>

export const setUpRequestSchema = z.object({
  token: tokenSchema,
  organisation: text,
  role: z.enum(['coach', 'none']),
  isAdmin: z.boolean(),
  account: joiningAccountSchema
})
export type SetUpRequest = z.infer<typeof setUpRequestSchema>

/** Somebody forgot the password. */
export const forgottenRequestSchema = z.object({
  /** A sign-in name or an e-mail address. */
  login: z.string().max(256)
})
export type ForgottenRequest = z.infer<typeof forgottenRequestSchema>

export const resetRequestSchema = z.object({
  token: tokenSchema,
  password: text,
  /** That the device is set to, for an account of which nobody has said it (JO40). */
  zone: saidZoneSchema
})
export type ResetRequest = z.infer<typeof resetRequestSchema>

export const joinRequestSchema = z.object({ token: tokenSchema, account: joiningAccountSchema })
export type JoinRequest = z.infer<typeof joinRequestSchema>

/** Whose student somebody with an account is now. */
export const acceptedSchema = z.object({ ok: z.literal(true), coachId: userIdSchema })
export type AcceptedAnswer = z.infer<typeof acceptedSchema>
