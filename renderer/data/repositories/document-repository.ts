import type { RxCollection } from 'rxdb'
import type { Observable } from 'rxjs'
import type { Versioned } from '#domain/merge/meeting.ts'
import type { Outcome } from '#renderer/contract/screens.ts'
import { toPlain, toVersioned } from '../database/stored-document.ts'
import { type LiveList, openLiveList } from './live-list.ts'
import type { Keyed } from './sorted-list.ts'
import { tryWrite, type WriteGuard } from './write-outcome.ts'

/** Plain data of one collection, and its writes. What a write stores is in `items` when it resolves. */
export interface DocumentRepository<T extends Keyed> {
  readonly items$: Observable<readonly T[]>
  readonly items: readonly T[]
  readonly find: (id: string) => T | undefined
  /** What is stored under an id, also where it was removed. */
  findStored(id: string): Promise<Versioned<T> | undefined>
  /** Stores the whole document, whatever was there. */
  save(document: T): Promise<Outcome>
  /** Stores what is made of the document as it is at the moment of writing, or of none; answers what was stored. */
  merge(id: string, next: (current: T | undefined) => T): Promise<Outcome<T>>
  /** Changes the document as it is at the moment of writing; nothing happens where there is none. */
  change(id: string, next: (current: T) => T): Promise<Outcome>
  /** Stores the documents that are not there yet, live or removed. Rejects where the storage does. */
  addMissing(documents: readonly T[]): Promise<void>
  remove(id: string): Promise<Outcome>
  stop(): void
}

/** @param compare a total order */
export async function openRepository<T extends Keyed>(
  collection: RxCollection<T>,
  compare: (a: T, b: T) => number,
  guard: WriteGuard
): Promise<DocumentRepository<T>> {
  const list: LiveList<T> = await openLiveList(collection, compare)

  async function find(id: string) {
    return collection.findOne(id).exec()
  }

  // Not RxDB's incrementalUpsert: after one failed write it refuses every later one of the same document.
  async function store(id: string, next: (current: T | undefined) => T): Promise<T> {
    const first = next(undefined)
    const stored = (await find(id)) ?? (await insert(first))
    let written = first
    await stored?.incrementalModify(current => {
      written = next(toPlain<T>(current))
      return replaceFields(current, written)
    })
    return written
  }

  /** What was there after all: somebody else may have stored it between the look and the insertion. */
  async function insert(document: T) {
    try {
      await collection.insert(document)
      return null
    } catch (error) {
      if (isConflict(error)) return find(document.id)
      throw error
    }
  }

  return {
    items$: list.items$,
    get items() {
      return list.items
    },
    find: list.find,
    async findStored(id) {
      const [stored] = await collection.storageInstance.findDocumentsById([id], true)
      return stored && toVersioned<T>(stored)
    },
    save: document =>
      tryWrite(async () => {
        await store(document.id, () => document)
        return undefined
      }, guard),
    merge: (id, next) => tryWrite(() => store(id, next), guard),
    change: (id, next) =>
      tryWrite(async () => {
        const document = await find(id)
        await document?.incrementalModify(stored => replaceFields(stored, next(toPlain<T>(stored))))
        return undefined
      }, guard),
    async addMissing(documents) {
      for (const document of documents) await collection.insertIfNotExists(document)
    },
    remove: id =>
      tryWrite(async () => {
        const document = await find(id)
        await document?.incrementalRemove()
        return undefined
      }, guard),
    stop: () => list.stop()
  }
}

function isConflict(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'CONFLICT'
}

/** RxDB's own fields stay; of the others, those that are gone go. */
function replaceFields<S extends object>(stored: S, next: object): S {
  const own = Object.entries(stored).filter(([name]) => name.startsWith('_'))
  return { ...Object.fromEntries(own), ...next } as S
}
