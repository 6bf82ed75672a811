interface Watched<S> {
  getState(): S
  subscribe(listener: () => void): () => void
}

/** Resolves as soon as a store's state fulfils this. */
export function waitFor<S>(store: Watched<S>, condition: (state: S) => boolean): Promise<S> {
  return new Promise(resolve => {
    const check = (): void => {
      const state = store.getState()
      if (!condition(state)) return
      unsubscribe()
      resolve(state)
    }
    const unsubscribe = store.subscribe(check)
    check()
  })
}
