import { type StoreApi, createStore } from 'zustand/vanilla'
import type { DeepLink } from '#electron/contract/desktop-types.ts'
import type { Desktop } from '#electron/contract/ipc-contract.ts'

/** The link that was opened last and not followed yet: it waits here until an account is open. */
export interface PendingLink {
  readonly link: DeepLink | undefined
}

/** Follows the links that the shell hands over, the one that started the application first. */
export function watchLinks(desktop: Desktop): StoreApi<PendingLink> {
  const store = createStore<PendingLink>(() => ({ link: undefined }))
  desktop.on('link:opened', link => store.setState({ link }))
  desktop.call('link:take').then(
    // One that came meanwhile is newer.
    link => store.getState().link === undefined && store.setState({ link }),
    () => undefined
  )
  return store
}
