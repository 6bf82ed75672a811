import { createCanon } from './canon.ts'
import { createStepLister, type Step } from './world/steps.ts'
import type { Scene, World } from './world/state.ts'
import { soundSystem } from './world/system.ts'

/** More than any sound system needs to come to rest. */
const mostSteps = 100

/**
 * Takes the named steps, each of which must be possible when it comes, and then whatever comes first until nothing is left.
 * @throws Error which lists what is possible instead, or says that there is no rest
 */
export function replay(scene: Scene, names: readonly string[]): World {
  const canon = createCanon()
  const listSteps = createStepLister(scene, soundSystem)
  const take = ({ world }: Step): World => canon(world).world
  let world = canon(scene.world).world
  for (const name of names) {
    const steps = listSteps(world)
    const step = steps.find(other => other.name === name)
    if (step === undefined) throw new Error(`not possible: ${name}, but ${steps.map(other => other.name).join('; ')}`)
    world = take(step)
  }
  for (let n = 0; n < mostSteps; n += 1) {
    const step = listSteps(world).find(({ isFree }) => !isFree)
    if (step === undefined) return world
    world = take(step)
  }
  throw new Error('the system does not come to rest')
}
