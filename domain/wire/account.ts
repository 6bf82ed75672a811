/** `/_account`: the own account, and the devices that are signed in to it. */
import { z } from 'zod'
import { ownDetailsSchema } from '../model/account.ts'
import { instantSchema } from '../model/primitives.ts'

/** What a device reads of its owner's account. */
export const ownAccountSchema = ownDetailsSchema.strip()

/** Any of the details: absent ones stay, an empty e-mail removes the one that is there. Other fields are refused. */
export const accountChangeSchema = z.strictObject({
  displayName: z.string().optional(),
  phone: z.string().optional(),
  email: z.string().optional(),
  zone: z.string().optional()
})
export type AccountChange = z.infer<typeof accountChangeSchema>

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
