import type { CommitPart, Databases, DocumentStore } from '#server/storage/document-store.ts'
import type { StoredBook } from './stored-book.ts'

/** Storage that says in a book what it has stored, once it is, in that order. */
export function createObservedDatabases<D extends Databases>(base: D, book: StoredBook): D {
  async function watch<T>(work: () => Promise<T>, note: (stored: T) => void): Promise<T> {
    try {
      const stored = await work()
      note(stored)
      return stored
    } catch (error) {
      // It may be stored all the same.
      book.noteDoubt()
      throw error
    }
  }

  const observe = (store: DocumentStore): DocumentStore => ({
    ...store,
    write: (docs, options) =>
      watch(
        () => store.write(docs, options),
        rows => book.note([{ database: store.name, newEdits: options.newEdits, docs: pickStored(docs, rows) }])
      )
  })
  const storeByName = new Map<string, DocumentStore>()

  return {
    ...base,
    // Always the same object for one name.
    async open(name) {
      const store = await base.open(name)
      const observed = storeByName.get(name) ?? observe(store)
      storeByName.set(name, observed)
      return observed
    },
    commitTogether: (parts: readonly CommitPart[]) =>
      watch(
        () => base.commitTogether(parts),
        ({ stored }) => {
          if (stored) book.note(parts)
        }
      ),
    commitInOrder: (units: readonly (readonly CommitPart[])[]) =>
      watch(
        () => base.commitInOrder(units),
        outcomes => {
          for (const [n, { stored }] of outcomes.entries()) if (stored) book.note(units[n] ?? [])
        }
      )
  }
}

function pickStored(docs: CommitPart['docs'], rows: readonly object[]): CommitPart['docs'] {
  return docs.filter((_, n) => 'ok' in (rows[n] ?? {}))
}
