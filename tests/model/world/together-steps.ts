import { findTurn } from './device.ts'
import type { Effects } from './effects.ts'
import { deviceNames } from './people.ts'
import { isCutOff, withDevice } from './pull-steps.ts'
import { listStored } from './server.ts'
import type { World } from './state.ts'
import type { Step } from './steps.ts'

/** Two devices' requests, both judged before either is stored, where the gate's own lock names let them be under way at once. */
export function listTogetherSteps(world: World, effects: Effects): readonly Step[] {
  const { server, now } = world
  const ready = deviceNames.flatMap(name => {
    const device = world.devices[name]
    const turn = device.sent === undefined && !isCutOff(world, name) ? findTurn(device) : undefined
    const pushed = turn && effects.push(server, device, { name, turn, now })
    return pushed === undefined || pushed.commits.length === 0 ? [] : [{ name, device, pushed }]
  })
  return ready.flatMap((one, n) =>
    ready.slice(n + 1).flatMap((other): readonly Step[] => {
      if ([...one.pushed.lockNames].some(name => other.pushed.lockNames.has(name))) return []
      const states = listStored(one.pushed.server, other.pushed.commits)
      // One that storage does not take is judged again: the same as a push that comes later.
      if (states.length < other.pushed.commits.length) return []
      const stored = { ...world, server: states.at(-1) ?? one.pushed.server }
      const sent = withDevice(stored, one.name, { ...one.device, sent: one.pushed.sent })
      return [
        {
          name: `${one.name} and ${other.name} push at once`,
          world: withDevice(sent, other.name, { ...other.device, sent: other.pushed.sent }),
          isFree: false
        }
      ]
    })
  )
}
