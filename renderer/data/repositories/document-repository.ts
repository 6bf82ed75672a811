import type { RxCollection } from 'rxdb'
import type { Observable } from 'rxjs'
import type { Versioned } from '#domain/merge/meeting.ts'
import type { Outcome } from '#renderer/contract/screens.ts'
import type { DocumentReader } from '../database/collections.ts'
import { toPlain, toVersioned } from '../database/stored-document.ts'
import { type FirstIds, type LiveList, openLiveList } from './live-list.ts'
import type { Keyed } from './sorted-list.ts'
import { tryWrite, type LocalWriteGuard } from './write-outcome.ts'

/**
 * Plain data of one collection, and its writes. What a write stores is in `items` when it resolves. Documents are shown and changed
 * as this version knows them; what it does not know of them stays as it is stored (VE1, VE3).
 */
export interface DocumentRepository<T extends Keyed> {
  readonly items$: Observable<readonly T[]>
  readonly items: readonly T[]
  readonly find: (id: string) => T | undefined
  /** How many live documents only a newer version can read (VE4). */
  readonly setAside$: Observable<number>
  /** Takes in at once what was pulled by the thousand, and is told to the screens later. */
  catchUp(): void
  /** Reads what was left for later, see `openLiveList`. */
  readRest(): Promise<void>
  /** What is stored under an id, also where it was removed: as it is shown, and as it lies there. */
  findStored(id: string): Promise<(Versioned<T> & { readonly raw: T }) | undefined>
  /** Stores the whole document, whatever was there. */
  save(document: T): Promise<Outcome>
  /** Stores documents of which none is expected to be there, as `save` does, all at once; one outcome for each. */
  saveAll(documents: readonly T[]): Promise<readonly Outcome[]>
  /** Stores what is made of the document as it is at the moment of writing, or of none; answers what was stored. */
  merge(id: string, next: (current: T | undefined) => T): Promise<Outcome<T>>
  /** Changes the document as it is at the moment of writing; nothing happens where there is none, or none that can be read. */
  change(id: string, next: (current: T) => T): Promise<Outcome>
  /**
   * Stores what is made of a document as it lies here and as it is shown, or of none; where that is undefined nothing is stored. Only
   * this may bring fields and values that are not known here: they come from a device of a newer version (PW8, VE1).
   */
  bringBack(id: string, next: (raw: T | undefined, shown: T | undefined) => T | undefined): Promise<Outcome>
  /** Stores the documents that are not there yet, live or removed. Rejects where the storage does. */
  addMissing(documents: readonly T[]): Promise<void>
  remove(id: string): Promise<Outcome>
  stop(): void
}

const done: Outcome = { ok: true, value: undefined }

/**
 * @param compare a total order
 * @param first what is read before this resolves; left out: everything
 */
export async function openRepository<T extends Keyed>(
  collection: RxCollection<T>,
  compare: (a: T, b: T) => number,
  guard: LocalWriteGuard,
  reader: DocumentReader<T>,
  first?: FirstIds
): Promise<DocumentRepository<T>> {
  const list: LiveList<T> = await openLiveList(collection, compare, reader.read, first)

  async function find(id: string) {
    return collection.findOne(id).exec()
  }

  // Not RxDB's incrementalUpsert: after one failed write it refuses every later one of the same document.
  async function store(id: string, next: (current: T | undefined) => T): Promise<T> {
    const first = next(undefined)
    const stored = (await find(id)) ?? (await insert(first))
    let written = first
    await stored?.incrementalModify(current => {
      const raw = toPlain<T>(current)
      const shown = reader.read(raw)
      written = next(shown)
      return replaceFields(current, reader.apply(raw, shown, written))
    })
    return written
  }

  /** Past RxDB's own ways of writing: theirs pass the check of what a person of this version has written. */
  async function bring(
    id: string,
    next: (raw: T | undefined, shown: T | undefined) => T | undefined
  ): Promise<undefined> {
    const { storageInstance } = collection
    for (;;) {
      const [previous] = await storageInstance.findDocumentsById([id], true)
      const raw = previous === undefined || previous._deleted ? undefined : toVersioned<T>(previous).value
      const made = next(raw, raw && reader.read(raw))
      if (made === undefined) return undefined
      const { _meta = { lwt: 1 }, _rev = '' } = previous ?? {}
      const document = { ...made, _deleted: false, _attachments: {}, _meta, _rev }
      const row = { document, ...(previous === undefined ? {} : { previous }) }
      const { error } = await storageInstance.bulkWrite([row], 'recovery')
      const [failed] = error
      if (failed === undefined) return undefined
      // Somebody else has changed it meanwhile.
      if (failed.status !== 409) throw new Error(`a document could not be brought back: ${failed.status}`)
    }
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

  function save(document: T): Promise<Outcome> {
    return tryWrite(async () => {
      await store(document.id, () => document)
      return undefined
    }, guard)
  }

  return {
    items$: list.items$,
    get items() {
      return list.items
    },
    find: list.find,
    setAside$: list.setAside$,
    catchUp: () => list.catchUp(),
    readRest: () => list.readRest(),
    async findStored(id) {
      const [stored] = await collection.storageInstance.findDocumentsById([id], true)
      if (stored === undefined) return undefined
      const { deleted, value } = toVersioned<T>(stored)
      return { deleted, value: reader.read(value) ?? value, raw: value }
    },
    save,
    async saveAll(documents) {
      const inserted = await tryWrite(async () => (await collection.bulkInsert([...documents])).error, guard)
      if (!inserted.ok) return documents.map(() => inserted)
      const failedIds = new Set(inserted.value.map(({ documentId }) => documentId))
      const outcomes: Outcome[] = []
      // What is there after all is changed, and what is wrong says so.
      for (const document of documents) outcomes.push(failedIds.has(document.id) ? await save(document) : done)
      return outcomes
    },
    merge: (id, next) => tryWrite(() => store(id, next), guard),
    change: (id, next) =>
      tryWrite(async () => {
        const document = await find(id)
        await document?.incrementalModify(stored => {
          const raw = toPlain<T>(stored)
          const shown = reader.read(raw)
          return shown === undefined ? stored : replaceFields(stored, reader.apply(raw, shown, next(shown)))
        })
        return undefined
      }, guard),
    bringBack: (id, next) => tryWrite(() => bring(id, next), guard),
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
