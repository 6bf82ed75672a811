import { findProblems } from '../check/find-problems.ts'
import { actToText, type Step, stepToText, type Weather } from '../plan/act.ts'
import { makePlan, worldStart } from '../plan/make-plan.ts'
import { type DeviceName, deviceNames, ownerOf, type PersonName, people } from '../plan/people.ts'
import { passwordOf } from '../../support/test-server.ts'
import type { DevicePool } from './device-pool.ts'
import { createLedger, deedToText } from './ledger.ts'
import { type Settled, settle } from './settle.ts'
import { type ServerOptions, startSimulatedServer } from './simulated-server.ts'

/** Nothing sound takes this long to come to rest, even on a busy machine. */
const defaultPatienceMs = 20_000

export interface RunOptions extends Omit<ServerOptions, 'clock'> {
  readonly patienceMs?: number
  /** Scenes of the plan; left out: enough for a short run. */
  readonly scenes?: number | undefined
}

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
  { patienceMs = defaultPatienceMs, scenes, ...options }: RunOptions = {}
): Promise<Run> {
  const { clock } = pool
  const { steps, skewMsByDevice } = makePlan(seed, scenes)
  clock.now = worldStart
  const server = await startSimulatedServer({ storage: chooseStorage(seed), ...options, clock })
  const trace: string[] = []
  const ledger = createLedger()
  const weatherByDevice = new Map<DeviceName, Weather>(deviceNames.map(device => [device, 'clear']))
  const userIdByPerson = new Map<PersonName, string>()

  const settleWith = (devices: readonly DeviceName[]) => settle({ pool, server, devices, userIdByPerson, patienceMs })

  async function setWeather(device: DeviceName, weather: Weather): Promise<void> {
    weatherByDevice.set(device, weather)
    await pool.setWeather(device, weather)
  }

  async function restartServer(fault: Extract<Step, { kind: 'restart-server' }>['fault']): Promise<void> {
    await server.restart(fault)
    await Promise.all(deviceNames.map(device => pool.moveServer(device, server.current.url)))
  }

  async function take(step: Step): Promise<Settled | undefined> {
    switch (step.kind) {
      case 'act':
        await Promise.all(
          step.deeds.map(async ({ device, act }) => {
            const deed = await pool.act(device, act)
            ledger.note(device, deed)
            trace.push(`${device} ${actToText(act)}: ${deedToText(deed)}`)
          })
        )
        return undefined
      case 'weather':
        trace.push(stepToText(step))
        await setWeather(step.device, step.weather)
        return undefined
      case 'pass':
        trace.push(stepToText(step))
        clock.now += step.ms
        return undefined
      case 'restart-server':
        trace.push(stepToText(step))
        await restartServer(step.fault)
        return undefined
      default: {
        trace.push(stepToText(step))
        const settled = await settleWith(deviceNames.filter(device => weatherByDevice.get(device) !== 'cut'))
        return settled.unrest.length > 0 ? settled : undefined
      }
    }
  }

  /** What did not come to rest, where that happens: what follows would only hide why. */
  async function takeAll(): Promise<Settled | undefined> {
    for (const step of steps) {
      const stuck = await take(step)
      if (stuck !== undefined) return stuck
    }
    return undefined
  }

  async function finish(): Promise<Settled> {
    await restartServer(undefined)
    for (const device of deviceNames) await setWeather(device, 'clear')
    return settleWith(deviceNames)
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
    const settled = (await takeAll()) ?? (await finish())
    const { databases } = server.current.server
    const problems = await findProblems({ databases, settled, ledger, userIdByPerson })
    return { problems, trace, bookings: settled.truth.bookings.length }
  } finally {
    await Promise.all(deviceNames.map(device => pool.close(device).catch(() => undefined)))
    await server.remove()
  }
}

/** LevelDB is what is used in earnest, and takes twice the time: a few seeds are enough. */
function chooseStorage(seed: number): 'memory' | 'leveldb' {
  return seed % 10 === 6 ? 'leveldb' : 'memory'
}

/** What a failing seed prints. */
export function describeRun(seed: number, { trace, problems }: Run): string {
  return [
    `Seed ${seed}: run it again with SEED=${seed} npm run simulation. The acts are the same each time; threads and`,
    'the network may interleave differently. What happened:',
    ...trace.map(line => `  ${line}`),
    'Problems:',
    ...problems.map(line => `  ${line}`)
  ].join('\n')
}
