import { randomUUID } from 'node:crypto'
import {
  advance,
  type Body,
  type DatabaseInfo,
  type DocumentRecord,
  type Engine,
  type SnapshotEntry,
  type StoredRecord
} from './engine.ts'
import { createLevelFiles, type LevelRange, type Moment, type OpenFiles, type Operation } from './level-files.ts'
import {
  databasePrefix,
  documentPrefix,
  gonePrefix,
  goOn,
  localPrefix,
  rangeOfDatabase,
  rangeOfIds,
  rangeOfPrefix,
  seqKey,
  seqPrefix
} from './level-keys.ts'
import { openLevelStore, type OpenStore, sweep } from './level-store.ts'
import { recordToText, textToInfo, textToLocal, textToRecord, textToStored } from './record-text.ts'

export interface LevelEngineOptions {
  /** Left out: LevelDB on the disk. Tests put faults in between. */
  readonly openFiles?: OpenFiles
  /** Control: goes on with files of which a write has failed. */
  readonly goesOnAfterFault?: boolean
  /** Called once, when the files turn out to be damaged somewhere. */
  readonly onDamaged?: () => void
}

/** Operations written at a time while a store is filled. */
const fillSize = 2_000

/** All databases in one LevelDB. Rejects where it cannot be opened, with `isHeldByOther` where another process has it open. */
export async function createLevelEngine(
  location: string,
  { openFiles = createLevelFiles, goesOnAfterFault = false, onDamaged = ignore }: LevelEngineOptions = {}
): Promise<Engine> {
  const store = await openLevelStore(location, { openFiles, goesOnAfterFault, onDamaged })
  const readTogether = createReadTogether(keys => store.read(({ files }) => files.read(keys)))
  let lastChange: Promise<unknown> = Promise.resolve()

  function inTurn<T>(work: (open: OpenStore) => Promise<T>): Promise<T> {
    const done = lastChange.then(() => store.acquire()).then(work)
    lastChange = done.catch(() => undefined)
    return done
  }

  interface Stretch {
    readonly after: number
    readonly before: number
    readonly reverse: boolean
  }

  function scanChanges(
    name: string,
    { after, before, reverse }: Stretch,
    limit: number
  ): Promise<readonly DocumentRecord[]> {
    return store.read(async ({ files, infoByName }) => {
      // A commit is in the files before it is answered: a page never runs ahead of `info`.
      const lte = seqKey(name, Math.min(infoByName.get(name)?.updateSeq ?? 0, before - 1))
      const found: DocumentRecord[] = []
      const moment = files.freeze()
      try {
        for (let rest: LevelRange = { gt: seqKey(name, after), lte, reverse }; found.length < limit; ) {
          const wanted = limit - found.length
          const changes = await files.list({ ...rest, ...toLimit(wanted) }, moment)
          const texts = await files.read(
            changes.map(([, id]) => documentPrefix(name) + id),
            moment
          )
          for (const [n, [key, id]] of changes.entries()) {
            const record = textToRecord(id, texts[n] ?? '')
            // A change of what was not whole, and has changed again since, is listed still.
            if (record !== undefined && seqKey(name, record.seq) === key) found.push(record)
          }
          const last = changes.at(-1)
          if (last === undefined || changes.length < wanted) break
          rest = goOn(rest, last[0])
        }
        return found
      } finally {
        await moment.release()
      }
    })
  }

  return {
    list: async () => [...(await store.acquire()).infoByName.keys()].toSorted(),
    info: async name => (await store.acquire()).infoByName.get(name),
    async read(name, ids) {
      const prefix = documentPrefix(name)
      const texts = await readTogether(ids.map(id => prefix + id))
      return ids.map((id, n) => {
        const text = texts[n]
        return text === undefined ? undefined : textToRecord(id, text)
      })
    },
    async readLocal(name, id) {
      const [text] = await readTogether([localPrefix(name) + id])
      return text === undefined ? undefined : textToLocal(text)
    },
    async scanById(name, range, limit) {
      const found: DocumentRecord[] = []
      for (let rest: LevelRange = rangeOfIds(name, range); found.length < limit; ) {
        const wanted = limit - found.length
        const entries = await store.read(({ files }) => files.list({ ...rest, ...toLimit(wanted) }))
        found.push(
          ...entries.flatMap(([key, text]) => textToRecord(key.slice(documentPrefix(name).length), text) ?? [])
        )
        const last = entries.at(-1)
        if (last === undefined || entries.length < wanted) break
        rest = goOn(rest, last[0])
      }
      return found
    },
    scanBySeq: (name, since, limit) => scanChanges(name, { after: since, before: Infinity, reverse: false }, limit),
    scanBackwards: (name, before, limit) => scanChanges(name, { after: 0, before, reverse: true }, limit),
    async *examine(name) {
      const { files } = await store.acquire()
      const moment = files.freeze()
      try {
        const seqById = new Map<string, number>()
        for await (const [key, id] of files.walk(rangeOfPrefix(seqPrefix(name)), moment))
          seqById.set(id, Number(key.slice(seqPrefix(name).length)))
        for await (const [key, text] of files.walk(rangeOfPrefix(documentPrefix(name)), moment)) {
          const id = key.slice(documentPrefix(name).length)
          const stored = textToStored(id, text)
          yield { id, stored, isListed: stored !== undefined && seqById.get(id) === stored.seq }
          seqById.delete(id)
        }
        for (const id of seqById.keys()) yield { id, stored: undefined, isListed: true }
      } catch (cause) {
        throw store.toUnavailable(cause)
      } finally {
        await moment.release()
      }
    },
    commit: writes =>
      inTurn(async open => {
        const next = new Map<string, DatabaseInfo>()
        const operations = writes.flatMap(write => {
          const { database } = write
          const before = next.get(database) ?? open.infoByName.get(database)
          const { records, info } = advance(before ?? { updateSeq: 0, docCount: 0, uuid: randomUUID() }, write)
          next.set(database, info)
          return [...records.flatMap(record => recordToOperations(database, record)), ...localsToOperations(write)]
        })
        const counters = [...next].map(([name, info]) => infoToOperation(name, info))
        await store.write(open, [...operations, ...counters])
        // After a reopening that has settled a doubt these are the same; otherwise they are seen from now on.
        for (const [name, info] of next) open.infoByName.set(name, info)
        return next
      }),
    destroy: name =>
      inTurn(async open => {
        if (!open.infoByName.has(name)) return
        await store.write(open, [
          { type: 'del', key: databasePrefix + name },
          { type: 'put', key: gonePrefix + name, value: '' }
        ])
        open.infoByName.delete(name)
        await store.change(await store.acquire(), files => sweep(files, name))
      }),
    compact: name =>
      inTurn(open => {
        const { gte, lt } = rangeOfDatabase(name)
        return store.change(open, files => files.compact(gte, lt))
      }),
    async *snapshot() {
      const { files } = await store.acquire()
      const moment = files.freeze()
      try {
        for (const [key, text] of await files.list(rangeOfPrefix(databasePrefix), moment)) {
          const database = key.slice(databasePrefix.length)
          yield { kind: 'database', database, info: textToInfo(database, text) }
          yield* readDatabase(database, moment)
        }
      } finally {
        await moment.release()
      }

      async function* readDatabase(database: string, at: Moment): AsyncIterable<SnapshotEntry> {
        for await (const [key, text] of files.walk(rangeOfPrefix(documentPrefix(database)), at)) {
          const record = textToStored(key.slice(documentPrefix(database).length), text)
          if (record !== undefined) yield { kind: 'record', database, record }
        }
        for await (const [key, text] of files.walk(rangeOfPrefix(localPrefix(database)), at)) {
          const id = key.slice(localPrefix(database).length)
          const body = textToLocal(text)
          if (body !== undefined) yield { kind: 'local', database, id, body }
        }
      }
    },
    restore: entries =>
      inTurn(async open => {
        if (open.infoByName.size > 0) throw new Error('only an empty store is filled')
        const infos = new Map<string, DatabaseInfo>()
        let operations: Operation[] = []
        for await (const entry of entries) {
          const { database } = entry
          if (entry.kind === 'database') infos.set(database, entry.info)
          else if (entry.kind === 'record')
            operations.push(...recordToOperations(database, { ...entry.record, replaces: undefined }))
          else operations.push(...localsToOperations({ database, locals: [entry] }))
          if (operations.length < fillSize) continue
          const full = operations
          operations = []
          await store.change(open, files => files.fill(full))
        }
        // The counters come last: whatever was cut off before is an empty store.
        await store.write(open, [...operations, ...[...infos].map(([name, info]) => infoToOperation(name, info))])
        for (const [name, info] of infos) open.infoByName.set(name, info)
      }),
    isFailing: () => store.isFailing(),
    isDamaged: () => store.isDamaged(),
    onReopened: listener => store.onReopened(listener),
    async close() {
      await lastChange
      await store.close()
    }
  }
}

