import { findBroken, findTurned, findUnsound } from './check/invariants.ts'
import { createKeyMaker } from './world-key.ts'
import { listSteps, type Step, type System } from './world/steps.ts'
import type { Scene, World } from './world/state.ts'

export interface Exploration {
  readonly states: number
  readonly transitions: number
  /** States in which nothing is left to be sent, read or projected. */
  readonly quiet: number
  /** False where the limit ended it. */
  readonly isComplete: boolean
  readonly found: Counterexample | undefined
}

export interface Counterexample {
  readonly problem: string
  readonly steps: readonly string[]
}

export interface Limits {
  readonly maxStates: number
}

/**
 * Visits every state that can be reached from a scene, each once, whatever the order of steps that leads to it, and stops at the
 * first one that is broken. States are told apart by 53 bits of a hash, as is usual for explicit-state checkers.
 */
export function explore(scene: Scene, system: System, limits: Limits): Exploration {
  const makeKey = createKeyMaker()
  const visited = new Set<number>()
  const onPath = new Set<number>()
  const path: string[] = []
  let transitions = 0
  let quiet = 0
  let found: Counterexample | undefined

  function report(problem: string): void {
    found ??= { problem, steps: [...path] }
  }

  function visit(world: World, key: number): void {
    visited.add(key)
    onPath.add(key)
    const steps = listSteps(world, system, scene)
    if (steps.every(({ isFree }) => isFree)) {
      quiet += 1
      const problem = findUnsound(world)
      if (problem !== undefined) report(problem)
    }
    for (const step of steps) {
      if (found !== undefined || visited.size >= limits.maxStates) break
      take(world, step)
    }
    onPath.delete(key)
  }

  function take(world: World, step: Step): void {
    transitions += 1
    path.push(step.name)
    const next = step.world
    const problem =
      next.server === world.server ? undefined : (findBroken(next.server) ?? findTurned(world.server, next.server))
    if (problem !== undefined) report(problem)
    const key = makeKey(next)
    if (onPath.has(key)) report('the same messages go back and forth for ever')
    else if (!visited.has(key)) visit(next, key)
    path.pop()
  }

  visit(scene.world, makeKey(scene.world))
  return { states: visited.size, transitions, quiet, isComplete: visited.size < limits.maxStates, found }
}
