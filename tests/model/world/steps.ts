import { judge } from './judge.ts'
import { createEffects, type Effects } from './effects.ts'
import { listDeviceSteps } from './device-steps.ts'
import { createForgedStepLister } from './forged-steps.ts'
import { listHumanSteps } from './human-steps.ts'
import { listLastPulls } from './pull-steps.ts'
import { listUnlockedSteps } from './unlocked-steps.ts'
import { actorOf, deviceNames, personIds } from './people.ts'
import { runStages } from './server.ts'
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
  const listForgedSteps = createForgedStepLister(scene, system)
  const effects = createEffects(system, scene.starts, scene.world.faultsLeft > 0)
  return world => {
    const work = [
      ...deviceNames.flatMap(name => listDeviceSteps(world, name, effects)),
      ...listProjectorSteps(world, effects),
      ...listLateSteps(world),
      ...listForgedSteps(world),
      ...(system.hasLock ? [] : listUnlockedSteps(world))
    ]
    const isBusy = work.some(({ isFree }) => !isFree)
    return [
      ...(world.actsLeft > 0 ? listHumanSteps(world, scene, effects) : []),
      ...work,
      ...(isBusy ? [] : listLastPulls(world, effects, system.missesChanges))
    ]
  }
}

/** The projector writes to different people's databases side by side. */
function listProjectorSteps(world: World, effects: Effects): readonly Step[] {
  return personIds
    .filter(userId => world.server.owed.some(owed => owed.startsWith(userId)))
    .map(userId => ({
      name: `the projector writes to ${userId}`,
      world: { ...world, server: effects.project(world.server, userId) },
      isFree: false
    }))
}

function listLateSteps(world: World): readonly Step[] {
  const { late, server, now } = world
  if (late === undefined) return []
  const isRefused = server.disabled.includes(actorOf[late.from].userId)
  const { stages } = judge(server, late.from, late.collection, isRefused ? [] : late.documents, now)
  const next = { ...world, server: runStages(server, stages), late: undefined }
  return [{ name: 'the network says it again', world: next, isFree: false }]
}
