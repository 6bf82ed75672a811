/** `/_account`: the own account, and the devices that are signed in to it. */
import { z } from 'zod'
import { mailPreferencesSchema } from '../model/mail-preferences.ts'
import { ownDetailsSchema } from '../model/account.ts'
import { instantSchema } from '../model/primitives.ts'
import type { WireRole } from './role.ts'

/** Which mails a person wants, as the person chooses them. */
export const chosenMailSchema = mailPreferencesSchema.omit({ chosenAt: true })
export type ChosenMail = z.infer<typeof chosenMailSchema>

/** What a device reads of its owner's account. */
export const ownAccountSchema = ownDetailsSchema.strip()

/** Where mail goes, and which: read from the same answer. Servers without the capability `mail` say nothing of it. */
export const ownMailSchema = z.object({
  email: z.string().optional(),
  /** Whether the e-mail address counts: its person has opened the link that was sent there (ML3). Absent without one. */
  emailConfirmed: z.boolean().optional(),
  mail: chosenMailSchema
})
export type OwnMail = z.infer<typeof ownMailSchema>

/** All of it with who it is, as it is answered. */
export interface OwnAccountAnswer extends z.infer<typeof ownAccountSchema>, OwnMail {
  readonly userId: string
  readonly name: string
  readonly role: WireRole
  readonly isAdmin: boolean
}

/** Any of the details: absent ones stay, an empty e-mail removes the one that is there. Other fields are refused. */
export const accountChangeSchema = z.strictObject({
  displayName: z.string().optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
  /** The password, for another address or none: only to a server with the capability `e-mail-sign-in` (JO22). */
  currentPassword: z.string().max(1_024).optional(),
  zone: z.string().optional(),
  /** Only to a server with the capability `mail`. */
  mail: chosenMailSchema.optional()
})
export type AccountChange = z.infer<typeof accountChangeSchema>

/** Of a link that was mailed to an address; it stands behind the `#` of the address that people open. */
export const confirmAddressRequestSchema = z.object({ token: z.string().max(256) })
export type ConfirmAddressRequest = z.infer<typeof confirmAddressRequestSchema>

export const passwordChangeSchema = z.object({
  currentPassword: z.string().max(1_024),
  newPassword: z.string().max(1_024)
})
export type PasswordChange = z.infer<typeof passwordChangeSchema>

export const signInsSchema = z.object({
  signIns: z.array(
    z.object({
      id: z.string(),
      createdAt: instantSchema,
      usedAt: instantSchema,
      /** What the program on the device calls itself. */
      agent: z.string(),
      isThisDevice: z.boolean()
    })
  )
})
export type SignInsAnswer = z.infer<typeof signInsSchema>

/** The private link of the own calendar feed: the address itself is told once, when it is made. */
export const calendarLinkSchema = z.object({
  /** Absent: there is none that works. */
  madeAt: instantSchema.optional()
})
export type CalendarLinkAnswer = z.infer<typeof calendarLinkSchema>

export const madeCalendarLinkSchema = z.object({
  /** On this server; begins with a slash. Whoever knows it can read when the sessions are, and with whom. */
  path: z.string().startsWith('/_calendar/'),
  madeAt: instantSchema
})
export type MadeCalendarLinkAnswer = z.infer<typeof madeCalendarLinkSchema>
