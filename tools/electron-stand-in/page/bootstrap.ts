import { randomUUID } from 'node:crypto'
import { makeCodec } from '../core/codec.ts'
import { isolatedWorld, type PageFacts } from './isolated-world.ts'
import { mainWorld } from './main-world.ts'
import { makePeer } from './peer.ts'
import { makePreloadEnvironment } from './preload-environment.ts'

/** Name of the world that preloads run in, as Electron names it. */
export const isolatedWorldName = 'Electron Isolated Context'

const nonce = randomUUID()

/** Name of the function in the isolated world that carries a text to the main process. */
export const bindingName = `__sim_${nonce.replaceAll('-', '')}`

/** Parameters that Electron's loader gives to the function it wraps a sandboxed preload in. */
export const preloadParameters = 'require, module, exports, process, global, setImmediate, clearImmediate'

export interface BootstrapSources {
  readonly main: string
  readonly isolated: string
}

/** The texts that Chromium runs in a page's two worlds before the page's own scripts. */
export const bootstrapSources = (preloadText: string): BootstrapSources => {
  const { electron, chrome, node } = process.versions as Readonly<Record<string, string | undefined>>
  const facts: PageFacts = {
    nonce,
    binding: bindingName,
    platform: process.platform,
    arch: process.arch,
    versions: { electron, chrome, node }
  }
  const parts = `{ makePeer: ${String(makePeer)}, makeCodec: ${String(makeCodec)}, makePreloadEnvironment: ${String(makePreloadEnvironment)} }`
  return {
    main: `(${String(mainWorld)})(${String(makePeer)}, ${JSON.stringify(nonce)})`,
    isolated: `(${String(isolatedWorld)})(${parts}, ${JSON.stringify(facts)}, function (${preloadParameters}) {\n${preloadText}\n})`
  }
}
