import { createCanon } from './canon.ts'
import { createStepLister } from './world/steps.ts'
import type { Scene, World } from './world/state.ts'
import { soundSystem, type System } from './world/system.ts'

/** More than any sound system needs to come to rest. */
const mostSteps = 100

/** A sound system that goes a given way. */
export interface Walk {
  /** The world as it is now. */
  readonly world: World
  /** Takes the step of this name. @throws Error with what is possible instead */
  readonly take: (name: string) => Walk
  /** Takes whatever comes first that no person does, until nothing is left. @throws Error where there is no rest */
  readonly rest: () => World
}

function startWalk(scene: Scene, system: System): Walk {
  const canon = createCanon()
  const listSteps = createStepLister(scene, system)
  const walkFrom = (world: World): Walk => ({
    world,
    take(name) {
      const steps = listSteps(world)
      const step = steps.find(other => other.name === name)
      if (step === undefined) throw new Error(`not possible: ${name}, but ${steps.map(other => other.name).join('; ')}`)
      return walkFrom(canon(step.world).world)
    },
    rest() {
      let end = world
      for (let n = 0; n < mostSteps; n += 1) {
        const step = listSteps(end).find(({ isFree }) => !isFree)
        if (step === undefined) return end
        end = canon(step.world).world
      }
      throw new Error('the system does not come to rest')
    }
  })
  return walkFrom(canon(scene.world).world)
}

/** Takes the named steps, each of which must be possible when it comes. */
export function walk(scene: Scene, names: readonly string[], system = soundSystem): Walk {
  return names.reduce((way, name) => way.take(name), startWalk(scene, system))
}
