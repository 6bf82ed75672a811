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

export const personRowSchema = personNameSchema.extend({
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
export type PersonRow = z.infer<typeof personRowSchema>

export const peopleSchema = z.object({ people: z.array(personRowSchema) })
export type PeopleAnswer = z.infer<typeof peopleSchema>

/** What becomes of the sessions of a coach who stops being one: never taken for granted (AC9). */
const sessionsChoiceSchema = z.enum(['cancel', 'keep'])

/** Absent fields stay. Other fields are refused. */
export const rightsChangeSchema = z.strictObject({
  role: roleSchema.optional(),
  isAdmin: z.boolean().optional(),
  disabled: z.boolean().optional(),
  sessions: sessionsChoiceSchema.optional()
})
export type RightsChangeRequest = z.infer<typeof rightsChangeSchema>

export const changedPersonSchema = z.object({
  person: personRowSchema,
  /** So many sessions were cancelled. */
  cancelled: z.int(),
  /** So many are ahead all the same: kept, or booked just in between. */
  stillAhead: z.int()
})
export type ChangedPersonAnswer = z.infer<typeof changedPersonSchema>

/** The sessions that a coach has ahead, the earliest first. */
export const sessionsAheadSchema = z.object({
  sessions: z.array(z.object({ bookingId: z.string(), startsAt: instantSchema, otherName: z.string() }))
})
export type SessionsAheadAnswer = z.infer<typeof sessionsAheadSchema>
export type SessionAhead = SessionsAheadAnswer['sessions'][number]

/** Looked at by the server, which knows phone numbers and zones. */
export const newPersonSchema = z.strictObject({
  name: z.string().max(100),
  displayName: z.string().max(200),
  phone: z.string().max(100),
  email: z.string().max(300).optional(),
  zone: z.string().max(100),
  role: roleSchema,
  isAdmin: z.boolean(),
  password: z.string().max(1_024)
})
export type NewPersonRequest = z.infer<typeof newPersonSchema>

export const addedPersonSchema = z.object({ person: personRowSchema })
export type AddedPersonAnswer = z.infer<typeof addedPersonSchema>

/** What became of a mail that the mail server was asked to take; `why` is a number or a code of the connection. */
export const mailTestSchema = z.object({ outcome: z.enum(['taken', 'refused', 'later']), why: z.string().optional() })
export type MailTestAnswer = z.infer<typeof mailTestSchema>

export const mailStateSchema = z.object({
  /** Absent where no mail server is named. */
  from: z.string().optional(),
  /** Whether the administrator's own address counts, to which a test goes. */
  hasOwnAddress: z.boolean(),
  /** How many wait to be sent, how many of them were tried in vain, and since when the oldest waits. */
  waiting: z.int(),
  tried: z.int(),
  oldestAt: instantSchema.optional(),
  /** Those that ended in vain within 30 days, the newest first, up to 200. */
  failed: z.array(
    z.object({
      id: z.string(),
      to: personNameSchema,
      kind: z.string(),
      state: z.enum(['refused', 'given-up']),
      endedAt: instantSchema,
      /** A number of the mail server, or a code of the connection. */
      why: z.string().optional()
    })
  ),
  failedInAll: z.int()
})
export type MailStateAnswer = z.infer<typeof mailStateSchema>

export const healthSchema = z.object({
  version: z.string(),
  startedAt: instantSchema,
  now: instantSchema,
  storage: z.object({
    /** So many databases cannot be opened at the moment. */
    failing: z.int(),
    /** Whether less is free than must stay free: nothing is written. */
    isFull: z.boolean(),
    /** Whether files turned out to be damaged. */
    isDamaged: z.boolean()
  }),
  /** Of the disk that the data is on; absent where it does not say. */
  disk: z.object({ freeBytes: z.number(), minFreeBytes: z.number() }).optional(),
  /** Why the server's clock is in doubt. */
  clock: z.string().optional(),
  accounts: z.int(),
  /** Devices that are signed in, and those that are connected right now. */
  signIns: z.int(),
  connected: z.int(),
  mail: z.boolean()
})
export type HealthAnswer = z.infer<typeof healthSchema>

/** A link to a new password, told this once. */
export const resetLinkSchema = z.object({ url: z.string(), validUntil: instantSchema })
export type ResetLinkAnswer = z.infer<typeof resetLinkSchema>

const registrationSchema = z.enum(['invitation', 'closed'])

export const organisationSchema = z.object({
  /** Absent where it was never named. */
  name: z.string().optional(),
  /** How people come to an account: invited, or not at all but by an administrator. */
  registration: registrationSchema
})
export type OrganisationAnswer = z.infer<typeof organisationSchema>

/** Absent fields stay. */
export const organisationChangeSchema = z.strictObject({
  name: z.string().max(200).optional(),
  registration: registrationSchema.optional()
})
export type OrganisationChangeRequest = z.infer<typeof organisationChangeSchema>

/** For somebody who shall have these rights; the link is handed over by whoever made it. */
export const roleInvitationSchema = z.strictObject({ role: roleSchema, isAdmin: z.boolean() })
export type RoleInvitationRequest = z.infer<typeof roleInvitationSchema>

export const roleInvitationLinkSchema = z.object({
  /** Told this once. A path where the server does not know its own address. */
  link: z.string(),
  validUntil: instantSchema
})
export type RoleInvitationLinkAnswer = z.infer<typeof roleInvitationLinkSchema>

const importRowSchema = z.strictObject({
  displayName: z.string().max(300),
  phone: z.string().max(100),
  role: z.string().max(60),
  email: z.string().max(300)
})
const countrySchema = z.string().regex(/^[A-Z]{2}$/)

/** So many lines a list may have, and so many are carried out by one request. */
export const maxImportRows = 500
export const maxImportAtOnce = 10

export const importLookSchema = z.strictObject({
  rows: z.array(importRowSchema).max(maxImportRows),
  /** Whose numbers are meant where no country code stands before them. */
  country: countrySchema
})
export type ImportLookRequest = z.infer<typeof importLookSchema>

export const importRequestSchema = z.strictObject({
  rows: z.array(importRowSchema).max(maxImportAtOnce),
  country: countrySchema,
  zone: z.string().max(64)
})
export type ImportPeopleRequest = z.infer<typeof importRequestSchema>

/** Of each line, in order. `namesake`: new, and somebody else has the same name. */
const importedRowSchema = z.object({
  state: z.enum(['new', 'namesake', 'exists', 'repeated', 'broken', 'added']),
  faults: z.array(z.enum(['displayName', 'phone', 'role', 'email'])),
  /** The name to sign in with, and the link to a first password, told this once. */
  added: z.object({ name: z.string(), link: z.string(), validUntil: instantSchema }).optional()
})
export type ImportedRow = z.infer<typeof importedRowSchema>

export const importAnswerSchema = z.object({ rows: z.array(importedRowSchema) })
export type ImportAnswer = z.infer<typeof importAnswerSchema>
