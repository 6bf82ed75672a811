import { contains } from '#domain/time/interval.ts'
import type { Ledger } from '../world/ledger.ts'
import type { Settled } from '../world/settle.ts'

/** JN9 A day that its coach cancelled concerns that day alone: what was moved to another one meanwhile stands. */
export function findDayProblems({
  settled,
  ledger
}: {
  readonly settled: Settled
  readonly ledger: Ledger
}): readonly string[] {
  return ledger.entries.flatMap(({ device, did: { illOn, typed } }) => {
    if (illOn === undefined || typed === undefined) return []
    return settled.truth.bookings
      .filter(({ cancellation, startsAt }) => cancellation?.reason === typed && !contains(illOn, startsAt))
      .map(({ id }) => `${id} was cancelled with a day of ${device}, and was on another one`)
  })
}
