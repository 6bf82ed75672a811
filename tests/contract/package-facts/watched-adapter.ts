import PouchDB from 'pouchdb'

/** One write as PouchDB's adapter gets it. */
export interface SeenWrite {
  readonly ids: readonly string[]
  readonly userCtx: unknown
  readonly newEdits: unknown
}

type Callback = (error: unknown, rows?: unknown) => void
type BulkDocs = (
  request: { docs: Record<string, unknown>[] },
  options: Record<string, unknown>,
  callback: Callback
) => void

interface Adapter {
  (this: { _bulkDocs: BulkDocs }, options: { readonly name: string }, callback: Callback): void
  valid: () => boolean
  use_prefix: boolean
}

/** The undocumented part of PouchDB that the write gate stands on. */
const internals = PouchDB as unknown as {
  readonly adapters: { readonly leveldb: Adapter }
  adapter(name: string, adapter: Adapter, addToPreferred: boolean): void
}

/**
 * Stands between PouchDB and its LevelDB adapter: notes every write and turns a status `requested` into `declined`.
 * Returns how to take it away again.
 */
export function watchWrites(seen: SeenWrite[]): () => void {
  const stock = internals.adapters.leveldb
  const watched: Adapter = function (options, callback) {
    stock.call(this, options, callback)
    const bulkDocs = this._bulkDocs
    this._bulkDocs = (request, opts, done) => {
      if (options.name.endsWith('slots')) {
        seen.push({
          ids: request.docs.map(doc => String(doc['_id'])),
          userCtx: opts['userCtx'],
          newEdits: opts['new_edits']
        })
        for (const doc of request.docs) if (doc['status'] === 'requested') doc['status'] = 'declined'
      }
      bulkDocs.call(this, request, opts, done)
    }
  }
  watched.valid = () => true
  watched.use_prefix = stock.use_prefix
  internals.adapter('leveldb', watched, true)
  return () => internals.adapter('leveldb', stock, true)
}
