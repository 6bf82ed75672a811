import { applyAct } from './acts/list-acts.ts'
import { createDevice, findTurn } from './device.ts'
import type { Effects } from './effects.ts'
import { afterStart, afterValidity, coachId, deviceNames } from './people.ts'
import { isCutOff, withDevice } from './pull-steps.ts'
import type { Scene, World } from './state.ts'
import type { Step } from './steps.ts'

/** What people do, with what their device shows now or after a pull, and what simply happens. */
export function listHumanSteps(world: World, { twins, mayBeDisabled, idle }: Scene, effects: Effects): readonly Step[] {
  const steps = deviceNames
    .filter(name => !idle.includes(name))
    // Twins are alike until one of them acts: which of them begins decides nothing.
    .filter(name => !twins.some(([first, second]) => second === name && world.devices[first].acts === 0))
    .flatMap(name => {
      const device = world.devices[name]
      const pulled = effects.pull(device, name, world.server)
      const list = (seen: World, how: string): readonly Step[] =>
        effects.listActs(seen.devices[name], name, world.now).map(act => ({
          name: `${name}${how}: ${act.name}`,
          world: applyAct(seen, name, act),
          isFree: true
        }))
      const isNews = pulled !== device && !isCutOff(world, name)
      return [...list(world, ''), ...(isNews ? list(withDevice(world, name, pulled), ' (after a pull)') : [])]
    })
  return [
    ...steps,
    ...listNewDevices(world),
    ...listTimes(world),
    ...mayBeDisabled.flatMap(userId => listAccountSteps(world, userId))
  ]
}

/** The coach takes another phone, where hours are a part of the scene. What is unsent goes with the old one, so there is nothing. */
function listNewDevices(world: World): readonly Step[] {
  const { server, devices, actsLeft } = world
  const { 'coach-b': old } = devices
  if (server.pages[coachId] === undefined || isCutOff(world, 'coach-b')) return []
  if (old.sent !== undefined || findTurn(old) !== undefined || old.acts === 0) return []
  const fresh = { ...createDevice(), acts: old.acts + 1, notices: old.notices }
  return [
    {
      name: 'coach-b is a new device',
      world: withDevice({ ...world, actsLeft: actsLeft - 1 }, 'coach-b', fresh),
      isFree: true
    }
  ]
}

/** Minutes only where they make a claim too old; hours only once. */
function listTimes(world: World): readonly Step[] {
  const next = { ...world, actsLeft: world.actsLeft - 1 }
  const isClaimOpen = Object.keys(world.claims).some(id => world.server.journal[id] === undefined)
  return [
    ...(world.now < afterValidity && isClaimOpen
      ? [{ name: 'minutes pass', world: { ...next, now: afterValidity }, isFree: true }]
      : []),
    ...(world.now < afterStart ? [{ name: 'the hours pass', world: { ...next, now: afterStart }, isFree: true }] : [])
  ]
}

function listAccountSteps(world: World, userId: Scene['mayBeDisabled'][number]): readonly Step[] {
  const { server } = world
  const isDisabled = server.disabled.includes(userId)
  const disabled = isDisabled ? server.disabled.filter(id => id !== userId) : [...server.disabled, userId].toSorted()
  const next = { ...world, actsLeft: world.actsLeft - 1, server: { ...server, disabled } }
  return [{ name: `${userId} is ${isDisabled ? 'enabled' : 'disabled'}`, world: next, isFree: true }]
}
