import type { CommitPart, Databases, DocumentStore } from '#server/storage/document-store.ts'
import { StorageUnavailableError } from '#server/storage/storage-unavailable.ts'

/**
 * How storage fails at the n-th write (0 is the first):
 * `crash` nothing works from just before it on, as when the process is killed;
 * `refuse` that write alone is not stored; `lose-answer` that write alone is stored but its answer is an error.
 */
export type Fault = 'crash' | 'refuse' | 'lose-answer'

export interface FailingDatabases extends Databases {
  /** Whether the fault has happened. */
  hasFailed(): boolean
}

export interface FailingOptions {
  /** Which databases' writes are counted; left out: all. */
  readonly counts?: ((database: string) => boolean) | undefined
  /** Whether writes of local documents are counted, too; left out: yes. */
  readonly countsLocal?: boolean | undefined
  /** Called when the fault happens. */
  readonly onFailure?: () => void
}

/** Storage that fails once, at the n-th write (local documents count). */
export function createFailingDatabases(
  base: Databases,
  failAt: number,
  fault: Fault,
  { counts = () => true, countsLocal = true, onFailure }: FailingOptions = {}
): FailingDatabases {
  let writes = 0
  let failed = false

  async function write<T>(names: readonly string[], isLocal: boolean, work: () => Promise<T>): Promise<T> {
    const isCounted = names.some(counts) && (countsLocal || !isLocal)
    const isDue = isCounted && writes === failAt
    if (isCounted) writes += 1
    if (fault === 'crash' && failed) throw new Error('crashed')
    if (!isDue) return work()
    failed = true
    onFailure?.()
    if (fault === 'lose-answer') await work()
    throw new StorageUnavailableError({ cause: new Error(`${fault} at write ${failAt}`) })
  }
  function read<T>(work: () => Promise<T>): Promise<T> {
    return fault === 'crash' && failed ? Promise.reject(new Error('crashed')) : work()
  }

  const wrap = (store: DocumentStore): DocumentStore => ({
    ...store,
    read: ids => read(() => store.read(ids)),
    readRevisions: id => read(() => store.readRevisions(id)),
    readAncestry: id => read(() => store.readAncestry(id)),
    changes: query => read(() => store.changes(query)),
    changesBackwards: query => read(() => store.changesBackwards(query)),
    info: () => read(() => store.info()),
    readLocal: id => read(() => store.readLocal(id)),
    write: (docs, options) =>
      docs.length === 0 ? Promise.resolve([]) : write([store.name], false, () => store.write(docs, options)),
    writeLocal: (id, body) => write([store.name], true, () => store.writeLocal(id, body))
  })

  return {
    ...base,
    hasFailed: () => failed,
    open: async name => wrap(await read(() => base.open(name))),
    commitTogether: parts => write(namesOf(parts), false, () => base.commitTogether(parts)),
    commitInOrder: units =>
      units.flat().length === 0
        ? base.commitInOrder(units)
        : write(namesOf(units.flat()), false, () => base.commitInOrder(units))
  }
}

function namesOf(parts: readonly CommitPart[]): readonly string[] {
  return parts.map(({ database }) => database)
}
