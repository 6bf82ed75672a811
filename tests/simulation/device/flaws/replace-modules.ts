import { registerHooks } from 'node:module'
import type { DeviceFlaw } from '../protocol.ts'

/** The modules of the application that a flaw replaces, each by a stand-in of this folder. */
const standInsByFlaw: Readonly<Record<DeviceFlaw, Readonly<Record<string, URL>>>> = {
  overwriting: { '/conflict-handlers.ts': new URL('./overwriting-conflict-handlers.ts', import.meta.url) },
  'trusting-feed': {
    '/live-feed.ts': new URL('./noting-live-feed.ts', import.meta.url),
    '/pull-handler.ts': new URL('./skipping-pull-handler.ts', import.meta.url)
  }
}

/** From now on this thread's applications have the flaw. The stand-ins themselves get the real modules. */
export function replaceModules(flaw: DeviceFlaw): void {
  const standIns = Object.entries(standInsByFlaw[flaw]).map(([ending, file]) => [ending, file.href] as const)
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const isStandIn = standIns.some(([, url]) => url === context.parentURL)
      const found = isStandIn ? undefined : standIns.find(([ending]) => specifier.endsWith(ending))
      return found === undefined ? nextResolve(specifier, context) : { url: found[1], shortCircuit: true }
    }
  })
}
