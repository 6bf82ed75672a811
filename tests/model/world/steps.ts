import { judge } from './judge.ts'
import { listFillSteps } from './filling.ts'
import { listSetBackSteps, listSettlingSteps } from './set-back-steps.ts'
import { createEffects } from './effects.ts'
import { listDeviceSteps } from './device-steps.ts'
import { createForgedStepLister } from './forged-steps.ts'
import { listHumanSteps } from './human-steps.ts'
import { listLastPulls } from './pull-steps.ts'
import { listTogetherSteps } from './together-steps.ts'
import { actorOf, deviceNames } from './people.ts'
import type { Scene, World } from './state.ts'
import type { System } from './system.ts'

export interface Step {
  readonly name: string
  readonly world: World
  /** Something that a person does, or a fault; the others only bring the system to rest. */
  readonly isFree: boolean
  /** What is wrong with the step itself. */
  readonly problem?: string | undefined
}

export type ListSteps = (world: World) => readonly Step[]

/**
 * Everything that may happen next. A pull changes its own device alone and what it shows matters to its person's next act, so it
 * is looked at there, and once more when everything else has come to rest; see docs/model.md for the other moments.
 */
export function createStepLister(scene: Scene, system: System): ListSteps {
  const effects = createEffects(system, scene)
  const listForgedSteps = createForgedStepLister(scene, system, effects)
  return world => {
    const work = [
      ...deviceNames.flatMap(name => listDeviceSteps(world, name, effects)),
      ...listTogetherSteps(world, effects),
      ...listLateSteps(world, system),
      ...listForgedSteps(world),
      ...listFillSteps(world, system.filling),
      ...listSetBackSteps(world, scene),
      ...listSettlingSteps(world)
    ]
    const isBusy = work.some(({ isFree }) => !isFree)
    return [
      ...(world.actsLeft > 0 ? listHumanSteps(world, scene, effects) : []),
      ...work,
      ...(isBusy ? [] : listLastPulls(world, effects, system.missesChanges))
    ]
  }
}

function listLateSteps(world: World, system: System): readonly Step[] {
  const { late, now } = world
  if (late === undefined) return []
  const { from, collection, documents } = late
  const isRefused = world.server.disabled.includes(actorOf[from].userId)
  const docs = isRefused ? [] : documents
  const { server, problem } = judge(world.server, { from, collection, docs, now }, system)
  return [{ name: 'the network says it again', world: { ...world, server, late: undefined }, isFree: false, problem }]
}
