import type { Ask } from '../support/http-client.ts'

/** The server's answer to one document. */
export type Row =
  | { readonly kind: 'ok'; readonly rev: string }
  | { readonly kind: 'refused'; readonly error: string; readonly reason: string }

export type Document = Readonly<Record<string, unknown>> & { readonly _id: string }

/** Pushes one document. Rejects when no whole answer came: then nobody knows what became of it. */
export async function pushDocument(ask: Ask, database: string, doc: Document): Promise<Row> {
  const { status, text } = await ask('POST', `/${database}/_bulk_docs`, { docs: [doc] })
  if (status !== 201) throw new Error(`the push was answered with ${status} ${text}`)
  const [row] = JSON.parse(text) as readonly [Readonly<Record<string, string>>]
  if (row['rev'] !== undefined) return { kind: 'ok', rev: row['rev'] }
  return { kind: 'refused', error: String(row['error']), reason: String(row['reason']) }
}

/** All documents of a database as their reader gets them. */
export async function readAll(ask: Ask, database: string): Promise<readonly Document[]> {
  const found: Document[] = []
  for (let next = ''; ; ) {
    const range = next === '' ? '' : `&startkey=${encodeURIComponent(JSON.stringify(next))}&skip=1`
    const { status, text } = await ask('GET', `/${database}/_all_docs?include_docs=true&limit=2000${range}`)
    if (status !== 200) throw new Error(`reading ${database}: ${status} ${text}`)
    const { rows } = JSON.parse(text) as { readonly rows: readonly { readonly doc: Document }[] }
    found.push(...rows.map(({ doc }) => doc))
    const last = rows.at(-1)
    if (last === undefined || rows.length < 2_000) return found
    next = last.doc._id
  }
}
