/** What CouchDB adds to a document. On the wire the id is `_id`, in memory `id`. */
export interface WireDocument {
  readonly _id: string
  readonly _rev?: string
  readonly _deleted?: boolean
  readonly [field: string]: unknown
}

/** From the wire to memory: `_id` becomes `id`, every other underscore field goes. */
export function fromWire(document: WireDocument): Readonly<Record<string, unknown>> {
  const value: Record<string, unknown> = {}
  for (const name of Object.keys(document)) if (!name.startsWith('_')) value[name] = document[name]
  value['id'] = document._id
  return value
}

/** From memory to the wire, without a revision. */
export function toWire(value: { readonly id: string }): WireDocument {
  const { id, ...fields } = value
  return { _id: id, ...fields }
}
