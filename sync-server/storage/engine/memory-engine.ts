import { randomUUID } from 'node:crypto'
import {
  advance,
  type Body,
  type DatabaseInfo,
  type DocumentRecord,
  type Engine,
  type IdRange,
  type StoredRecord
} from './engine.ts'
import { recordToText, textToRecord, textToStored } from './record-text.ts'

interface MemoryDatabase {
  info: DatabaseInfo
  /** As text, so that nobody changes what is stored by changing what was given or read. */
  readonly textById: Map<string, string>
  readonly ids: string[]
  /** In the order of sequences; a document that has changed again since is passed over. */
  changes: { readonly seq: number; readonly id: string }[]
  readonly seqById: Map<string, number>
  readonly localById: Map<string, string>
}

/** So many entries of documents that have changed again since are let lie before they are taken out. */
const maxOldChanges = 100

const emptyInfo = (): DatabaseInfo => ({ updateSeq: 0, docCount: 0, uuid: randomUUID() })

const createEmpty = (): MemoryDatabase => ({
  info: emptyInfo(),
  textById: new Map(),
  ids: [],
  changes: [],
  seqById: new Map(),
  localById: new Map()
})

/** A store that lives as long as the process, closed or not. Nothing in it can fail. */
export function createMemoryEngine(): Engine {
  const databases = new Map<string, MemoryDatabase>()

  function recordOf(database: MemoryDatabase, id: string): DocumentRecord | undefined {
    const text = database.textById.get(id)
    return text === undefined ? undefined : textToRecord(id, text)
  }

  /** Nothing where the document has changed again since. */
  function recordOfChange(database: MemoryDatabase, { seq, id }: MemoryDatabase['changes'][number]): DocumentRecord[] {
    if (database.seqById.get(id) !== seq) return []
    return [recordOf(database, id)].filter(record => record !== undefined)
  }

  function put(database: MemoryDatabase, { id, seq }: StoredRecord, text: string): void {
    if (!database.textById.has(id))
      database.ids.splice(
        findFirst(database.ids, known => known >= id),
        0,
        id
      )
    database.textById.set(id, text)
    database.seqById.set(id, seq)
    database.changes.push({ seq, id })
    if (database.changes.length > 2 * database.seqById.size + maxOldChanges)
      database.changes = database.changes.filter(change => database.seqById.get(change.id) === change.seq)
  }

  return {
    list: () => Promise.resolve([...databases.keys()].toSorted()),
    info: name => Promise.resolve(databases.get(name)?.info),
    async read(name, ids) {
      const database = databases.get(name)
      return ids.map(id => (database === undefined ? undefined : recordOf(database, id)))
    },
    async readLocal(name, id) {
      const text = databases.get(name)?.localById.get(id)
      return text === undefined ? undefined : (JSON.parse(text) as Body)
    },
    async scanById(name, range, limit) {
      const database = databases.get(name)
      if (database === undefined) return []
      const found: DocumentRecord[] = []
      for (const id of pickIds(database.ids, range, Number.POSITIVE_INFINITY)) {
        if (found.length >= limit) break
        const record = recordOf(database, id)
        if (record !== undefined) found.push(record)
      }
      return found
    },
    async scanBySeq(name, since, limit) {
      const database = databases.get(name)
      if (database === undefined) return []
      const found: DocumentRecord[] = []
      for (let n = findFirst(database.changes, ({ seq }) => seq > since); found.length < limit; n += 1) {
        const change = database.changes[n]
        if (change === undefined) break
        found.push(...recordOfChange(database, change))
      }
      return found
    },
    async scanBackwards(name, before, limit) {
      const database = databases.get(name)
      if (database === undefined) return []
      const found: DocumentRecord[] = []
      for (let n = findFirst(database.changes, ({ seq }) => seq >= before) - 1; found.length < limit; n -= 1) {
        const change = database.changes[n]
        if (change === undefined) break
        found.push(...recordOfChange(database, change))
      }
      return found
    },
    async *examine(name) {
      const texts = sortByKey(databases.get(name)?.textById ?? new Map<string, string>())
      for (const [id, text] of texts) yield { id, stored: textToStored(id, text), isListed: true }
    },
    async commit(writes) {
      // What cannot be stored is found before anything has changed.
      const ready = writes.map(write => {
        const { records, info } = advance(databases.get(write.database)?.info ?? emptyInfo(), write)
        return {
          name: write.database,
          info,
          records: records.map(record => ({ record, text: recordToText(record) })),
          locals: write.locals.map(({ id, body }) => ({ id, text: body === undefined ? body : JSON.stringify(body) }))
        }
      })
      for (const { name, info, records, locals } of ready) {
        const database = databases.get(name) ?? createEmpty()
        databases.set(name, database)
        for (const { record, text } of records) put(database, record, text)
        for (const { id, text } of locals) {
          if (text === undefined) database.localById.delete(id)
          else database.localById.set(id, text)
        }
        database.info = info
      }
      return new Map(ready.map(({ name, info }) => [name, info]))
    },
    async destroy(name) {
      databases.delete(name)
    },
    compact: () => Promise.resolve(),
    async *snapshot() {
      const frozen = sortByKey(databases).map(([name, { info, textById, localById }]) => ({
        database: name,
        info,
        texts: sortByKey(textById),
        locals: sortByKey(localById)
      }))
      for (const { database, info, texts, locals } of frozen) {
        yield { kind: 'database', database, info }
        for (const [id, text] of texts) {
          const record = textToStored(id, text)
          if (record !== undefined) yield { kind: 'record', database, record }
        }
        for (const [id, text] of locals) yield { kind: 'local', database, id, body: JSON.parse(text) as Body }
      }
    },
    async restore(entries) {
      if (databases.size > 0) throw new Error('only an empty store is filled')
      const filled = new Map<string, MemoryDatabase>()
      const records: { readonly name: string; readonly record: StoredRecord }[] = []
      for await (const entry of entries) {
        const database = filled.get(entry.database) ?? createEmpty()
        filled.set(entry.database, database)
        if (entry.kind === 'database') database.info = entry.info
        else if (entry.kind === 'local') database.localById.set(entry.id, JSON.stringify(entry.body))
        else records.push({ name: entry.database, record: entry.record })
      }
      for (const { name, record } of records.toSorted((a, b) => a.record.seq - b.record.seq)) {
        const database = filled.get(name)
        if (database !== undefined) put(database, record, recordToText(record))
      }
      for (const [name, database] of filled) databases.set(name, database)
    },
    isFailing: () => false,
    isDamaged: () => false,
    onReopened: () => () => undefined,
    close: () => Promise.resolve()
  }
}

function pickIds(
  ids: readonly string[],
  { from, after, to, before, reverse }: IdRange,
  limit: number
): readonly string[] {
  const first = Math.max(
    from === undefined ? 0 : findFirst(ids, id => id >= from),
    after === undefined ? 0 : findFirst(ids, id => id > after)
  )
  const end = Math.min(
    to === undefined ? ids.length : findFirst(ids, id => id > to),
    before === undefined ? ids.length : findFirst(ids, id => id >= before)
  )
  if (end <= first) return []
  return reverse === true
    ? ids.slice(Math.max(first, end - limit), end).toReversed()
    : ids.slice(first, Math.min(end, first + limit))
}

function sortByKey<T>(map: ReadonlyMap<string, T>): readonly (readonly [string, T])[] {
  return [...map].toSorted(([a], [b]) => (a < b ? -1 : 1))
}

/** The first position for which it holds; from there on it holds for all. */
function findFirst<T>(list: readonly T[], holds: (item: T) => boolean): number {
  let low = 0
  let high = list.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (holds(list[middle] as T)) high = middle
    else low = middle + 1
  }
  return low
}
