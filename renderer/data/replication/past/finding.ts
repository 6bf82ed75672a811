/**
 * Why a pull cannot go on as it is. `compare`: this database was never compared with the server as a whole. `set-back`: the server
 * holds another past than the one that was pulled so far. `removed-again`: slots that this device knows to be removed are live again.
 */
export type Finding =
  | { readonly kind: 'compare' }
  | { readonly kind: 'set-back' }
  | { readonly kind: 'removed-again'; readonly ids: readonly string[] }
