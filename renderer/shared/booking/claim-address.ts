import { bookingIdSchema, slotIdSchema } from '#domain/model/primitives.ts'
import type { PendingClaim } from './claim-progress.ts'

const parameter = 'claim'

/** The claim that a page's address says to follow; undefined where there is none or it makes no sense. */
export function readClaim(params: URLSearchParams): PendingClaim | undefined {
  const [slotId, bookingId] = params.get(parameter)?.split('~') ?? []
  if (!slotIdSchema.safeParse(slotId).success || !bookingIdSchema.safeParse(bookingId).success) return undefined
  return slotId === undefined || bookingId === undefined ? undefined : { slotId, bookingId }
}

/** The address with this claim, or without any. The booking's id is random and says nothing about anybody. */
export function writeClaim(params: URLSearchParams, claim: PendingClaim | undefined): URLSearchParams {
  const next = new URLSearchParams(params)
  if (claim === undefined) next.delete(parameter)
  else next.set(parameter, `${claim.slotId}~${claim.bookingId}`)
  return next
}
