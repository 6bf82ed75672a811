import { isSame } from '../rules/is-same.ts'

/** The outcome for one field: settled by one side, or changed on both sides to different values. */
export type FieldOutcome<V> = { readonly kind: 'settled'; readonly value: V } | { readonly kind: 'both-changed' }

/** Three-way merge of one field: a side that did not change it gives way. */
export function mergeField<V>(assumed: V, server: V, local: V): FieldOutcome<V> {
  if (isSame(server, local) || isSame(local, assumed)) return { kind: 'settled', value: server }
  if (isSame(server, assumed)) return { kind: 'settled', value: local }
  return { kind: 'both-changed' }
}
