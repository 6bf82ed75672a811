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
  address: addressSchema.optional(),
  /** Whether it goes into calendars and mail (HM5); left out: as `goesOutByDefault` says. */
  linkInCalendars: z.boolean().optional(),
  addressInCalendars: z.boolean().optional()
})

/** Calendars and mail are kept by others: a room's address is needed there with a click, a postal one may be where somebody lives. */
export const goesOutByDefault = { link: true, address: false } as const

/** As the coach chose, where that is not the default. */
const inCalendarsSchema = z.boolean().optional()

/** The same as both parties of a session have it in their copies. */
export const meetingPlaceSchema = growingKinds(
  [
    z.strictObject({ kind: z.literal('phone'), caller: callerSchema }),
    z.strictObject({ kind: z.literal('link'), link: linkSchema, inCalendars: inCalendarsSchema }),
    z.strictObject({ kind: z.literal('address'), address: addressSchema, inCalendars: inCalendarsSchema })
  ],
  {}
)

export type HowWeMeet = z.infer<typeof howWeMeetSchema>
export type MeetingPlace = z.infer<typeof meetingPlaceSchema>

/** Undefined where nothing is said, or not all of it. */
export function toMeetingPlace(howWeMeet: HowWeMeet): MeetingPlace | undefined {
  const { way, caller, link, address, linkInCalendars, addressInCalendars } = howWeMeet
  switch (way) {
    case 'phone':
      return caller === undefined ? undefined : { kind: 'phone', caller }
    case 'link':
      return link === undefined ? undefined : { kind: 'link', link, ...toChoice('link', linkInCalendars) }
    case 'address':
      return address === undefined
        ? undefined
        : { kind: 'address', address, ...toChoice('address', addressInCalendars) }
    case 'open':
    case 'newer':
      return undefined
  }
}

function toChoice(
  kind: keyof typeof goesOutByDefault,
  chosen: boolean | undefined
): { readonly inCalendars?: boolean } {
  return chosen === undefined || chosen === goesOutByDefault[kind] ? {} : { inCalendars: chosen }
}
