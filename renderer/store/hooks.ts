import { createContext, useContext } from 'react'
import { type StoreApi, useStore } from 'zustand'
import type { Capability } from '#domain/versions/product-version.ts'
import type { SignInStoreState, WorkspaceStoreState } from '../contract/screens.ts'

export const SignInStoreContext = createContext<StoreApi<SignInStoreState> | undefined>(undefined)
export const WorkspaceStoreContext = createContext<StoreApi<WorkspaceStoreState> | undefined>(undefined)

/** Reads from the store of who is signed in. Throws outside its provider. */
export function useSignIn<T>(select: (state: SignInStoreState) => T): T {
  const store = useContext(SignInStoreContext)
  if (store === undefined) throw new Error('useSignIn needs SignInStoreContext')
  return useStore(store, select)
}

/** Reads from the store of the opened account's data. Throws where no account is open. */
export function useWorkspace<T>(select: (state: WorkspaceStoreState) => T): T {
  const store = useContext(WorkspaceStoreContext)
  if (store === undefined) throw new Error('useWorkspace needs WorkspaceStoreContext')
  return useStore(store, select)
}

/** `unknown`: the server has not been asked yet. */
export type Offer = 'offered' | 'missing' | 'unknown'

/** Whether the server offers something, by the last list that it gave; a screen follows when that changes (VE9). */
export function useOffer(name: Capability): Offer {
  return useWorkspace(({ capabilities }) => {
    if (capabilities === undefined) return 'unknown'
    return capabilities.includes(name) ? 'offered' : 'missing'
  })
}
