import type { UserId } from '#domain/model/primitives.ts'
import type { SessionCopy } from '#domain/model/session-copy.ts'

/** The number of everybody whose number is kept, by id (PH1 to PH5). @param calls ascending by start */
export function findPhonesById(calls: readonly SessionCopy[]): ReadonlyMap<UserId, string> {
  return new Map(
    calls.flatMap(({ otherId, otherPhone, status }) =>
      otherPhone === undefined || status === 'declined' || status === 'cancelled' ? [] : [[otherId, otherPhone]]
    )
  )
}
