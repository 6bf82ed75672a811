import type { CommitPart, Databases, WritableDocument } from '#server/storage/document-store.ts'

/** Storage below a gate that never writes down what coaches take away. */
export function createForgettingSkips(base: Databases): Databases {
  return {
    ...base,
    commitInOrder: units => base.commitInOrder(units.map(unit => unit.map(forgetSkips)))
  }
}

function forgetSkips(part: CommitPart): CommitPart {
  return part.database === 'users' ? { ...part, docs: part.docs.map(withoutSkips) } : part
}

function withoutSkips(doc: WritableDocument): WritableDocument {
  const hours = doc['availability']
  return typeof hours === 'object' && hours !== null ? { ...doc, availability: { ...hours, skips: [] } } : doc
}
