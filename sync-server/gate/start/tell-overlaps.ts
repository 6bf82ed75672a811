import type { Booking } from '#domain/model/booking.ts'
import type { PartyRole } from '#domain/model/role.ts'
import { toWire } from '#domain/model/wire.ts'
import { createOverlapNotice } from '#domain/projection/overlap-notice.ts'
import { partyIdOf } from '#domain/projection/party.ts'
import { createCallsName } from '#domain/rules/access.ts'
import { findDisagreements } from './find-disagreements.ts'
import type { GateStores } from '../gate-stores.ts'
import type { People } from '#server/copies/people.ts'
import type { CalendarParts } from './mend-calendar.ts'
import type { CodeLogger } from '#server/logging/code-logger.ts'

interface TellingParts extends Pick<CalendarParts, 'index' | 'now'> {
  readonly stores: Pick<GateStores, 'open'>
  readonly people: Pick<People, 'findPerson'>
  readonly logger: CodeLogger
}

/**
 * Tells both parties of every session that overlaps another one of its coach or of its student. The same notice is made
 * once, whatever became of it. The sessions stay as they are. Before the projector begins, which writes there, too.
 */
export async function tellOverlaps({ index, now, stores, people, logger }: TellingParts): Promise<void> {
  for (const found of findDisagreements(index, now())) {
    if (found.kind !== 'overlap') continue
    const [one, other] = found.sessions
    for (const [booking, met] of [
      [one, other],
      [other, one]
    ] as const) {
      for (const role of ['coach', 'student'] as const) {
        await tell(booking, met, role, found.of).catch((error: unknown) =>
          logger.error({ err: error }, 'a party of sessions that overlap is told at the next start')
        )
      }
    }
  }

  async function tell(booking: Booking, met: Booking, role: PartyRole, of: PartyRole): Promise<void> {
    const [coach, student] = await Promise.all([booking.coachId, booking.studentId].map(id => people.findPerson(id)))
    const notice = createOverlapNotice(booking, met, { role, of, parties: { coach, student }, now: now() })
    const store = await stores.open(createCallsName(partyIdOf(booking, role)))
    const [known] = await store.read([notice.id])
    if (known !== undefined) return
    const [row] = await store.write([toWire(notice)], { newEdits: true })
    if (row === undefined || 'error' in row) throw new Error(`not told: ${row?.name ?? 'no answer'}`)
  }
}
