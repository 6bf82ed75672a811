/** A part of a collection, by the ids of its documents; as a query asks for it. Of `$gt` and `$gte` one at most. */
export interface IdQuery {
  readonly $gt?: string
  readonly $gte?: string
  readonly $lt?: string
}
