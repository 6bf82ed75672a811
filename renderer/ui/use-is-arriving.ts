import type { CollectionName } from '../contract/screens.ts'
import { useWorkspace } from '../store/hooks.ts'

/**
 * Whether a collection may be empty only because its documents are still on their way: the server has been asked since this
 * window opened and has not answered yet. False while offline: what is here is all there is to see.
 */
export function useIsArriving(name: CollectionName): boolean {
  return useWorkspace(({ sync, collections }) => {
    if (sync.kind !== 'starting' && sync.kind !== 'syncing') return false
    const state = collections.find(({ collection }) => collection === name)
    return state?.lastSuccessAt === undefined || state.progress !== undefined
  })
}
