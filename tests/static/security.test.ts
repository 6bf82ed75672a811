/** The security of what ships: each check reads the built bundles and the packaging's settings. */
import { beforeAll, describe, expect, it } from 'vitest'
import { buildDesktop } from '../../scripts/lib/build-desktop.ts'
import { allChecks } from './checks/all-checks.ts'
import { type Bundle, readBundle } from './support/bundle.ts'

let bundle: Bundle
beforeAll(async () => {
  const build = await buildDesktop()
  if (build.kind === 'failed') throw new Error(build.output)
  bundle = readBundle()
}, 180_000)

describe('what ships', () => {
  it.each(allChecks)('$name', async ({ find }) => {
    expect(await find(bundle)).toEqual([])
  })
})
