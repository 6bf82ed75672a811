import type { Outcome, WorkspaceActions } from '#renderer/contract/screens.ts'
import type { BringBackParts } from './bring-back-actions.ts'

type BringBackActions = Pick<WorkspaceActions, 'readKeptFile' | 'bringBack'>

/** In a chunk of its own, fetched when a file is chosen: hardly anybody ever does. Where it cannot be fetched, the page's server is out of reach. */
export function createLateBringBack(parts: BringBackParts): BringBackActions {
  async function run<T>(act: (actions: BringBackActions) => Promise<Outcome<T>>): Promise<Outcome<T>> {
    const chunk = await import('./bring-back-actions.ts').catch(() => undefined)
    if (chunk === undefined) return { ok: false, refusal: 'unreachable' }
    return act(chunk.createBringBackActions(parts))
  }
  return {
    readKeptFile: file => run(actions => actions.readKeptFile(file)),
    bringBack: (file, password) => run(actions => actions.bringBack(file, password))
  }
}
