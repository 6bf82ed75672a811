import { registerHooks } from 'node:module'

const standIn = new URL('./overwriting-conflict-handlers.ts', import.meta.url).href

/** From now on this thread's applications resolve conflicts with `overwriting-conflict-handlers.ts`. */
export function replaceConflictHandlers(): void {
  registerHooks({
    resolve(specifier, context, nextResolve) {
      const isReplaced = specifier.endsWith('/conflict-handlers.ts') && context.parentURL !== standIn
      return isReplaced ? { url: standIn, shortCircuit: true } : nextResolve(specifier, context)
    }
  })
}
