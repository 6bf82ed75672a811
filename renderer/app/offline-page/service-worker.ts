import { type StoreApi, createStore } from 'zustand'
import type { OfflinePageState } from '#renderer/ui/offline-page.ts'

interface ServiceWorkerParts {
  /** Undefined where the browser has none: private windows, addresses without HTTPS. */
  readonly container: ServiceWorkerContainer | undefined
  /** Where the page lives, with a slash at the end; the worker is `sw.js` in it. */
  readonly base: string
  readonly reload: () => void
}

/**
 * Stores the page on this device through its service worker and follows new versions. A new version never starts by
 * itself: somebody may be in the middle of a sentence.
 */
export function createOfflinePage({ container, base, reload }: ServiceWorkerParts): StoreApi<OfflinePageState> {
  const store = createStore<OfflinePageState>(() => ({
    page: { kind: container === undefined ? 'unsupported' : 'installing' }
  }))
  if (container === undefined) return store

  let isUpdating = false
  let wasControlled = container.controller !== null
  container.addEventListener('controllerchange', () => {
    if (isUpdating) reload()
    // Another tab has started the new version: pages that this one has not opened yet are gone from this device.
    else if (wasControlled) store.setState({ page: { kind: 'update-waiting', reloadToUpdate: reload } })
    // The first version has taken over what was loaded from the network: it is the same.
    else wasControlled = true
  })

  function offerUpdate(waiting: ServiceWorker) {
    store.setState({
      page: {
        kind: 'update-waiting',
        reloadToUpdate: () => {
          isUpdating = true
          waiting.postMessage({ type: 'SKIP_WAITING' })
        }
      }
    })
  }

  function follow(worker: ServiceWorker | null) {
    worker?.addEventListener('statechange', () => {
      // Without an earlier controller it is the first version, which takes over at once.
      if (worker.state === 'installed' && container !== undefined && container.controller !== null) offerUpdate(worker)
      if (worker.state === 'activated' && store.getState().page.kind === 'installing') {
        store.setState({ page: { kind: 'ready' } })
      }
      if (worker.state === 'redundant' && store.getState().page.kind === 'installing') {
        store.setState({ page: { kind: 'failed' } })
      }
    })
  }

  void container.register(`${base}sw.js`, { scope: base }).then(
    registration => {
      registration.addEventListener('updatefound', () => follow(registration.installing))
      if (registration.active !== null) store.setState({ page: { kind: 'ready' } })
      else follow(registration.installing ?? registration.waiting)
      if (registration.waiting !== null && container.controller !== null) offerUpdate(registration.waiting)
    },
    () => store.setState({ page: { kind: 'failed' } })
  )
  return store
}
