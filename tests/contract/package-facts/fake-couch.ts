/** A CouchDB just large enough for RxDB's ready-made plugin: one database in memory, whose answers a test can bend. */
export interface FakeCouch {
  readonly fetch: typeof fetch
  /** `METHOD path` of every request, in order. */
  readonly requests: string[]
  /** Bodies of `_bulk_docs`, in order. */
  readonly pushed: Readonly<Record<string, unknown>>[][]
  /** Stores a document as another client would. */
  store(doc: { readonly _id: string; readonly [field: string]: unknown }): void
  has(id: string): boolean
}

interface Row {
  readonly seq: number
  readonly doc: Record<string, unknown>
}

export interface FakeCouchBehaviour {
  /** The row of `_bulk_docs` for a document that is not stored; undefined stores it. */
  readonly refuse?: (id: string) => Readonly<Record<string, unknown>> | undefined
  /** Answers a long poll in place of the fake; undefined lets it wait for the next change. */
  readonly onLongPoll?: (since: string) => Promise<Response> | undefined
}

export function createFakeCouch({ refuse, onLongPoll }: FakeCouchBehaviour = {}): FakeCouch {
  const rows = new Map<string, Row>()
  const requests: string[] = []
  const pushed: Record<string, unknown>[][] = []
  const waiting = new Set<() => void>()
  let lastSeq = 0

  function store(doc: Readonly<Record<string, unknown>>): void {
    lastSeq += 1
    rows.set(String(doc['_id']), { seq: lastSeq, doc: { ...doc, _rev: `${lastSeq}-a` } })
    for (const wake of waiting) wake()
  }

  function changesSince(since: number): Response {
    const results = [...rows.values()]
      .filter(row => row.seq > since)
      .sort((a, b) => a.seq - b.seq)
      .map(({ seq, doc }) => ({ seq, id: doc['_id'], changes: [{ rev: doc['_rev'] }], doc }))
    return Response.json({ results, last_seq: lastSeq })
  }

  async function longPoll(since: string): Promise<Response> {
    const bent = onLongPoll?.(since)
    if (bent !== undefined) return bent
    const from = since === 'now' ? lastSeq : Number(since)
    if (lastSeq <= from) {
      await new Promise<void>(resolve => {
        const wake = (): void => {
          waiting.delete(wake)
          resolve()
        }
        waiting.add(wake)
      })
    }
    return changesSince(from)
  }

  function allDocs(keys: readonly string[]): Response {
    return Response.json({
      rows: keys.map(key => {
        const row = rows.get(key)
        return row === undefined
          ? { key, error: 'not_found' }
          : { id: key, key, value: { rev: row.doc['_rev'] }, doc: row.doc }
      })
    })
  }

  function bulkDocs(docs: Record<string, unknown>[]): Response {
    pushed.push(docs)
    return Response.json(
      docs.map(doc => {
        const refusal = refuse?.(String(doc['_id']))
        if (refusal !== undefined) return { id: doc['_id'], ...refusal }
        store(doc)
        return { ok: true, id: doc['_id'], rev: `${lastSeq}-a` }
      })
    )
  }

  const fakeFetch = async (input: string | URL | Request, init?: RequestInit): Promise<Response> => {
    const url = new URL(input instanceof Request ? input.url : input)
    const path = url.pathname.split('/').at(-1) ?? ''
    requests.push(`${init?.method ?? 'GET'} ${path}${url.searchParams.get('feed') === 'longpoll' ? ' longpoll' : ''}`)
    const body = typeof init?.body === 'string' ? JSON.parse(init.body) : undefined
    if (path === '_all_docs') return allDocs(body?.keys ?? JSON.parse(url.searchParams.get('keys') ?? '[]'))
    if (path === '_bulk_docs') return bulkDocs(body.docs)
    const since = url.searchParams.get('since') ?? '0'
    return url.searchParams.get('feed') === 'longpoll' ? longPoll(since) : changesSince(Number(since))
  }
  return { fetch: fakeFetch, requests, pushed, store, has: id => rows.has(id) }
}
