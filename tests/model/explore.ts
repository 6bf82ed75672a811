import { findBroken, findTurned, findUnsound } from './check/invariants.ts'
import { createCanon, type Canonical } from './canon.ts'
import { memoize } from './memo.ts'
import { createStepLister, type Step } from './world/steps.ts'
import type { System } from './world/system.ts'
import type { Scene } from './world/state.ts'

export interface Exploration {
  readonly states: number
  readonly transitions: number
  /** States in which nothing is left to be sent or read. */
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
  /** Only problems of this kind count; without it, all. */
  readonly seek?: RegExp
}

/**
 * Visits every state that can be reached from a scene, each once, whatever the order of steps that leads to it, and stops at the
 * first one that is broken. States are told apart by 53 bits of a hash, as is usual for explicit-state checkers.
 */
export function explore(scene: Scene, system: System, limits: Limits): Exploration {
  const canon = createCanon()
  const listSteps = createStepLister(scene, system)
  const findAnyBroken = memoize(findBroken)
  const visited = new Set<number>()
  const onPath = new Set<number>()
  const path: string[] = []
  let transitions = 0
  let quiet = 0
  let found: Counterexample | undefined

  function report(problem: string | undefined): void {
    if (problem !== undefined && limits.seek?.test(problem) !== false) found ??= { problem, steps: [...path] }
  }

  function visit({ world, key }: Canonical): void {
    visited.add(key)
    onPath.add(key)
    const steps = listSteps(world)
    if (steps.every(({ isFree }) => isFree)) {
      quiet += 1
      report(findUnsound(world))
    }
    for (const step of steps) {
      if (found !== undefined || visited.size >= limits.maxStates) break
      take(world, step)
    }
    onPath.delete(key)
  }

  function take({ server }: Canonical['world'], step: Step): void {
    transitions += 1
    path.push(step.name)
    const next = canon(step.world)
    report(step.problem)
    if (next.world.server !== server) report(findAnyBroken(next.world.server) ?? findTurned(server, next.world.server))
    if (onPath.has(next.key)) report('the same messages go back and forth for ever')
    else if (!visited.has(next.key)) visit(next)
    path.pop()
  }

  visit(canon(scene.world))
  return { states: visited.size, transitions, quiet, isComplete: visited.size < limits.maxStates, found }
}
