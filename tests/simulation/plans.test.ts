import { expect, it } from 'vitest'
import { makePlan } from './plan/make-plan.ts'
import type { DeviceName } from './plan/people.ts'

it('no device is left without power: what follows a cut would do nothing, and never come to rest', () => {
  for (let seed = 1; seed <= 2_000; seed += 1) {
    const mayBeOff = new Set<DeviceName>()
    for (const step of makePlan(seed).steps) {
      if (step.kind === 'cut-power') mayBeOff.add(step.device)
      if (step.kind === 'power-on' && step.again === undefined) mayBeOff.delete(step.device)
      if (step.kind === 'power-on' && step.again !== undefined) mayBeOff.add(step.device)
      if (step.kind === 'rest') expect([...mayBeOff], `seed ${seed}`).toEqual([])
    }
    expect([...mayBeOff], `seed ${seed}`).toEqual([])
  }
})
