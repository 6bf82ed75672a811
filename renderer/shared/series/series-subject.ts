import type { Instant, UserId } from '#domain/model/primitives.ts'

/** Whose weeks are to be booked, from which date on; `student`: for whom a coach pencils. */
export interface SeriesSubject {
  readonly coachId: UserId
  readonly firstStartsAt: Instant
  readonly student?: { readonly id: UserId; readonly name: string; readonly zone?: string | undefined } | undefined
}
