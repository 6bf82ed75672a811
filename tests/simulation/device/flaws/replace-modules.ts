import { registerHooks } from 'node:module'

/** The modules of the application that have a flawed stand-in in this folder. */
const standIns: readonly (readonly [ending: string, file: string])[] = [
  ['/conflict-handlers.ts', new URL('./overwriting-conflict-handlers.ts', import.meta.url).href],
  ['/erase-phones.ts', new URL('./keeping-erase-phones.ts', import.meta.url).href],
  ['/live-feed.ts', new URL('./noting-live-feed.ts', import.meta.url).href],
  ['/stamped-storage.ts', new URL('./clock-stamped-storage.ts', import.meta.url).href],
  ['/draft-keeper.ts', new URL('./pausing-draft-keeper.ts', import.meta.url).href],
  ['/recall-copy.ts', new URL('./yielding-recall-copy.ts', import.meta.url).href],
  ['/recall-slot.ts', new URL('./yielding-recall-slot.ts', import.meta.url).href],
  ['/adaptive-size.ts', new URL('./stubborn-adaptive-size.ts', import.meta.url).href],
  ['/pull-handler.ts', new URL('./skipping-pull-handler.ts', import.meta.url).href]
]

/** What this thread loads from now on gets the stand-ins, which do as the current flaw says. They themselves get the real modules. */
export function replaceModules(): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const isStandIn = standIns.some(([, url]) => url === context.parentURL)
      const found = isStandIn ? undefined : standIns.find(([ending]) => specifier.endsWith(ending))
      return found === undefined ? nextResolve(specifier, context) : { url: found[1], shortCircuit: true }
    }
  })
}
