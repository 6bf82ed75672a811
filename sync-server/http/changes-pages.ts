import type { Change, Databases } from '../storage/document-store.ts'
import type { ChangeHub } from './change-hub.ts'

export interface PageQuery {
  readonly since: number
  readonly limit: number
  readonly includeDocs: boolean
  readonly allLeaves: boolean
}

/** A page of `_changes`, serialised. */
export interface SerialisedPage {
  readonly count: number
  readonly lastSeq: number
  /** CouchDB's whole answer. */
  readonly json: Buffer
  /** One line for each row, as continuous feeds have it. */
  readonly lines: Buffer
}

/** Pages kept: after a signal many clients ask for the same one (F26). A commit makes those of its database useless. */
const maxKept = 32

/** Reads pages of changes; clients that ask for the same page share one read and one buffer. */
export interface ChangesPages {
  read(name: string, query: PageQuery): Promise<SerialisedPage>
  /** The database's sequence now. */
  lastSeq(name: string): Promise<number>
}

export function createChangesPages(databases: Databases, hub: ChangeHub): ChangesPages {
  const pageByKey = new Map<string, Promise<SerialisedPage>>()

  async function readPage(name: string, query: PageQuery): Promise<SerialisedPage> {
    const store = await databases.open(name)
    const { updateSeq } = await store.info()
    // A sequence from the future is one of a database that was replaced by an older backup: begin anew.
    const since = query.since > updateSeq ? 0 : query.since
    const { results, lastSeq } = await store.changes({ since, limit: query.limit, includeDocs: query.includeDocs })
    const rows = results.map(change => JSON.stringify(changeToRow(change, query.allLeaves)))
    // CouchDB counts rows left; sequences left are never fewer.
    const pending = results.length < query.limit ? 0 : Math.max(0, updateSeq - lastSeq)
    return {
      count: rows.length,
      lastSeq,
      json: Buffer.from(`{"results":[\n${rows.join(',\n')}\n],\n"last_seq":${lastSeq},"pending":${pending}}\n`),
      lines: Buffer.from(rows.map(row => `${row}\n`).join(''))
    }
  }

  return {
    read(name, query) {
      const key = JSON.stringify([name, hub.last(name)?.tick, query])
      const kept = pageByKey.get(key)
      if (kept !== undefined) return kept
      const page = readPage(name, query)
      page.catch(() => pageByKey.delete(key))
      const [oldest] = pageByKey.keys()
      if (pageByKey.size >= maxKept && oldest !== undefined) pageByKey.delete(oldest)
      pageByKey.set(key, page)
      return page
    },
    lastSeq: async name => (await (await databases.open(name)).info()).updateSeq
  }
}

function changeToRow({ seq, id, revs, deleted, doc }: Change, allLeaves: boolean): object {
  const changes = (allLeaves ? revs : revs.slice(0, 1)).map(rev => ({ rev }))
  return { seq, id, changes, ...(deleted ? { deleted } : {}), ...(doc === undefined ? {} : { doc }) }
}
