import type { Codec } from '../core/codec.ts'
import type { Peer } from './peer.ts'

export interface PageFacts {
  /** Names of the events between the worlds; unguessable, so that page code cannot join in. */
  readonly nonce: string
  /** Name of the function that carries a text to the main process. */
  readonly binding: string
  readonly platform: string
  readonly arch: string
  readonly versions: Readonly<Record<string, string | undefined>>
}

/** What the main process sends to a page. */
export type Delivery =
  | { readonly t: 'event'; readonly channel: string; readonly args: string }
  | { readonly t: 'result'; readonly id: number; readonly value?: string; readonly error?: string }

/** What a page sends to the main process. */
export type PageMessage =
  | { readonly t: 'invoke'; readonly id: number; readonly channel: string; readonly args: string }
  | { readonly t: 'send'; readonly channel: string; readonly args: string }
  | { readonly t: 'open'; readonly url: string; readonly target: string; readonly features: string }

export type PreloadBody = (
  require: (id: string) => unknown,
  module: { exports: unknown },
  exports: unknown,
  process: unknown,
  global: typeof globalThis,
  setImmediate: (work: (...args: unknown[]) => void, ...args: unknown[]) => unknown,
  clearImmediate: (id: number) => void
) => void

/** What `makeElectronForPreload` gives, and `isolatedWorld` runs the preload with. */
export interface PreloadEnvironment {
  readonly modules: Readonly<Record<string, unknown>>
  readonly receive: (delivery: Delivery) => void
}

/**
 * The isolated world of a sandboxed preload. Sent into the page by its source text, so it may name nothing from outside
 * itself.
 */
export function isolatedWorld(
  parts: {
    readonly makePeer: (outName: string, inName: string) => Peer
    readonly makeCodec: () => Codec
    readonly makePreloadEnvironment: (peer: Peer, codec: Codec, post: (text: string) => void) => PreloadEnvironment
  },
  facts: PageFacts,
  preload: PreloadBody
): void {
  if (window.top !== window) return
  const scope = globalThis as unknown as Record<string, unknown>
  const post = scope[facts.binding] as (text: string) => void
  const peer = parts.makePeer(`${facts.nonce}:isolated`, `${facts.nonce}:main`)
  peer.onOpen = parcel => post(JSON.stringify(parcel))
  const environment = parts.makePreloadEnvironment(peer, parts.makeCodec(), post)
  scope['__simDeliver'] = environment.receive

  // A sandboxed preload may load nothing else.
  const require = (id: string): unknown => {
    const found = environment.modules[id.replace(/^node:/, '')]
    if (found === undefined) throw new Error(`module not found: ${id}`)
    return found
  }
  const process = {
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    isMainFrame: true,
    platform: facts.platform,
    arch: facts.arch,
    versions: facts.versions,
    env: {},
    argv: []
  }
  const module = { exports: {} }
  preload(
    require,
    module,
    module.exports,
    process,
    globalThis,
    (work, ...args) => setTimeout(() => work(...args), 0),
    clearTimeout
  )
}
