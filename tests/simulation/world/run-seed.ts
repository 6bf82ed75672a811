import { findProblems } from '../check/find-problems.ts'
import { actToText, type Step, stepToText, type Weather } from '../plan/act.ts'
import { makePlan, worldStart } from '../plan/make-plan.ts'
import { type DeviceName, deviceNames, ownerOf, type PersonName, people } from '../plan/people.ts'
import { passwordOf } from '../../support/test-server.ts'
import type { DevicePool } from './device-pool.ts'
import { createLedger, deedToText } from './ledger.ts'
import { settle } from './settle.ts'
import { type ServerOptions, startSimulatedServer } from './simulated-server.ts'

export interface Run {
  readonly problems: readonly string[]
  /** What happened, line by line. */
  readonly trace: readonly string[]
  readonly bookings: number
}

/** Runs the whole system as the seed says, then turns everything on and looks at what is left. */
export async function runSeed(
  seed: number,
  pool: DevicePool,
  options: Omit<ServerOptions, 'clock'> = {}
): Promise<Run> {
  const { clock } = pool
  const { steps, skewMsByDevice } = makePlan(seed)
  clock.now = worldStart
  const server = await startSimulatedServer({ ...options, clock })
  const trace: string[] = []
  const ledger = createLedger()
  const weatherByDevice = new Map<DeviceName, Weather>(deviceNames.map(device => [device, 'clear']))
  const userIdByPerson = new Map<PersonName, string>()

  const settleWith = (devices: readonly DeviceName[]) => settle({ pool, server, devices, userIdByPerson })

  async function setWeather(device: DeviceName, weather: Weather): Promise<void> {
    weatherByDevice.set(device, weather)
    await pool.setWeather(device, weather)
  }

  async function restartServer(fault: Extract<Step, { kind: 'restart-server' }>['fault']): Promise<void> {
    await server.restart(fault)
    await Promise.all(deviceNames.map(device => pool.moveServer(device, server.current.url)))
  }

  async function take(step: Step): Promise<void> {
    switch (step.kind) {
      case 'act':
        await Promise.all(
          step.deeds.map(async ({ device, act }) => {
            const deed = await pool.act(device, act)
            ledger.note(device, deed)
            trace.push(`${device} ${actToText(act)}: ${deedToText(deed)}`)
          })
        )
        return
      case 'weather':
        trace.push(stepToText(step))
        return setWeather(step.device, step.weather)
      case 'pass':
        trace.push(stepToText(step))
        clock.now += step.ms
        return
      case 'restart-server':
        trace.push(stepToText(step))
        return restartServer(step.fault)
      default: {
        trace.push(stepToText(step))
        const { unrest } = await settleWith(deviceNames.filter(device => weatherByDevice.get(device) !== 'cut'))
        if (unrest.length > 0) trace.push(...unrest.map(line => `  no rest: ${line}`))
      }
    }
  }

  try {
    for (const { name, role } of people) userIdByPerson.set(name, await server.current.addAccount(name, role))
    await Promise.all(
      deviceNames.map((device, n) => {
        const name = ownerOf(device)
        const skewMs = skewMsByDevice.get(device) ?? 0
        const serverUrl = server.current.url
        return pool.open(device, { name, password: passwordOf(name), serverUrl, skewMs, seed: seed * 16 + n })
      })
    )
    for (const step of steps) {
      const t = performance.now()
      await take(step)
      if (process.env['SIM_T']) trace.push(`   ${Math.round(performance.now() - t)} ms`)
    }
    await restartServer(undefined)
    for (const device of deviceNames) await setWeather(device, 'clear')
    const settled = await settleWith(deviceNames)
    const { databases } = server.current.server
    const problems = await findProblems({ databases, settled, ledger, userIdByPerson })
    return { problems, trace, bookings: settled.truth.bookings.length }
  } finally {
    await Promise.all(deviceNames.map(device => pool.close(device).catch(() => undefined)))
    await server.remove()
  }
}
