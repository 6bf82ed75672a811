import type { LevelDown } from 'leveldown'
import { parseBody, parseDocumentRecord, parseLevelKey, seesAll } from './level-records.ts'

type Done = (error?: Error | null, value?: unknown) => void

/** Stands in a body that PouchDB reads where there is none. No document can have this field: PouchDB refuses it. */
const unreadableField = '_unreadable'

/** Ids that were read from the changes and whose records PouchDB has not asked for: a few dozen for each page that is read. */
const maxAwaited = 5_000

/**
 * Keeps from PouchDB what it would trip over. It takes every record to be there and to be whole: a document without the body of its
 * winning revision, a record that is no JSON, or a change of a document that is not known end the process with an exception that
 * nobody can catch. Here such a record is left out, or something harmless stands for it; `hideUnreadable` in `pouch-adapter.ts`
 * then says that there is no such document.
 */
export function keepSound(level: LevelDown): void {
  const get = level._get.bind(level)
  const openIterator = level._iterator.bind(level)
  const awaited = new Set<string>()

  function awaitRecord(id: string): void {
    awaited.delete(id)
    awaited.add(id)
    const [oldest] = awaited
    if (awaited.size > maxAwaited && oldest !== undefined) awaited.delete(oldest)
  }

  /** Whether PouchDB may get to see this record of a range. */
  function isSound(levelKey: unknown, value: unknown): boolean {
    const record = parseLevelKey(levelKey)
    if (record === undefined || value === undefined) return true
    if (record.kind === 'document-store') return parseDocumentRecord(value, record.key) !== undefined
    const body = parseBody(value)
    if (body !== undefined) awaitRecord(body._id)
    return body !== undefined
  }

  level._get = (levelKey, options, done: Done) => {
    const record = parseLevelKey(levelKey)
    if (record === undefined) return get(levelKey, options, done)
    const isAwaited = record.kind === 'document-store' && awaited.delete(record.key)
    const answer = (value: object): void => done(null, encode(value, options))
    get(levelKey, options, (error, value) => {
      if (error && !/notfound/i.test(error.message)) return done(error)
      if (record.kind === 'by-sequence') {
        if (error || parseBody(value) === undefined) return answer({ [unreadableField]: true })
      } else if (error ? isAwaited : parseDocumentRecord(value, record.key) === undefined) {
        return answer(createRemovedRecord(record.key))
      }
      done(error, value)
    })
  }
  level._iterator = options => {
    const iterator = openIterator(options)
    if (seesAll in options) return iterator
    const next = iterator._next.bind(iterator)
    iterator._next = done => {
      const step = (): unknown =>
        next((error, key, value) => {
          if (error || key === undefined || isSound(key, value)) done(error, key, value)
          else step()
        })
      step()
      return iterator
    }
    return iterator
  }
}

/** Whether this is what stands for a body that cannot be read. @param id where it is known: another document's body is none either */
export function isUnreadable(body: object, id?: string): boolean {
  return unreadableField in body || (id !== undefined && '_id' in body && body._id !== id)
}

/** What stands for a document's record that is lost: PouchDB takes the document for removed, and writes over it. */
function createRemovedRecord(id: string): object {
  const hash = '0'.repeat(32)
  const ids = [hash, { status: 'missing', deleted: true }, []]
  return { id, seq: 0, rev_tree: [{ pos: 1, ids }], rev_map: {}, winningRev: `1-${hash}`, deleted: true }
}

function encode(value: object, options: { readonly asBuffer?: boolean }): unknown {
  const text = JSON.stringify(value)
  return options.asBuffer === false ? text : Buffer.from(text)
}
