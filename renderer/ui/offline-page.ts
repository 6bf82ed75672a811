import { createContext, useContext } from 'react'
import { type StoreApi, createStore, useStore } from 'zustand'

/**
 * Whether the page itself is stored on this device, so that it opens without a network.
 * `update-waiting`: a newer version is stored too and starts with the reload, or runs already because another tab started it.
 * `built-in`: the page comes from the program itself; there is nothing to say.
 */
export type OfflinePage =
  | { readonly kind: 'built-in' }
  | { readonly kind: 'unsupported' }
  | { readonly kind: 'installing' }
  | { readonly kind: 'ready' }
  | { readonly kind: 'update-waiting'; readonly reloadToUpdate: () => void }
  | { readonly kind: 'failed' }

export interface OfflinePageState {
  readonly page: OfflinePage
}

const builtIn = createStore<OfflinePageState>(() => ({ page: { kind: 'built-in' } }))
export const OfflinePageContext = createContext<StoreApi<OfflinePageState>>(builtIn)

export function useOfflinePage(): OfflinePage {
  return useStore(useContext(OfflinePageContext), state => state.page)
}
