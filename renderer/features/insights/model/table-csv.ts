import { stringify } from 'csv-stringify/browser/esm/sync'
import type { Tally } from '#domain/insights/tally.ts'
import { type Column, columns, figureOf } from './columns.ts'

export interface CsvTable {
  /** The heading of the first column, and of each figure. */
  readonly first: string
  readonly headings: Readonly<Record<Column, string>>
  readonly rows: readonly { readonly name: string; readonly tally: Tally }[]
}

/**
 * A table as CSV (RFC 4180), with the mark by which spreadsheets know UTF-8. A name that a spreadsheet would read as a formula gets an
 * apostrophe before it. Numbers have a decimal point, whatever the language.
 */
export function tableToCsv({ first, headings, rows }: CsvTable): string {
  const lines = rows.map(({ name, tally }) => [name, ...columns.map(column => figureOf(tally, column) ?? '')])
  return stringify([[first, ...columns.map(column => headings[column])], ...lines], {
    bom: true,
    escape_formulas: true,
    // By itself the library quotes the ends of its own lines alone.
    quoted_match: /[\r\n]/,
    record_delimiter: '\r\n'
  })
}
