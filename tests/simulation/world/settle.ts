import { compareReplica, findShutOutUnrest, findWaiting, isAtRest, isShutOut } from '../check/compare-replicas.ts'
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

/** What is to be tried again seconds later is asked for after this much silence instead, ms. */
const hurryAfterMs = 150

/**
 * Waits until the server has nothing left to do, these devices show exactly what it holds, and those of disabled accounts
 * say so.
 */
export async function settle(parts: {
  readonly pool: DevicePool
  readonly server: SimulatedServer
  readonly devices: readonly DeviceName[]
  /** Devices whose account is disabled. */
  readonly shutOut: readonly DeviceName[]
  readonly userIdByPerson: ReadonlyMap<PersonName, string>
  /** Real time, ms. */
  readonly patienceMs: number
}): Promise<Settled> {
  const { pool, server, devices, shutOut, userIdByPerson, patienceMs } = parts
  const deadline = Promise.withResolvers<void>()
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    deadline.resolve()
  }, patienceMs)

  const isQuiet = (): boolean =>
    devices.every(device => isAtRest(pool.findStatus(device))) &&
    shutOut.every(device => isShutOut(pool.findStatus(device)))

  async function compareAll(): Promise<Settled> {
    const all = [...devices, ...shutOut]
    const reports = await Promise.all(all.map(async device => [device, await pool.report(device)] as const))
    const truth = await readTruth(server.current.server.databases, userIdByPerson)
    const unrest = reports.flatMap(([device, report]) =>
      shutOut.includes(device)
        ? findShutOutUnrest(device, report)
        : [...findWaiting(device, report), ...compareReplica(device, report, truth)]
    )
    return { truth, reportByDevice: new Map(reports), unrest }
  }

  async function awaitNews(known: number): Promise<void> {
    const news = Promise.race([pool.awaitChange(known), deadline.promise])
    const hurry = setTimeout(() => void server.current.server.bookings.idle().catch(() => undefined), hurryAfterMs)
    await news
    clearTimeout(hurry)
  }

  try {
    await Promise.all([...devices, ...shutOut].map(device => pool.readStatus(device)))
    for (;;) {
      const known = pool.changes
      if (isQuiet() || isLate) {
        await server.current.server.bookings.idle()
        const found = await compareAll()
        if (found.unrest.length === 0 || isLate) return found
      }
      await awaitNews(known)
    }
  } finally {
    clearTimeout(timer)
  }
}
