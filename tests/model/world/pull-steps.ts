import type { Effects } from './effects.ts'
import { listNews } from './pulling.ts'
import { actorOf, type DeviceName, deviceNames } from './people.ts'
import { findStored } from './server.ts'
import type { DeviceState, World } from './state.ts'
import type { Step } from './steps.ts'

export function withDevice(world: World, name: DeviceName, device: DeviceState): World {
  return device === world.devices[name] ? world : { ...world, devices: { ...world.devices, [name]: device } }
}

/** A disabled account syncs nothing, and a device that finds another past at the server settles that before. */
export function isCutOff({ server, devices }: World, name: DeviceName): boolean {
  return server.disabled.includes(actorOf[name].userId) || devices[name].isOfAnotherPast
}

/** Once nothing else is left to do. */
export function listLastPulls(world: World, effects: Effects, missesChanges: boolean): readonly Step[] {
  const connected = deviceNames.filter(name => !isCutOff(world, name))
  const pullAll = (from: World): World =>
    connected.reduce(
      (state, name) => withDevice(state, name, effects.pull(state.devices[name], name, world.server)),
      from
    )
  const pulled = pullAll(world)
  if (pulled === world) return []
  const steps: Step[] = [{ name: 'all pull', world: pulled, isFree: false }]
  return missesChanges
    ? [...steps, ...listMisses(world, connected).map(step => ({ ...step, world: pullAll(step.world) }))]
    : steps
}

/** One change that the feed never tells one device of. */
function listMisses(world: World, names: readonly DeviceName[]): readonly Step[] {
  return names.flatMap(name => {
    const device = world.devices[name]
    return listNews(device, name, world.server).map(({ collection, master }) => {
      const { id } = master.value
      const stored = findStored(world.server, actorOf[name].userId, collection, id)
      const missed = { ...device.missed, [id]: stored?.rev ?? 0 }
      return {
        name: `all pull, and ${name} misses ${id}`,
        world: withDevice(world, name, { ...device, missed }),
        isFree: false
      }
    })
  })
}
