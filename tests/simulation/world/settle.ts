import { compareReplica, findWaiting } from '../check/compare-replicas.ts'
import type { Report } from '../device/protocol.ts'
import type { DeviceName, PersonName } from '../plan/people.ts'
import type { DevicePool } from './device-pool.ts'
import { readTruth, type Truth } from './read-truth.ts'
import type { SimulatedServer } from './simulated-server.ts'

/** Nothing sound takes this long, even on a busy machine. */
const patienceMs = 20_000

export interface Settled {
  readonly truth: Truth
  readonly reportByDevice: ReadonlyMap<DeviceName, Report>
  /** What was still not at rest when patience ended. */
  readonly unrest: readonly string[]
}

/** Waits until the server has nothing left to do and these devices show exactly what it holds. */
export async function settle(parts: {
  readonly pool: DevicePool
  readonly server: SimulatedServer
  readonly devices: readonly DeviceName[]
  readonly userIdByPerson: ReadonlyMap<PersonName, string>
}): Promise<Settled> {
  const { pool, server, devices, userIdByPerson } = parts
  const deadline = Promise.withResolvers<'late'>()
  const timer = setTimeout(() => deadline.resolve('late'), patienceMs)
  try {
    for (;;) {
      const known = pool.changes
      const { gate, databases } = server.current.server
      await gate.idle()
      const truth = await readTruth(databases, userIdByPerson)
      const reports = await Promise.all(devices.map(async device => [device, await pool.report(device)] as const))
      const unrest = reports.flatMap(([device, report]) => [
        ...findWaiting(device, report),
        ...compareReplica(device, report, truth)
      ])
      const isFinal =
        unrest.length === 0 || (await Promise.race([pool.awaitChange(known), deadline.promise])) === 'late'
      if (isFinal) return { truth, reportByDevice: new Map(reports), unrest }
    }
  } finally {
    clearTimeout(timer)
  }
}
