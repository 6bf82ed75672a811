import { buildDesktop } from '../../../scripts/lib/build-desktop.ts'
import { buildWeb } from '../../../scripts/lib/build-web.ts'

/** Once before all files of the project: two that build at the same time would tread on each other. */
export async function setup(): Promise<void> {
  for (const build of [buildDesktop, buildWeb]) {
    const built = await build()
    if (built.kind === 'failed') throw new Error(built.output)
  }
}
