import type { BusyTimes } from '../model/busy-times.ts'
import { keepLocal, type Known, type Recalled, takeServers } from './recall.ts'

/** A coach's busy times after a set-back (SB2): of two imports the later one, and what the server forgot is sent again. */
export function recallBusy(known: Known<BusyTimes>): Recalled<BusyTimes> {
  const { local, server } = known
  if (local.deleted) return takeServers(known)
  const isLater = server.kind !== 'live' || local.value.importedAt > server.value.importedAt
  return isLater ? keepLocal(known) : takeServers(known)
}
