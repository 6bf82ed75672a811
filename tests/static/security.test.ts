/** The security of what ships: each check reads the built bundles and the packaging's settings. */
import { describe, expect, it } from 'vitest'
import { allChecks } from './checks/all-checks.ts'
import { readBundle } from './support/bundle.ts'

const bundle = readBundle()

describe('what ships', () => {
  it.each(allChecks)('$name', async ({ find }) => {
    expect(await find(bundle)).toEqual([])
  })
})