function recordToOperations(
  database: string,
  { replaces, ...record }: StoredRecord & { readonly replaces: number | undefined }
): readonly Operation[] {
  return [
    ...(replaces === undefined ? [] : [{ type: 'del', key: seqKey(database, replaces) } as const]),
    { type: 'put', key: seqKey(database, record.seq), value: record.id },
    { type: 'put', key: documentPrefix(database) + record.id, value: recordToText(record) }
  ]
}

function localsToOperations(write: {
  readonly database: string
  readonly locals: readonly { readonly id: string; readonly body: Body | undefined }[]
}): readonly Operation[] {
  return write.locals.map(({ id, body }) => {
    const key = localPrefix(write.database) + id
    return body === undefined ? { type: 'del', key } : { type: 'put', key, value: JSON.stringify(body) }
  })
}

function infoToOperation(name: string, info: DatabaseInfo): Operation {
  return { type: 'put', key: databasePrefix + name, value: JSON.stringify(info) }
}

/** LevelDB counts in 32 bits. */
function toLimit(limit: number): { readonly limit?: number } {
  return limit < 2 ** 31 ? { limit } : {}
}

interface ReadingTurn {
  readonly keys: string[]
  readonly texts: Promise<readonly (string | undefined)[]>
  askers: number
}

/**
 * Reads that are asked for in one turn of the event loop, of all requests, are one call: LevelDB's calls cost more than its keys. Where it
 * fails each is read by itself: what is damaged for one is not for the others.
 */
function createReadTogether(
  read: (keys: readonly string[]) => Promise<readonly (string | undefined)[]>
): (keys: readonly string[]) => Promise<readonly (string | undefined)[]> {
  let waiting: ReadingTurn | undefined

  function beginTurn(): ReadingTurn {
    const keys: string[] = []
    const texts = nextTurn().then(() => {
      waiting = undefined
      return read(keys)
    })
    return { keys, texts, askers: 0 }
  }

  return async keys => {
    waiting ??= beginTurn()
    const turn = waiting
    const first = turn.keys.length
    turn.keys.push(...keys)
    turn.askers += 1
    try {
      return (await turn.texts).slice(first, first + keys.length)
    } catch (error) {
      if (turn.askers === 1) throw error
      return read(keys)
    }
  }
}

function ignore(): void {}

function nextTurn(): Promise<void> {
  return new Promise(resolve => {
    setImmediate(resolve)
  })
}
