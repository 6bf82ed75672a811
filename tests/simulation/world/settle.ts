import { compareReplica, findWaiting } from '../check/compare-replicas.ts'
import type { Report } from '../device/protocol.ts'
import type { DeviceName, PersonName } from '../plan/people.ts'
import type { DevicePool } from './device-pool.ts'
import { readTruth, type Truth } from './read-truth.ts'
import type { SimulatedServer } from './simulated-server.ts'

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
  /** Real time, ms. */
  readonly patienceMs: number
}): Promise<Settled> {
  const { pool, server, devices, userIdByPerson, patienceMs } = parts
  const deadline = Promise.withResolvers<void>()
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    deadline.resolve()
  }, patienceMs)
  try {
    for (;;) {
      const known = pool.changes
      const reports = await Promise.all(devices.map(async device => [device, await pool.report(device)] as const))
      const waiting = reports.flatMap(([device, report]) => findWaiting(device, report))
      if (waiting.length === 0 || isLate) {
        const { gate, databases } = server.current.server
        await gate.idle()
        const truth = await readTruth(databases, userIdByPerson)
        const unrest = [...waiting, ...reports.flatMap(([device, report]) => compareReplica(device, report, truth))]
        if (unrest.length === 0 || isLate) return { truth, reportByDevice: new Map(reports), unrest }
      }
      await Promise.race([pool.awaitChange(known), deadline.promise])
    }
  } finally {
    clearTimeout(timer)
  }
}
