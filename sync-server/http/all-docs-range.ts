import type { OpenPouch } from '../storage/pouch-databases.ts'

/** What PouchDB's `allDocs` takes of a range. */
export interface AllDocsRange {
  readonly key?: string
  readonly startkey?: string
  readonly endkey?: string
  readonly skip?: number
  readonly descending?: boolean
  readonly inclusive_end?: boolean
  readonly include_docs?: boolean
  readonly conflicts?: boolean
}

export interface RangePage {
  readonly total: number
  readonly offset: number
  readonly rows: readonly { readonly id: string }[]
}

/** @param behind the id that the page before ended with: paging by key stays fast where `skip` does not (F29) */
export async function readRange(
  pouch: OpenPouch,
  range: AllDocsRange,
  limit: number,
  behind: string | undefined
): Promise<RangePage> {
  const { skip, ...keys } = range
  const options =
    behind === undefined
      ? { ...keys, limit, ...(skip === undefined ? {} : { skip }) }
      : // It comes once more, unless it was removed meanwhile.
        { ...keys, limit: limit + 1, startkey: behind }
  const page = await pouch.allDocs(options as PouchDB.Core.AllDocsWithinRangeOptions)
  const rows = page.rows.filter(({ id }) => id !== behind).slice(0, limit)
  return { total: page.total_rows, offset: page.offset, rows }
}
