import { createCanon } from './canon.ts'
import { createStepLister } from './world/steps.ts'
import type { Scene, World } from './world/state.ts'
import type { System } from './world/system.ts'

/**
 * Takes the named steps, each of which must be possible when it comes.
 * @throws Error which lists what is possible instead
 */
export function replay(scene: Scene, system: System, names: readonly string[]): World {
  const canon = createCanon()
  const listSteps = createStepLister(scene, system)
  return names.reduce((world, name) => {
    const steps = listSteps(world)
    const step = steps.find(other => other.name === name)
    if (step === undefined) throw new Error(`not possible: ${name}, but\n  ${steps.map(({ name }) => name).join('\n  ')}`)
    return canon(step.world).world
  }, canon(scene.world).world)
}
