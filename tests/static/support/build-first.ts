import { buildDesktop } from '../../../scripts/lib/build-desktop.ts'

/** Once before all files of the project: two that build at the same time would tread on each other. */
export async function setup(): Promise<void> {
  const build = await buildDesktop()
  if (build.kind === 'failed') throw new Error(build.output)
}
