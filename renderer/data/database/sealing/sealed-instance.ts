import type { EventBulk, RxStorageChangeEvent, RxStorageInstance, RxStorageWriteError } from 'rxdb'
import { BehaviorSubject, concatMap, filter, firstValueFrom, from, type Observable, of, share, tap } from 'rxjs'
import { type DocumentCodec, SealedUnreadableError, type StoredFields } from './document-codec.ts'

type Instance = RxStorageInstance<StoredFields, unknown, unknown>
type Bulk = EventBulk<RxStorageChangeEvent<StoredFields>, unknown>
type Rows = Parameters<Instance['bulkWrite']>[0]
type Documents = Awaited<ReturnType<Instance['findDocumentsById']>>

/**
 * Puts a codec between a storage instance and its users, in place. RxDB's own wrapper for this would open every document anew
 * for each listener, and could tell of two writes in the wrong order; here what was just written is known, and events keep theirs.
 */
export function sealInstance(instance: Instance, codec: DocumentCodec, primaryPath: string): void {
  const original = {
    bulkWrite: instance.bulkWrite.bind(instance),
    query: instance.query.bind(instance),
    findDocumentsById: instance.findDocumentsById.bind(instance),
    getChangedDocumentsSince: instance.getChangedDocumentsSince?.bind(instance)
  }
  const idOf = (document: StoredFields): string => String(document[primaryPath])
  const keyOf = (document: StoredFields): string => `${idOf(document)}|${String(document['_rev'])}`
  /** What the writes under way store, by id and revision. */
  const writing = new Set<ReadonlyMap<string, StoredFields>>()
  const opening$ = new BehaviorSubject(0)

  function findWritten(document: StoredFields): StoredFields | undefined {
    const key = keyOf(document)
    for (const written of writing) {
      const found = written.get(key)
      if (found !== undefined) return found
    }
    return undefined
  }

  /** All of them, or one error that names those which cannot be opened. */
  async function openAll(documents: readonly StoredFields[]): Promise<Documents> {
    const answers = documents.map(document => codec.fromStorage(document))
    const opened = [...answers]
    const failed: string[] = []
    const opening = documents.flatMap((document, at) => {
      const answer = answers[at]
      if (!(answer instanceof Promise)) return []
      return answer.then(
        fields => void (opened[at] = fields),
        () => void failed.push(idOf(document))
      )
    })
    await Promise.all(opening)
    if (failed.length > 0) throw new SealedUnreadableError(failed)
    return opened as unknown as Documents
  }

  async function openError(error: RxStorageWriteError<StoredFields>, rows: Rows): Promise<typeof error> {
    const writeRow = rows.find(({ document }) => idOf(document) === error.documentId) ?? error.writeRow
    if (!('documentInDb' in error)) return { ...error, writeRow }
    const [documentInDb] = await openAll([error.documentInDb])
    return { ...error, writeRow, documentInDb } as typeof error
  }

  function openBulk(bulk: Bulk): Observable<Bulk> {
    const known = bulk.events.map(event => replaceDocuments(event, findWritten))
    const events = known.filter(event => event !== undefined)
    return events.length === known.length ? of({ ...bulk, events }) : from(openUnknown(bulk))
  }

  /** Another window's writes. What cannot be opened is found out by who reads it, not by who listens. */
  async function openUnknown(bulk: Bulk): Promise<Bulk> {
    const settled = await Promise.allSettled(
      bulk.events.map(async event => {
        const { documentData, previousDocumentData }: ChangedDocuments = event
        const sealed = [documentData, previousDocumentData].filter(isDocument)
        const opened = new Map(
          await Promise.all(sealed.map(async document => [document, await codec.fromStorage(document)] as const))
        )
        return replaceDocuments(event, document => opened.get(document))
      })
    )
    const events = settled.flatMap(outcome => (outcome.status === 'fulfilled' ? (outcome.value ?? []) : []))
    return { ...bulk, events }
  }

  const changes$ = (instance.changeStream() as Observable<Bulk>).pipe(
    tap(() => opening$.next(opening$.value + 1)),
    concatMap(openBulk),
    tap(() => opening$.next(opening$.value - 1)),
    share()
  )

  Object.assign(instance, {
    changeStream: () => changes$,
    async bulkWrite(rows: Rows, context: string) {
      const written = new Map<string, StoredFields>()
      const sealed = await Promise.all(
        rows.map(async ({ document, previous }) => {
          written.set(keyOf(document), document)
          if (previous === undefined) return { document: await codec.toStorage(document) }
          written.set(keyOf(previous), previous)
          return { document: await codec.toStorage(document), previous: withoutContent(previous, primaryPath) }
        })
      )
      writing.add(written)
      try {
        const result = await original.bulkWrite(sealed as unknown as Rows, context)
        // Whoever wrote may count on every listener having heard of it.
        await firstValueFrom(opening$.pipe(filter(count => count === 0)))
        return { ...result, error: await Promise.all(result.error.map(error => openError(error, rows))) }
      } finally {
        writing.delete(written)
      }
    },
    async query(prepared: Parameters<Instance['query']>[0]) {
      const { documents } = await original.query(prepared)
      return { documents: await openAll(documents) }
    },
    async findDocumentsById(ids: string[], withDeleted: boolean) {
      return openAll(await original.findDocumentsById(ids, withDeleted))
    }
  })
  const { getChangedDocumentsSince } = original
  if (getChangedDocumentsSince === undefined) return
  Object.assign(instance, {
    async getChangedDocumentsSince(limit: number, checkpoint: unknown) {
      const page = await getChangedDocumentsSince(limit, checkpoint)
      return { ...page, documents: await openAll(page.documents) }
    }
  })
}

interface ChangedDocuments {
  readonly documentData?: StoredFields | null | undefined
  readonly previousDocumentData?: StoredFields | null | undefined
}

/** Undefined where one of the event's documents is not found. RxDB leaves the state before out, or says `null`. */
function replaceDocuments(
  event: Bulk['events'][number],
  find: (document: StoredFields) => StoredFields | undefined
): typeof event | undefined {
  const { documentData: now, previousDocumentData: before }: ChangedDocuments = event
  const documentData = isDocument(now) ? find(now) : now
  const previousDocumentData = isDocument(before) ? find(before) : before
  const isFound = documentData !== undefined && (previousDocumentData !== undefined || before === undefined)
  return isFound ? ({ ...event, documentData, previousDocumentData } as typeof event) : undefined
}

function isDocument(value: StoredFields | null | undefined): value is StoredFields {
  return value !== null && value !== undefined
}

/** Of the state before, the storage compares the revision alone. */
function withoutContent(document: StoredFields, primaryPath: string): StoredFields {
  return Object.fromEntries(Object.entries(document).filter(([name]) => name === primaryPath || name.startsWith('_')))
}
