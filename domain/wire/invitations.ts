/** `/_invitations`: what a coach asks of students to come. The link itself is told once, when it is made. */
import { z } from 'zod'
import { instantSchema, userIdSchema } from '../model/primitives.ts'

export const invitationStates = ['open', 'used', 'expired', 'revoked'] as const
export type InvitationState = (typeof invitationStates)[number]

const text = z.string().max(1_024)

export const invitationRequestSchema = z.object({
  /** Whom it is for, for the list alone. */
  label: text.optional(),
  /** To be mailed there; only where the server sends mail. */
  address: text.optional()
})
export type InvitationRequest = z.infer<typeof invitationRequestSchema>

export const listedInvitationSchema = z.object({
  id: z.string(),
  label: z.string().optional(),
  address: z.string().optional(),
  madeAt: instantSchema,
  validUntil: instantSchema,
  state: z.enum(invitationStates),
  /** Who came by it. */
  usedBy: z.object({ userId: userIdSchema, displayName: z.string() }).optional()
})
export type ListedInvitation = z.infer<typeof listedInvitationSchema>

export const invitationsSchema = z.object({
  /** The newest first. */
  invitations: z.array(listedInvitationSchema),
  /** Whether the server sends mail. */
  mails: z.boolean()
})
export type InvitationsAnswer = z.infer<typeof invitationsSchema>

export const madeInvitationSchema = z.object({
  invitation: listedInvitationSchema,
  /** The link, told this once. A path where the server does not know its own address: it continues the one that the device knows. */
  link: z.string().regex(/^(https?:\/\/[^#]+|\/app\/join)#/)
})
export type MadeInvitationAnswer = z.infer<typeof madeInvitationSchema>
