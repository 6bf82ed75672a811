/** Each deliberate fault in what was built is found by the check that is meant to find it. */
import { describe, expect, it } from 'vitest'
import { allChecks } from '../static/checks/all-checks.ts'
import { readBundle } from '../static/support/bundle.ts'
import { breakBundle } from './breakage.ts'
import { staticBreakages } from './static-breakages.ts'

const bundle = readBundle()

describe('a build with this fault is refused:', () => {
  it.each(staticBreakages)('$name', async breakage => {
    const check = allChecks.find(({ name }) => name === breakage.check)
    expect(check?.name).toBe(breakage.check)
    expect(await check?.find(breakBundle(bundle, breakage))).not.toEqual([])
  })

  it('and every check finds at least one of them', () => {
    const idle = allChecks.filter(({ name }) => !staticBreakages.some(({ check }) => check === name))
    expect(idle.map(({ name }) => name)).toEqual([])
  })
})
