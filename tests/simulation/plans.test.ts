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

it('nobody is asked to rest while storage fails from some write on: nothing would be stored before the next start', () => {
  for (let seed = 1; seed <= 2_000; seed += 1) {
    let mayFail = false
    for (const step of makePlan(seed).steps) {
      if (step.kind === 'restart-server') mayFail = step.fault?.kind === 'crash'
      if (step.kind === 'fill-disk') mayFail = true
      if (step.kind === 'clear-disk') mayFail = false
      if (step.kind === 'rest') expect(mayFail, `seed ${seed}`).toBe(false)
    }
    expect(mayFail, `seed ${seed}`).toBe(false)
  }
})
