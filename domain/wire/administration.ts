/** `/_admin`: what administrators ask and are answered, and the password that acts ask for once more. */
import { z } from 'zod'
import { auditDetailsSchema } from '../model/audit.ts'
import { instantSchema, userIdSchema } from '../model/primitives.ts'
import { roleSchema } from '../model/role.ts'

export const passwordAgainSchema = z.object({ password: z.string().max(1_024) })
export type PasswordAgain = z.infer<typeof passwordAgainSchema>

/** Until when acts go on without asking again, by the server's clock. */
export const passwordHoldsSchema = z.object({ until: instantSchema })
export type PasswordHoldsAnswer = z.infer<typeof passwordHoldsSchema>

/** Who it is, as an administrator reads it: the name may be gone with its account. */
export const personNameSchema = z.object({ userId: userIdSchema, displayName: z.string() })
export type PersonName = z.infer<typeof personNameSchema>

export const auditPageSchema = z.object({
  /** The newest first. */
  entries: z.array(
    z.object({
      id: z.string(),
      at: instantSchema,
      /** An account, or whoever runs commands on the server. */
      by: z.string(),
      /** A device may not know it yet. */
      act: z.string(),
      subject: z.string().optional(),
      details: auditDetailsSchema
    })
  ),
  /** Of those who are named by their ids above and have an account. */
  people: z.array(personNameSchema),
  /** The id to ask on from; absent: there are no more. */
  next: z.string().optional()
})
export type AuditPageAnswer = z.infer<typeof auditPageSchema>

export const peopleSchema = z.object({
  people: z.array(
    personNameSchema.extend({
      name: z.string(),
      role: roleSchema,
      isAdmin: z.boolean(),
      disabled: z.boolean(),
      createdAt: instantSchema,
      /** When a device of theirs last signed in or went on; absent: none is signed in. */
      lastUsedAt: instantSchema.optional(),
      /** How many devices are signed in. */
      signIns: z.int(),
      /** Whether mail reaches them: an address counts once it is confirmed (ML3). The address itself is its owner's business. */
      address: z.enum(['none', 'unconfirmed', 'confirmed'])
    })
  )
})
export type PeopleAnswer = z.infer<typeof peopleSchema>
export type PersonRow = PeopleAnswer['people'][number]
