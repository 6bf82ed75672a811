import { parseSweepLine } from '#server/bookings/sweep-line.ts'
import type { Databases } from '#server/storage/document-store.ts'

/** How long slots stay after their end. */
const keepSlotsMs = 30 * 86_400_000

/** CK2 A jump of the server's clock takes no slot out of the calendar before its time. @param latestTrusted see the ledger */
export async function findEarlySweep(databases: Databases, latestTrusted: number): Promise<readonly string[]> {
  const stored = parseSweepLine(await (await databases.open('slots')).readLocal('sweep-line'))
  const earlyMs = stored === undefined ? 0 : stored.line - (latestTrusted - keepSlotsMs)
  return earlyMs > 0 ? [`slots were swept ${earlyMs} ms too early`] : []
}
