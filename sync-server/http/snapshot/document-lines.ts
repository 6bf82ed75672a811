import type { StoredDocument } from '#server/storage/document-store.ts'

/** The live documents of one database as lines of `_all_docs`: one text for each document's revision, in the storage's order. */
export interface DocumentLines {
  put(doc: StoredDocument): void
  remove(id: string): void
  /** What there is now; later changes are not in it. */
  list(): readonly string[]
  /** How many texts were made so far. */
  readonly made: number
}

export function createDocumentLines(): DocumentLines {
  const lineById = new Map<string, string>()
  const ids: string[] = []
  let made = 0

  function remove(id: string): void {
    if (lineById.delete(id)) ids.splice(findPlace(ids, id), 1)
  }

  return {
    put(doc) {
      const { _id: id, _rev: rev } = doc
      const known = lineById.get(id)
      // The text itself tells its revision: kept beside it, ids and revisions would take a third as much memory again.
      if (known?.startsWith(JSON.stringify({ id, key: id, value: { rev } }).slice(0, -1)) === true) return
      if (known === undefined) ids.splice(findPlace(ids, id), 0, id)
      lineById.set(id, JSON.stringify({ id, key: id, value: { rev }, doc }))
      made += 1
    },
    remove,
    list: () => ids.map(id => lineById.get(id) ?? ''),
    get made() {
      return made
    }
  }
}

/** The first place whose id is not before this one. A scan brings ids in order: the end is looked at first. */
function findPlace(ids: readonly string[], id: string): number {
  const last = ids.at(-1)
  if (last === undefined || compareIds(last, id) < 0) return ids.length
  let low = 0
  let high = ids.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (compareIds(ids[middle] ?? '', id) < 0) low = middle + 1
    else high = middle
  }
  return low
}

const encoder = new TextEncoder()

/** By their bytes, as LevelDB has them. */
function compareIds(a: string, b: string): number {
  return Buffer.compare(encoder.encode(a), encoder.encode(b))
}
