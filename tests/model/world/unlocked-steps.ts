import { findTurn } from './device.ts'
import { push } from './effects.ts'
import { deviceNames } from './people.ts'
import { withDevice } from './pull-steps.ts'
import type { World } from './state.ts'
import type { Step } from './steps.ts'

/** Two devices' requests, both judged by the state before either was stored: what the gate's locks are there against. */
export function listUnlockedSteps(world: World): readonly Step[] {
  const { server, now } = world
  const ready = deviceNames.flatMap(name => {
    const device = world.devices[name]
    const turn = device.sent === undefined ? findTurn(device) : undefined
    return turn === undefined ? [] : [{ name, device, turn, now }]
  })
  return ready.flatMap((one, n) =>
    ready.slice(n + 1).map(other => {
      const first = push(server, server, one.device, one)
      const second = push(server, first.server, other.device, other)
      const stored = { ...world, server: second.server }
      const sent = withDevice(stored, one.name, { ...one.device, sent: first.sent })
      return {
        name: `${one.name} and ${other.name} push at once`,
        world: withDevice(sent, other.name, { ...other.device, sent: second.sent }),
        isFree: false
      }
    })
  )
}
