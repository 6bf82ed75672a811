import { registerHooks } from 'node:module'

/** Modules, by the end of their names, and the files that stand in for them. */
export type StandIns = readonly (readonly [ending: string, url: string])[]

/** What this thread loads from now on gets the stand-ins. Each of them gets the real module of its own name, and the others' stand-ins. */
export function installStandIns(standIns: StandIns): void {
  if (standIns.length === 0) return
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const found = standIns.find(([ending]) => specifier.endsWith(ending))
      const isReplaced = found !== undefined && context.parentURL !== found[1]
      return isReplaced ? { url: found[1], shortCircuit: true } : nextResolve(specifier, context)
    }
  })
}
