import type { UserId } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'
import { zoneCity } from '#renderer/ui/format/formatter.ts'
import { tellApart } from '#renderer/ui/tell-apart.ts'

/**
 * The names of everybody whom a coach has met, by id, for a file that goes on to others: those of one name are told apart by place and by
 * their first session, never by phone.
 * @param calls ascending by start
 * @param dateOf how a date is written
 */
export function namesForFile(
  calls: readonly SessionCopy[],
  dateOf: (at: number) => string
): ReadonlyMap<UserId, string> {
  const firstById = new Map(calls.toReversed().map(call => [call.otherId, call]))
  const latest = new Map(calls.filter(({ otherName }) => otherName !== '').map(call => [call.otherId, call]))
  return tellApart(
    [...latest.values()].map(({ otherId, otherName, otherZone, startsAt }) => ({
      id: otherId,
      name: otherName,
      details: [
        otherZone === undefined ? '' : zoneCity(otherZone),
        dateOf(firstById.get(otherId)?.startsAt ?? startsAt)
      ]
    }))
  )
}
