import { type BusyTimes, linkedTimesId } from '../model/busy-times.ts'
import { keepLocal, type Known, type Recalled, takeServers } from './recall.ts'

/** A coach's busy times after a set-back (SB2): of two imports the later one, and what the server forgot is sent again. */
export function recallBusy(known: Known<BusyTimes>): Recalled<BusyTimes> {
  const { local, server } = known
  // The server reads that calendar again by itself (BU4).
  if (local.deleted || local.value.id === linkedTimesId) return takeServers(known)
  const isLater = server.kind !== 'live' || local.value.importedAt > server.value.importedAt
  return isLater ? keepLocal(known) : takeServers(known)
}
