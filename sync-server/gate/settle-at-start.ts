import type { GateLogger } from './gate-contract.ts'
import { decideSettlement, isSettled } from './decide-settlement.ts'
import { describeDisagreement } from './find-disagreements.ts'
import { mendCalendar } from './mend-calendar.ts'
import { settleBookings, type SettlingParts } from './settle.ts'

/** Ends what an earlier run left unfinished, mends what can be mended and reports the rest. Before the server listens. */
export async function settleAtStart(parts: SettlingParts, logger: GateLogger): Promise<void> {
  const { index } = parts
  const unfinished = [...index.bookings()].filter(
    booking =>
      !isSettled(
        booking,
        decideSettlement(booking, id => index.findSlot(id))
      )
  )
  await settleBookings(unfinished, parts)
  if (unfinished.length > 0) logger.info({ count: unfinished.length }, 'settled bookings of an interrupted run')
  const { mended, left } = await mendCalendar(parts)
  if (mended.length > 0) logger.info({ count: mended.length }, 'made slots say what the journal says')
  for (const found of left) {
    logger.error({ err: new Error(describeDisagreement(found)) }, 'journal and calendar disagree')
  }
}
