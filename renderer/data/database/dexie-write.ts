import { categorizeBulkWriteRows, type EventBulk, type RxDocumentData, type RxStorageChangeEvent } from 'rxdb'
import { fromStorageToDexie, getDocsInDb, type RxStorageInstanceDexie } from 'rxdb/plugins/storage-dexie'
import { map, type Observable, share, type Subject } from 'rxjs'
import { createHeardWrites, type StampCheckpoint, type ToldWrite } from './stamps/heard-writes.ts'
import { nextStamp, stampRows } from './stamps/next-stamp.ts'

type DexieTable = Awaited<RxStorageInstanceDexie<unknown>['internals']>['dexieTable']
/** `told`: what other windows need to know of the write; absent: a window of an older version wrote it. */
type Bulk<T> = EventBulk<RxStorageChangeEvent<RxDocumentData<T>>, StampCheckpoint> & { readonly told?: ToldWrite }

/** What replaces RxDB's own writing to IndexedDB. */
export interface StampingWrites<T> {
  readonly bulkWrite: RxStorageInstanceDexie<T>['bulkWrite']
  readonly changeStream: RxStorageInstanceDexie<T>['changeStream']
  readonly readLargestStamp: () => Promise<number>
  /** Counts everything that is stored as heard. The caller reads the storage next. */
  readonly hearStored: () => Promise<void>
}

/**
 * RxDB's own write, without its attachments, and with two rules more. A stamp that is not above all stamps of the table is raised,
 * in place: IndexedDB runs transactions that write to a table one after the other, those of other windows too, so the order of
 * stamps is the order in which documents were stored, whatever the windows' clocks say. And the checkpoint of an event never passes
 * a write that this window has not heard of.
 */
export function createStampingWrites<T>(instance: RxStorageInstanceDexie<T>): StampingWrites<T> {
  const { primaryPath } = instance
  const heard = createHeardWrites()
  const ownBulks = new WeakSet<object>()
  const { changes$ } = instance as unknown as { readonly changes$: Subject<Bulk<T>> }

  function tell(bulk: Bulk<T>, told: ToldWrite): void {
    const checkpoint = heard.hear(told)
    if (bulk.events.length === 0) return
    const own: Bulk<T> = { ...bulk, checkpoint, told }
    ownBulks.add(own)
    changes$.next(own)
  }

  function hearOthers(bulk: Bulk<T>): Bulk<T> {
    return ownBulks.has(bulk) || bulk.told === undefined ? bulk : { ...bulk, checkpoint: heard.hear(bulk.told) }
  }

  /** The largest stamp, for a write. Nothing is above what was heard of, as a rule, and asking for that takes no cursor. */
  async function readAfter(table: DexieTable): Promise<number> {
    const known = heard.upTo.lwt
    const untold = await table.where('_meta.lwt').above(known).limit(1).primaryKeys()
    return untold.length === 0 ? known : readLargest(table)
  }

  const readLargestStamp = async (): Promise<number> => readLargest((await instance.internals).dexieTable)
  const heardChanges$ = (instance.changeStream() as Observable<Bulk<T>>).pipe(map(hearOthers), share())

  return {
    readLargestStamp,
    hearStored: async () => heard.startAt(await readLargestStamp()),
    changeStream: () => heardChanges$,
    async bulkWrite(rows, context) {
      if (instance.closed !== undefined)
        throw new Error(`${instance.databaseName}-${instance.collectionName} is closed`)
      const { dexieDb, dexieTable, booleanIndexes } = await instance.internals
      const toTable = (document: RxDocumentData<T>): unknown => fromStorageToDexie(booleanIndexes, document as never)
      const { after, sorted } = await dexieDb.transaction('rw', dexieTable, async () => {
        const ids = rows.map(({ document }) => String(document[primaryPath]))
        const areNew = rows.every(({ previous }) => previous === undefined)
        // Both at once: each answer of IndexedDB comes from another process. What is new as far as RxDB knows is not looked for.
        const [stored, largest] = await Promise.all([
          areNew ? [] : getDocsInDb<T>(instance.internals, ids),
          readAfter(dexieTable)
        ])
        stampRows(rows, nextStamp(0, largest), lwt => lwt <= largest)
        const present = areNew
          ? await addNew(
              dexieTable,
              rows.map(({ document }) => toTable(document))
            )
          : []
        const met =
          present.length > 0
            ? await getDocsInDb<T>(
                instance.internals,
                present.map(at => ids[at] ?? '')
              )
            : stored
        const found = met.filter((document): document is RxDocumentData<T> => Boolean(document))
        const storedById = new Map(found.map(document => [String(document[primaryPath]), document]))
        const categorized = categorizeBulkWriteRows<T>(instance, primaryPath as never, storedById, rows, context)
        if (!areNew) {
          const written = [...categorized.bulkInsertDocs, ...categorized.bulkUpdateDocs]
          for (const part of toParts(written)) await dexieTable.bulkPut(part.map(({ document }) => toTable(document)))
        }
        return { after: largest, sorted: categorized }
      })
      if (sorted.newestRow !== undefined) {
        const { document } = sorted.newestRow
        const checkpoint = { id: String(document[primaryPath]), lwt: document._meta.lwt }
        tell(sorted.eventBulk as Bulk<T>, { after, checkpoint })
      }
      return { error: sorted.errors }
    }
  }
}

/** So many documents are handed to IndexedDB at once, which copies each: between two such parts a page may draw, and hear of a click. */
const partSize = 250

function toParts<T>(documents: readonly T[]): readonly (readonly T[])[] {
  return Array.from({ length: Math.ceil(documents.length / partSize) }, (_, n) =>
    documents.slice(n * partSize, (n + 1) * partSize)
  )
}

/** Adds what is not there. @returns the places of what is there already, which stays as it is */
async function addNew(table: DexieTable, documents: readonly unknown[]): Promise<readonly number[]> {
  const present: number[] = []
  for (const [n, part] of toParts(documents).entries()) {
    for (const at of await addPart(table, part)) present.push(n * partSize + at)
  }
  return present
}

async function addPart(table: DexieTable, documents: readonly unknown[]): Promise<readonly number[]> {
  try {
    await table.bulkAdd(documents)
    return []
  } catch (error) {
    const failures = error instanceof Error && 'failuresByPos' in error ? error.failuresByPos : undefined
    const failed = Object.entries((failures as Readonly<Record<string, Error>> | undefined) ?? {})
    if (failed.length === 0 || failed.some(([, { name }]) => name !== 'ConstraintError')) throw error
    return failed.map(([at]) => Number(at))
  }
}

/** The last key of the index of stamps: no document is read. */
async function readLargest(table: DexieTable): Promise<number> {
  const [largest] = await table.orderBy('_meta.lwt').reverse().limit(1).keys()
  return typeof largest === 'number' ? largest : 0
}
