import { z } from 'zod'
import { addressMaxLength, linkMaxLength } from './limits.ts'
import { growingEnum, growingKinds } from './newer.ts'
import { type UserId, userIdSchema } from './primitives.ts'

const prefix = 'meeting:'

export function createHowWeMeetId(coachId: UserId): string {
  return prefix + coachId
}

export function isHowWeMeetId(id: string): boolean {
  return id.startsWith(prefix)
}

const linkSchema = z.url({ protocol: /^https?$/ }).max(linkMaxLength)
const addressSchema = z.string().min(1).max(addressMaxLength)
const callerSchema = z.enum(['coach', 'student'])

/**
 * How a coach meets students, in the coach's own database (HM1). Each way keeps its own field: whoever changes the way and comes back
 * finds what was typed. Only what belongs to the way is carried to sessions.
 */
export const howWeMeetSchema = z.strictObject({
  id: z
    .string()
    .regex(/^meeting:/)
    .refine(id => userIdSchema.safeParse(id.slice(prefix.length)).success),
  kind: z.literal('meeting'),
  /** `open`: nothing is said. */
  way: growingEnum(['open', 'phone', 'link', 'address']),
  /** Who calls whom. */
  caller: callerSchema.optional(),
  link: linkSchema.optional(),
  address: addressSchema.optional()
})

/** The same as both parties of a session have it in their copies. */
export const meetingPlaceSchema = growingKinds(
  [
    z.strictObject({ kind: z.literal('phone'), caller: callerSchema }),
    z.strictObject({ kind: z.literal('link'), link: linkSchema }),
    z.strictObject({ kind: z.literal('address'), address: addressSchema })
  ],
  {}
)

export type HowWeMeet = z.infer<typeof howWeMeetSchema>
export type MeetingPlace = z.infer<typeof meetingPlaceSchema>

/** Undefined where nothing is said, or not all of it. */
export function toMeetingPlace({ way, caller, link, address }: HowWeMeet): MeetingPlace | undefined {
  switch (way) {
    case 'phone':
      return caller === undefined ? undefined : { kind: 'phone', caller }
    case 'link':
      return link === undefined ? undefined : { kind: 'link', link }
    case 'address':
      return address === undefined ? undefined : { kind: 'address', address }
    case 'open':
    case 'newer':
      return undefined
  }
}
