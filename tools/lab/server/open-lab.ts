import type { Logger } from 'pino'
import type { AccountWish, DeviceWish, OpenScene, Seat } from '../contract.ts'
import { seats } from '../contract.ts'
import { type Device, startDevice } from '../devices/device-server.ts'
import { findScene } from '../recipes/recipes.ts'
import type { Scene } from '../stage/scene.ts'
import { openStage, type Stage } from '../stage/open-stage.ts'
import { labPassword, labPeople } from '../stage/people.ts'
import { startPathOf } from '../stage/scene-calendar.ts'
import { sceneDay } from '../stage/scene.ts'
import { listenLocally } from './listen-locally.ts'
import { createLabApp } from './lab-app.ts'

export interface Lab {
  /** Where the page is. */
  readonly url: string
  /** Ends all servers and removes their data. */
  stop(): Promise<void>
}

/**
 * Starts the lab: a page and three devices, each on a port of its own. The sync server comes with the first scene.
 * @param parts.port of the page; the devices take the next three. 0 takes any free ones
 * @throws StartupError where a port is taken
 */
export async function openLab(parts: {
  readonly port: number
  readonly now: () => number
  readonly logger: Logger
}): Promise<Lab> {
  const { port, now, logger } = parts
  const stops: (() => Promise<void>)[] = []
  let labOrigin = ''
  let stage: Stage | undefined
  let sceneCount = 0
  let queue: Promise<unknown> = Promise.resolve()

  /** Scenes open and close one after the other, whatever a visitor clicks meanwhile. */
  function enqueue<T>(task: () => Promise<T>): Promise<T> {
    const outcome = queue.then(task)
    queue = outcome.catch(() => undefined)
    return outcome
  }

  async function closeStage(): Promise<void> {
    const closing = stage
    stage = undefined
    await closing?.close()
  }

  async function stop(): Promise<void> {
    await enqueue(async () => {
      for (let next = stops.pop(); next !== undefined; next = stops.pop()) await next()
      await closeStage()
    })
  }

  try {
    const deviceBySeat = new Map<Seat, Device>()
    for (const [index, seat] of seats.entries()) {
      const device = await startDevice(port === 0 ? 0 : port + index + 1, () => labOrigin)
      stops.push(() => device.stop())
      deviceBySeat.set(seat, device)
    }
    const deviceAt = (seat: Seat): Device => deviceBySeat.get(seat)!

    async function openScene(recipeId: string, scene: Scene): Promise<OpenScene> {
      for (const device of deviceBySeat.values()) device.set({ network: 'cut', clockAheadMs: 0 })
      await closeStage()
      stage = await openStage(scene, { now, logger })
      const { calendar, serverUrl } = stage
      const day = calendar.dateOf(sceneDay)
      sceneCount += 1
      return {
        id: `${recipeId}-${sceneCount}`,
        recipeId,
        day,
        yesterday: calendar.dateOf(-1),
        devices: seats.map(seat => {
          const { person, device, start } = scene.cast[seat]
          const { displayName, role } = labPeople[person]
          const startPath = startPathOf(start, day)
          deviceAt(seat).prepare(serverUrl, { name: person, password: labPassword, startPath })
          return { seat, origin: deviceAt(seat).origin, person, displayName, role, device, startPath }
        })
      }
    }

    const app = createLabApp({
      readDeviceOrigins: () => [...deviceBySeat.values()].map(({ origin }) => origin),
      readLabOrigin: () => labOrigin,
      async openScene(recipeId) {
        const scene = findScene(recipeId)
        return scene === undefined ? undefined : enqueue(() => openScene(recipeId, scene))
      },
      setDevice: ({ seat, ...state }: DeviceWish) => deviceAt(seat).set(state),
      setAccount: (wish: AccountWish) => enqueue(async () => stage?.setAccount(wish))
    })
    const page = await listenLocally(port, app)
    stops.push(() => page.stop())
    labOrigin = page.origin
    return { url: `${labOrigin}/lab/`, stop }
  } catch (error) {
    await stop()
    throw error
  }
}
