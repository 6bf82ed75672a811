import { type BusyTimes, busyTimesSchema, linkedTimesId } from '../model/busy-times.ts'
import { isSame } from '../rules/is-same.ts'
import type { Meeting, Merged } from './meeting.ts'
import { mergeAcrossVersions } from './merge-across-versions.ts'

/** Of two imports the later one stands (AV10). It came from a file, so nothing that a person typed is lost. What the server reads itself is the server's (BU4). */
export const mergeBusyTimes = mergeAcrossVersions<BusyTimes>(
  { collection: 'calls', schema: busyTimesSchema, pickTyped: () => ({}), describe: () => ({}) },
  mergeKnown
)

function mergeKnown({ assumed, server, local, reason }: Meeting<BusyTimes>): Merged<BusyTimes> {
  const isRefused = reason !== undefined
  const isUnchanged = assumed !== undefined && isSame(local, assumed)
  const isServers = local.value.id === linkedTimesId
  if (isRefused || isUnchanged || isServers || local.deleted) return { resolved: server, notices: [] }
  const isLater = server.deleted || local.value.importedAt > server.value.importedAt
  return { resolved: isLater ? local : server, notices: [] }
}
