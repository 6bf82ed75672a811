import { bioMaxLength, displayNameMaxLength, headlineMaxLength } from '#domain/model/limits.ts'
import { type BookingPolicy, type CoachProfile, bookingPolicySchema } from '#domain/model/coach-profile.ts'
import type { Refusal } from '#renderer/contract/screens.ts'
import { lineInputSchema, nameInputSchema, trimLine } from '#domain/model/line.ts'

/** A page without a line on how sessions take place has an empty one. */
export type ProfileValues = Omit<CoachProfile, 'id' | 'meetingLine'> & { readonly meetingLine: string }

/** What is wrong with one field, with what the sentence needs. */
export type ProfileFault =
  | { readonly kind: 'required' | 'unreadable' }
  | { readonly kind: 'tooLong'; readonly max: number; readonly over: number }
  | { readonly kind: 'duration' }
  /** By the store or the server, which know more than the form. */
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'number'; readonly min: number; readonly max: number }

/** Every field of the form. */
export const profileFields = [
  'displayName',
  'headline',
  'bio',
  'meetingLine',
  'zone',
  ...(Object.keys(bookingPolicySchema.shape) as (keyof BookingPolicy)[])
] as const
export type ProfileField = (typeof profileFields)[number]

export type ProfileFaults = Partial<Record<ProfileField, ProfileFault>>

/** Lengths that the server accepts, UTF-16 code units. */
const maxLengths = {
  displayName: displayNameMaxLength,
  headline: headlineMaxLength,
  bio: bioMaxLength,
  meetingLine: headlineMaxLength
} as const

/** The smallest and the largest number that the server accepts for a term. */
export function policyLimits(field: keyof BookingPolicy): { readonly min: number; readonly max: number } {
  const { minValue, maxValue } = bookingPolicySchema.shape[field]
  return { min: minValue ?? 0, max: maxValue ?? Number.MAX_SAFE_INTEGER }
}

/** Everything that the server would refuse in a profile, by field; empty where it is fine. */
export function checkProfile(values: ProfileValues): ProfileFaults {
  const faults: { -readonly [K in keyof ProfileFaults]: ProfileFaults[K] } = {}
  for (const field of ['displayName', 'headline', 'bio', 'meetingLine'] as const) {
    const over = (field === 'bio' ? values.bio.trim() : trimLine(values[field])).length - maxLengths[field]
    if (over > 0) faults[field] = { kind: 'tooLong', max: maxLengths[field], over }
  }
  if (faults.displayName === undefined && !nameInputSchema.safeParse(values.displayName).success) {
    faults.displayName = { kind: trimLine(values.displayName) === '' ? 'required' : 'unreadable' }
  }
  for (const field of ['headline', 'meetingLine'] as const) {
    const isReadable = lineInputSchema.safeParse(values[field]).success
    if (faults[field] === undefined && !isReadable) faults[field] = { kind: 'unreadable' }
  }
  for (const field of Object.keys(bookingPolicySchema.shape) as (keyof BookingPolicy)[]) {
    if (bookingPolicySchema.shape[field].safeParse(values.policy[field]).success) continue
    faults[field] =
      field === 'horizonDays' || field === 'dailyCap'
        ? { kind: 'number', ...policyLimits(field) }
        : { kind: 'duration' }
  }
  return faults
}
